package io.jenkins.plugins.dataclone.model;

/**
 * A limit and what of it is taken.
 *
 * @param limit in the item's unit; {@link #UNLIMITED} for none
 * @param used taken or reserved, never negative
 */
public record Quota(long limit, long used) {
    public static final long UNLIMITED = -1;

    public Quota {
        // Manila counts usage in a row of its own that was seen to fall below zero for a while
        used = Math.max(0, used);
    }

    public boolean isLimited() {
        return limit >= 0;
    }

    /** What is left; meaningless without a limit. A limit may be below what is used already. */
    public long free() {
        return Math.max(0, limit - used);
    }
}
