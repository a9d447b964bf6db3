package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.Owner;

/** Tells whether the build that owns an environment still lives. */
@FunctionalInterface
public interface OwnerProbe {
    /** What is known of an owner. */
    enum Answer {
        /** It runs, or will go on after a restart. */
        ALIVE,
        /** It has ended, or there is no such build any more. */
        GONE,
        /** It cannot be told now, for example while Jenkins is loading its jobs. Never a reason to take anything away. */
        UNKNOWN
    }

    Answer probe(Owner owner);
}
