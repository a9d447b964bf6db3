package io.jenkins.plugins.dataclone.embedded;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One injected fault: what happens to the next matching request. Without {@link #times} it happens once.
 * Guarded by the lock of the cloud.
 */
public final class Fault {
    private final Object lock;
    private final String method;
    private final Pattern path;
    private String bodyPart = "";
    private int skip;
    private int times = 1;
    private int hits;

    int status;
    String message;
    Integer retryAfter;
    Duration late = Duration.ZERO;
    /** When the work is done that the caller has given up; null: with the request. */
    Duration workLater;

    boolean afterWork;
    boolean dropBefore;
    boolean dropAfter;
    boolean malformed;

    Fault(Object lock, String method, String path) {
        this.lock = lock;
        this.method = method;
        StringBuilder regex = new StringBuilder(".*");
        for (String part : path.split("(?<=\\*)|(?=\\*)")) {
            regex.append(part.equals("*") ? "[^/]+" : Pattern.quote(part));
        }
        this.path = Pattern.compile(regex + "/?");
    }

    /** Answers this status instead of doing the work; the body has the service's own error shape. */
    public Fault status(int code) {
        synchronized (lock) {
            status = code;
            return this;
        }
    }

    /** Answers this status with this text instead of doing the work. */
    public Fault status(int code, String text) {
        synchronized (lock) {
            message = text;
            return status(code);
        }
    }

    /** Answers 429 with a {@code Retry-After} header instead of doing the work. */
    public Fault tooManyRequests(int retryAfterSeconds) {
        synchronized (lock) {
            retryAfter = retryAfterSeconds;
            return status(429, "This request was rate-limited.");
        }
    }

    /** Does the work at once, but sends the answer this much (of real time) later. */
    public Fault answersLate(Duration delay) {
        synchronized (lock) {
            late = delay;
            return this;
        }
    }

    /** Does the work and answers this status all the same, as a gateway does that has lost patience. */
    public Fault statusAfterWork(int code) {
        synchronized (lock) {
            afterWork = true;
            return status(code);
        }
    }

    /** Closes the connection, and does the work so much later. */
    public Fault worksLater(Duration delay) {
        synchronized (lock) {
            workLater = delay;
            return this;
        }
    }

    /** Closes the connection without doing anything. */
    public Fault dropsConnectionBeforeWork() {
        synchronized (lock) {
            dropBefore = true;
            return this;
        }
    }

    /** Does the work and closes the connection instead of answering. */
    public Fault dropsConnectionAfterWork() {
        synchronized (lock) {
            dropAfter = true;
            return this;
        }
    }

    /** Does the work and answers with a body that is cut in the middle, so that it is no JSON. */
    public Fault malformedBody() {
        synchronized (lock) {
            malformed = true;
            return this;
        }
    }

    /** Happens to the next {@code n} matching requests; {@link Integer#MAX_VALUE}: to all. */
    public Fault times(int n) {
        synchronized (lock) {
            times = n;
            return this;
        }
    }

    /** Leaves the first {@code n} matching requests alone. */
    public Fault after(int n) {
        synchronized (lock) {
            skip = n;
            return this;
        }
    }

    /** Matches only requests whose body contains this text, e.g. {@code allow_access}. */
    public Fault bodyContaining(String text) {
        synchronized (lock) {
            bodyPart = text;
            return this;
        }
    }

    /** How many requests it happened to. */
    public int hits() {
        synchronized (lock) {
            return hits;
        }
    }

    /** Whether it has happened as often as it was to. */
    boolean isOver() {
        return hits >= times;
    }

    /** Whether it happens to this request; counts it. */
    boolean strikes(String requestMethod, String fullPath, String body) {
        if (hits >= times
                || !(method.equals("*") || method.equals(requestMethod))
                || !path.matcher(fullPath).matches()
                || !body.contains(bodyPart)) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        hits++;
        return true;
    }
}
