package io.jenkins.plugins.dataclone.openstack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** A service could not be reached, or its answer did not arrive. */
final class TransportFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** What the JDK says when a proxy does not connect: the status follows. */
    private static final String TUNNEL = "Tunnel failed, got: ";
    /** What it says when the end of a TLS alert is taken for the beginning of an answer. */
    private static final String STATUS_LINE = "parsing HTTP/1.1 status line, receiving";

    /** What went wrong, in words that tell an administrator where to look. */
    enum Reason {
        UNKNOWN_HOST("its host name cannot be resolved"),
        REFUSED("nothing listens there (connection refused)"),
        CONNECT_TIMEOUT("no connection within %d s"),
        READ_TIMEOUT("no complete answer within %d s"),
        PROXY_LOGIN("it asks for a login, which cannot be given to a proxy; let it pass this controller without one"),
        PROXY_REFUSED("it does not get through to there"),
        NOT_HTTP("what came back is no HTTP; if the port speaks https, the address has to begin with https"),
        NO_TLS("nobody speaks TLS there; if the port speaks http, the address has to begin with http"),
        UNKNOWN_CA(
                "its TLS certificate is signed by an authority that is not trusted here; configure the cloud's CA certificate"),
        WRONG_NAME("its TLS certificate is for another host name"),
        EXPIRED("its TLS certificate has expired"),
        TLS("the TLS handshake failed"),
        BROKEN("the connection broke"),
        BROKEN_LOGIN("the connection broke; if the port speaks https, the address has to begin with https");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Whether an administrator has to change something before it can work. */
        boolean isConfiguration() {
            return switch (this) {
                case UNKNOWN_CA, WRONG_NAME, TLS, NO_TLS, NOT_HTTP, PROXY_LOGIN -> true;
                default -> false;
            };
        }

        /** Whether it happens on the way to the proxy, or at the proxy, if there is one. */
        private boolean isOfProxy() {
            return switch (this) {
                case UNKNOWN_HOST, REFUSED, CONNECT_TIMEOUT, PROXY_LOGIN, PROXY_REFUSED -> true;
                default -> false;
            };
        }
    }

    private final Reason reason;
    private final String host;
    private final String proxy;
    private final long limitSeconds;

    private TransportFailure(Reason reason, String host, String proxy, long limitSeconds, Throwable cause) {
        super(reason.name() + " " + host, cause);
        this.reason = reason;
        this.host = host;
        this.proxy = proxy;
        this.limitSeconds = limitSeconds;
    }

    /**
     * @param host host and port, without path and query
     * @param proxy host and port of the proxy on the way, or null
     */
    static TransportFailure of(IOException cause, String host, String proxy, long connectSeconds, long readSeconds) {
        Reason reason = reason(cause);
        return new TransportFailure(
                reason, host, proxy, reason == Reason.CONNECT_TIMEOUT ? connectSeconds : readSeconds, cause);
    }

    static TransportFailure readTimeout(String host, long readSeconds) {
        return new TransportFailure(Reason.READ_TIMEOUT, host, null, readSeconds, null);
    }

    static TransportFailure proxyLogin(String host, String proxy) {
        return new TransportFailure(Reason.PROXY_LOGIN, host, proxy, 0, null);
    }

    /** A break at the very first request, sent in clear: many a TLS server says no more to that. */
    TransportFailure atLoginInClear() {
        return reason == Reason.BROKEN
                ? new TransportFailure(Reason.BROKEN_LOGIN, host, proxy, limitSeconds, getCause())
                : this;
    }

    Reason reason() {
        return reason;
    }

    String host() {
        return host;
    }

    String words() {
        String what = String.format(Locale.ROOT, reason.words, limitSeconds);
        return proxy != null && reason.isOfProxy() ? "the way is over the proxy " + proxy + ", and " + what : what;
    }

    private static Reason reason(IOException cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return Reason.CONNECT_TIMEOUT;
        }
        if (cause instanceof HttpTimeoutException) {
            return Reason.READ_TIMEOUT;
        }
        if (String.valueOf(cause.getMessage()).contains(TUNNEL)) {
            return cause.getMessage().contains("407") ? Reason.PROXY_LOGIN : Reason.PROXY_REFUSED;
        }
        if (has(cause, UnresolvedAddressException.class)) {
            return Reason.UNKNOWN_HOST;
        }
        if (cause instanceof SSLException && !has(cause, SocketException.class)) {
            return tlsReason(cause);
        }
        if (has(cause, ProtocolException.class)
                || String.valueOf(cause.getMessage()).startsWith(STATUS_LINE)) {
            return Reason.NOT_HTTP;
        }
        return has(cause, ConnectException.class) ? Reason.REFUSED : Reason.BROKEN;
    }

    private static Reason tlsReason(Throwable cause) {
        if (has(cause, CertificateExpiredException.class)) {
            return Reason.EXPIRED;
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (message.contains("No subject alternative") || message.contains("No name matching")) {
                return Reason.WRONG_NAME;
            }
            if (message.contains("nrecognized SSL message")) {
                return Reason.NO_TLS;
            }
            if (message.contains("PKIX path") || message.contains("trust anchor")) {
                return Reason.UNKNOWN_CA;
            }
        }
        return Reason.TLS;
    }

    private static boolean has(Throwable cause, Class<? extends Throwable> type) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
