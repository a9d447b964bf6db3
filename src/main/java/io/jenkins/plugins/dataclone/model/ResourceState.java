package io.jenkins.plugins.dataclone.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of one remote object as the ledger sees it.
 *
 * <p>The two states before an id is known differ in what a crash may have left behind: a {@link #PLANNED} resource was
 * never asked for; a {@link #REQUESTED} one may exist without our knowing its id and has to be looked up by its name.
 */
public enum ResourceState {
    /** Written down; no request has been sent. */
    PLANNED,
    /** A create request was about to be sent or has been sent; the id is not known yet. */
    REQUESTED,
    /** The id is known; the object is not usable yet. */
    CREATED,
    /** Usable. */
    READY,
    /** The cloud says that the object failed; it still exists and has to be deleted. */
    FAILED,
    /** A delete was accepted; the object may still exist. */
    DELETING,
    /** Confirmed gone: read back as missing. The end, unless a create request is answered after all. */
    GONE;

    private Set<ResourceState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(REQUESTED, GONE);
            case REQUESTED -> EnumSet.of(PLANNED, CREATED, GONE);
            case CREATED -> EnumSet.of(READY, FAILED, DELETING);
            case READY -> EnumSet.of(FAILED, DELETING);
            case FAILED -> EnumSet.of(DELETING);
            case DELETING -> EnumSet.of(GONE);
            case GONE -> EnumSet.of(DELETING);
        };
    }

    /** Whether the ledger may move a resource from this state to {@code other}; staying is always allowed. */
    public boolean canBecome(ResourceState other) {
        return this == other || next().contains(other);
    }
}
