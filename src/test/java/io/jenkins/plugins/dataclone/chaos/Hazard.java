package io.jenkins.plugins.dataclone.chaos;

/** What can go wrong in a world. */
enum Hazard {
    /** 500, 502, 503 or 504, and nothing was done. */
    SERVER_ERROR,
    /** 502 or 504 from in front of a service that does the work all the same. */
    ERROR_AFTER_WORK,
    /** 429 with {@code Retry-After}. */
    PAUSE_ASKED,
    /** 429 and no word of when to come back. */
    TOO_MANY_REQUESTS,
    /** No answer for as long as the client waits, and nothing was done. */
    TIMEOUT,
    /** No answer for as long as the client waits; it was done. */
    TIMEOUT_AFTER_WORK,
    RESET,
    RESET_AFTER_WORK,
    /** The connection breaks, and the work is done some seconds later. */
    DONE_LATER,
    /** The same, so late that the request has been sent again by then. */
    DONE_MUCH_LATER,
    SLOW_ANSWER,
    /** All of a service's requests fail for a while. */
    OUTAGE,
    TOKENS_REVOKED,
    /** Lists lag behind creates. */
    LIST_LAG,
    /** Somebody takes away an object of ours. */
    VANISHED,
    /** What was to be made ends in {@code error}. */
    ERROR_STATE,
    /** What was to be deleted ends in {@code error_deleting} or its like. */
    ERROR_DELETING,
    /** The engines do not answer for a while. */
    ENGINE_RESTART,
    /** The disk of the controller is full for a while. */
    DISK_FULL,
    /** Somebody aborts a build. */
    ABORT,
    /** The process dies at any of its steps. */
    KILL,
    /** The process is stopped between two steps, and comes back. */
    RESTART,
    /** A build does not come back with the process. */
    BUILD_LOST,
    CLOCK_FORWARD,
    CLOCK_BACK
}
