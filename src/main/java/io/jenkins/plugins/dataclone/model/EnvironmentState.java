package io.jenkins.plugins.dataclone.model;

/** The life of an environment. */
public enum EnvironmentState {
    /** Owned by a living build: resources may be added and used. */
    OPEN,
    /** To be taken away: nothing may be added any more. */
    RELEASING,
    /** Like {@link #RELEASING}, but it has failed often; still retried, and shown to administrators. */
    STUCK,
    /** Every resource is confirmed gone. The end, unless a create request that was thought lost is answered after all. */
    ENDED;

    /** Whether the ledger may move an environment from this state to {@code other}; staying is always allowed. */
    public boolean canBecome(EnvironmentState other) {
        return switch (this) {
            case OPEN -> other == OPEN || other == RELEASING;
            case RELEASING, STUCK -> other != OPEN;
            case ENDED -> other == ENDED || other == RELEASING;
        };
    }
}
