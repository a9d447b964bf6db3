package io.jenkins.plugins.dataclone.openstack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;

/** A service could not be reached, or its answer did not arrive. */
final class TransportFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, in words that tell an administrator where to look. */
    enum Reason {
        UNKNOWN_HOST("its host name cannot be resolved"),
        REFUSED("nothing listens there (connection refused)"),
        CONNECT_TIMEOUT("no connection within %d s"),
        READ_TIMEOUT("no complete answer within %d s"),
        UNKNOWN_CA(
                "its TLS certificate is signed by an authority that is not trusted here; configure the cloud's CA certificate"),
        WRONG_NAME("its TLS certificate is for another host name"),
        EXPIRED("its TLS certificate has expired"),
        TLS("the TLS handshake failed"),
        BROKEN("the connection broke");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Whether an administrator has to change something before it can work. */
        boolean isConfiguration() {
            return this == UNKNOWN_CA || this == WRONG_NAME || this == TLS;
        }
    }

    private final Reason reason;
    private final String host;
    private final long limitSeconds;

    private TransportFailure(Reason reason, String host, long limitSeconds, Throwable cause) {
        super(reason.name() + " " + host, cause);
        this.reason = reason;
        this.host = host;
        this.limitSeconds = limitSeconds;
    }

    /**
     * @param host host and port, without path and query
     */
    static TransportFailure of(IOException cause, String host, long connectSeconds, long readSeconds) {
        Reason reason = reason(cause);
        return new TransportFailure(
                reason, host, reason == Reason.CONNECT_TIMEOUT ? connectSeconds : readSeconds, cause);
    }

    static TransportFailure readTimeout(String host, long readSeconds) {
        return new TransportFailure(Reason.READ_TIMEOUT, host, readSeconds, null);
    }

    Reason reason() {
        return reason;
    }

    String host() {
        return host;
    }

    String words() {
        return String.format(reason.words, limitSeconds);
    }

    private static Reason reason(IOException cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return Reason.CONNECT_TIMEOUT;
        }
        if (cause instanceof HttpTimeoutException) {
            return Reason.READ_TIMEOUT;
        }
        if (has(cause, UnresolvedAddressException.class)) {
            return Reason.UNKNOWN_HOST;
        }
        if (cause instanceof SSLException && !has(cause, SocketException.class)) {
            return tlsReason(cause);
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
