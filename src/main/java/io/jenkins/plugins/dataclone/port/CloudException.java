package io.jenkins.plugins.dataclone.port;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A call to a cloud or an engine that did not do what it should. The message is one sentence for users: what failed, on
 * which cloud and object, why (the service's own words and its request id) and, where it helps, what to do. It never
 * contains a secret.
 */
public final class CloudException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as a flow has to care. */
    public enum Kind {
        /** The object does not exist (any more), or is not ours to see. */
        NOT_FOUND(false),
        /** The object is in a state that does not allow the call now; later it may. */
        CONFLICT(true),
        /** A quota is used up. */
        QUOTA(false),
        /** The login failed or the credential lacks a right. */
        DENIED(false),
        /** The service refused the request as wrong; sending it again is useless. */
        REFUSED(false),
        /** No answer, or an answer that says "later" (429, 500, 502, 503, 504). A create may nevertheless have been done. */
        UNAVAILABLE(true),
        /**
         * Nothing was sent: as many calls as allowed are under way, or the service asked for a pause. It passes by itself
         * and is worth no line in a build's log.
         */
        BUSY(true),
        /** Nothing was sent: the service has not answered for a while, and one call at a time finds out when it does. */
        SILENT(true),
        /**
         * Nothing was sent: it is not certain that the environment is this controller's, and an administrator is asked. It passes
         * with the answer.
         */
        FROZEN(true),
        /** The object itself ended in an error state. */
        FAILED(false),
        /** Something configured here is missing or wrong; nothing was sent. */
        CONFIGURATION(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Kind kind;
    private final int status;
    private final String requestId;
    private final Duration retryAfter;

    private CloudException(
            Kind kind, String message, int status, String requestId, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.status = status;
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /** An error that no HTTP answer stands behind. */
    public static CloudException of(Kind kind, String message) {
        return new CloudException(kind, message, 0, null, null, null);
    }

    /** An error that an exception stands behind. */
    public static CloudException of(Kind kind, String message, Throwable cause) {
        return new CloudException(kind, message, 0, null, null, cause);
    }

    /**
     * A call that was held back and not sent.
     *
     * @param kind BUSY, SILENT or FROZEN
     * @param retryAfter how long to wait before it is worth trying again
     */
    public static CloudException heldBack(Kind kind, String message, Duration retryAfter) {
        return new CloudException(kind, message, 0, null, Objects.requireNonNull(retryAfter, "retryAfter"), null);
    }

    /**
     * An error that a service answered.
     *
     * @param status the HTTP status
     * @param requestId the service's request id, or null
     * @param retryAfter what the service asked us to wait, or null
     */
    public static CloudException answered(
            Kind kind, String message, int status, String requestId, Duration retryAfter) {
        return new CloudException(kind, message, status, requestId, retryAfter, null);
    }

    public Kind kind() {
        return kind;
    }

    /** The message without a full stop, for the middle of another sentence. */
    public String clause() {
        return getMessage().replaceAll("\\.$", "");
    }

    /** HTTP status, or 0 if there was no answer. */
    public int status() {
        return status;
    }

    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean isRetryable() {
        return kind.retryable;
    }

    /** Whether the call was held back, so that it cannot have had an effect. */
    public boolean isHeldBack() {
        return kind == Kind.BUSY || kind == Kind.SILENT || kind == Kind.FROZEN;
    }

    public boolean isNotFound() {
        return kind == Kind.NOT_FOUND;
    }
}
