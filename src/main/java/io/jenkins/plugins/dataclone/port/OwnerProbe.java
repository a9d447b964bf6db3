package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.Owner;
import java.time.Instant;
import java.util.Optional;

/** Tells whether the build that owns an environment still lives. */
@FunctionalInterface
public interface OwnerProbe {
    /** What is known of an owner. */
    enum Answer {
        /** It runs, or will go on after a restart. */
        ALIVE,
        /** It has ended, or there is no such build any more. */
        GONE,
        /**
         * Its job lies on disk, and Jenkins could not load it, for example because a plugin is missing: it may come back when an
         * administrator has seen to that, and it may not.
         */
        UNLOADED,
        /** It cannot be told now, for example while Jenkins is loading its jobs. Never a reason to take anything away. */
        UNKNOWN
    }

    Answer probe(Owner owner);

    /**
     * Looks everywhere for a build that is not where it was: its job may have been moved while nobody was told. May be slow; asked
     * once before something is taken away because its owner is gone.
     *
     * @return the build under its present name if it runs; empty if it is nowhere, or in more than one place
     */
    default Optional<Owner> search(Owner lost) {
        return Optional.empty();
    }

    /**
     * The same as {@link #probe(Owner)} where nothing but the build's id is known, as from a tag: whether any build of that id lives.
     *
     * @param run externalizable id, {@code folder/job#12}
     */
    default Answer probe(String run) {
        return probe(new Owner(run, "", Instant.EPOCH));
    }
}
