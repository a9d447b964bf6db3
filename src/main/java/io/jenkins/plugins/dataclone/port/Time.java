package io.jenkins.plugins.dataclone.port;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Time, in two kinds. {@link #instant()} is for everything that waits, measures or gives up: it goes on evenly whatever happens to
 * the wall clock. {@link #wall()} is what the wall clock shows, which people and other machines go by, and which may be set forward
 * or back at any moment: it is for the ends of lives and for nothing else.
 */
public interface Time extends InstantSource {
    /** What the wall clock shows. */
    Instant wall();

    /**
     * The machine's own. It goes on evenly from now on and is never put right, so it is for waits of minutes and for nothing that
     * is written down.
     */
    static Time system() {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        return new Time() {
            @Override
            public Instant instant() {
                return start.plusNanos(System.nanoTime() - startNanos);
            }

            @Override
            public Instant wall() {
                return Instant.now();
            }
        };
    }

    /** Both kinds from one source, which is never set. */
    static Time of(InstantSource clock) {
        return new Time() {
            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public Instant wall() {
                return clock.instant();
            }
        };
    }
}
