package io.jenkins.plugins.dataclone.model;

/** The life of an environment. */
public enum EnvironmentState {
    /** Owned by a living build: resources may be added and used. */
    OPEN,
    /** Kept for debugging until it expires, although its build has done with it: it may be used, but nothing may be added. */
    KEPT,
    /** To be taken away: nothing may be added any more. */
    RELEASING,
    /** Like {@link #RELEASING}, but it has failed often; still retried, and shown to administrators. */
    STUCK,
    /** Every resource is confirmed gone. The end, unless a create request that was thought lost is answered after all. */
    ENDED,
    /**
     * It is another controller's, from which the record was copied: all that is in it is left to that one. The end; nothing is known of
     * what has become of its resources.
     */
    DISOWNED;

    /** Whether the ledger may move an environment from this state to {@code other}; staying is always allowed. */
    public boolean canBecome(EnvironmentState other) {
        return switch (this) {
            case OPEN -> other == OPEN || other == KEPT || other == RELEASING || other == DISOWNED;
            case KEPT -> other == KEPT || other == RELEASING || other == DISOWNED;
            case RELEASING, STUCK -> !other.isUsable();
            case DISOWNED -> other == DISOWNED;
            case ENDED -> other == ENDED || other == RELEASING;
        };
    }

    /** Whether what is in it may be used: nobody has asked yet for it to be taken away. */
    public boolean isUsable() {
        return this == OPEN || this == KEPT;
    }

    /** Whether there is nothing left to do for it, here at least. */
    public boolean isOver() {
        return this == ENDED || this == DISOWNED;
    }

    /** Whether it was asked to go and is not confirmed gone. */
    public boolean isOnItsWayOut() {
        return this == RELEASING || this == STUCK;
    }
}
