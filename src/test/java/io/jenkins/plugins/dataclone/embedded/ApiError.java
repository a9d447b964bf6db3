package io.jenkins.plugins.dataclone.embedded;

/** A refusal by a service; the service gives it its own JSON shape. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String type;

    ApiError(int status, String message) {
        this(status, null, message);
    }

    /** {@code type} is the class name some services put into their error bodies. */
    ApiError(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
