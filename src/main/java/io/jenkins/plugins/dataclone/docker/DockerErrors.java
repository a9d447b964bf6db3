package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.exception.DockerException;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Turns what docker-java throws into one sentence. */
final class DockerErrors {
    /** 500s of an engine that no later try will change; Docker answers 500 for most failures of a start. */
    private static final String[] LASTING = {
        "port is already allocated",
        "address already in use",
        "no such device",
        "executable file not found",
        "error while mounting volume",
        "failed to mount local volume",
        "could not select device driver",
        "volume plugin",
        "plugin not found",
        "pool overlaps",
        "manifest unknown"
    };
    /** The same of a registry that wants to know who asks. */
    private static final String[] LOGIN = {
        "no basic auth credentials", "authentication required", "unauthorized", "access to the resource is denied"
    };

    private static final int LONGEST_TEXT = 1000;

    private DockerErrors() {}

    /** @param what what was tried, as {@code "Creating service web on bay b (tcp://1.2.3.4:2376)"} */
    static CloudException of(String what, RuntimeException error) {
        if (error instanceof DockerException answered && answered.getHttpStatus() >= 400) {
            return answered(what, answered);
        }
        return unanswered(what, error);
    }

    private static CloudException answered(String what, DockerException error) {
        int status = error.getHttpStatus();
        String text = text(error);
        String lower = text.toLowerCase(Locale.ROOT);
        Kind kind =
                switch (status) {
                    case 400, 405, 406, 413, 422, 501 -> Kind.REFUSED;
                    case 401, 403 -> Kind.DENIED;
                    case 404 -> Kind.NOT_FOUND;
                    case 409 -> Kind.CONFLICT;
                    default -> Kind.UNAVAILABLE;
                };
        if (isOutOfSequence(error)) {
            kind = Kind.CONFLICT;
        } else if (kind == Kind.UNAVAILABLE && Stream.of(LOGIN).anyMatch(lower::contains)) {
            kind = Kind.DENIED;
            text += "; the registry wants a login, which a bay does not have: use an image that everybody may pull";
        } else if (kind == Kind.UNAVAILABLE && Stream.of(LASTING).anyMatch(lower::contains)) {
            kind = Kind.REFUSED;
        }
        return CloudException.answered(
                kind, what + " failed: the engine answered " + status + ": " + text, status, null, null);
    }

    /** Swarm says so with 500, not 409, when a service changed between reading and writing. */
    static boolean isOutOfSequence(RuntimeException error) {
        return text(error).contains("update out of sequence");
    }

    /** The engine's own words: docker-java gives {@code Status 404: {"message":"..."}}. */
    static String text(RuntimeException error) {
        String text = String.valueOf(error.getMessage());
        int start = text.indexOf("{\"message\":\"");
        int end = text.lastIndexOf("\"}");
        if (start >= 0 && end > start) {
            text = text.substring(start + "{\"message\":\"".length(), end)
                    .replace("\\\"", "\"")
                    .replace("\\n", " ");
        }
        return tidy(text);
    }

    /**
     * What an engine or a container says, as one line of reasonable length. Whoever has an application on the bay may be master of its
     * engine, and the words go to logs, pages and terminals.
     */
    static String tidy(String said) {
        String line = said.substring(0, Math.min(said.length(), 10 * LONGEST_TEXT))
                .replaceAll("[\\s\\p{Cc}]+", " ")
                .trim();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }

    private static CloudException unanswered(String what, RuntimeException error) {
        if (find(error, UnknownHostException.class) != null) {
            return CloudException.of(
                    Kind.UNAVAILABLE, what + " failed: the host name of the engine is not known", error);
        }
        if (find(error, CertificateException.class) != null || mentions(error, "subject alternative names")) {
            return CloudException.of(
                    Kind.DENIED,
                    what
                            + " failed: the engine's certificate is not signed by the bay's authority for this address, so it may"
                            + " be somebody else's",
                    error);
        }
        SSLException tls = find(error, SSLException.class);
        if (mentions(error, "broken pipe")
                || mentions(error, "connection reset")
                || mentions(error, "bad_certificate")
                || mentions(error, "certificate_required")
                || mentions(error, "certificate_unknown")
                || mentions(error, "certificate_expired")
                || mentions(error, "unknown_ca")) {
            // a server that dislikes the client's certificate closes the connection, often before TLS can say why
            return CloudException.of(
                    tls != null || mentions(error, "broken pipe") ? Kind.DENIED : Kind.UNAVAILABLE,
                    what
                            + " failed: the engine closed the connection; most likely it does not accept the client certificate"
                            + " (expired, or signed by another authority)",
                    error);
        }
        if (mentions(error, "failed to respond")) {
            // not one byte came back: an engine that goes down, or one whose word about the certificate was overtaken
            return CloudException.of(
                    Kind.UNAVAILABLE,
                    what
                            + " failed: the engine closed the connection without an answer; either it goes down just now or it"
                            + " does not accept the client certificate (expired, or signed by another authority)",
                    error);
        }
        if (tls != null) {
            return CloudException.of(
                    Kind.DENIED,
                    what + " failed: no TLS connection: " + tls.getMessage()
                            + "; check whether the engine expects TLS on this port",
                    error);
        }
        if (find(error, SocketTimeoutException.class) != null || mentions(error, "timed out")) {
            return CloudException.of(Kind.UNAVAILABLE, what + " failed: the engine did not answer in time", error);
        }
        if (find(error, ConnectException.class) != null || mentions(error, "connection refused")) {
            return CloudException.of(
                    Kind.UNAVAILABLE, what + " failed: nothing listens there (connection refused)", error);
        }
        if (find(error, NoRouteToHostException.class) != null) {
            return CloudException.of(Kind.UNAVAILABLE, what + " failed: there is no route to the engine", error);
        }
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return CloudException.of(
                Kind.UNAVAILABLE,
                what + " failed: "
                        + (root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage()),
                error);
    }

    private static boolean mentions(Throwable error, String words) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t.getMessage() != null
                    && t.getMessage().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static <T extends Throwable> T find(Throwable error, Class<T> type) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
