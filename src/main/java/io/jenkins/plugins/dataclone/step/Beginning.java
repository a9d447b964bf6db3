package io.jenkins.plugins.dataclone.step;

import java.io.Serializable;
import java.time.Instant;
import java.time.InstantSource;

/** When a step began to work, which its time-outs are counted from, over restarts. Kept with the step. */
final class Beginning implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Epoch milliseconds; 0 before it began. */
    private long millis;

    /**
     * The first call begins. A clock that was set back over a restart gives the whole time again, and no more.
     *
     * @param clock the runtime's
     */
    synchronized Instant at(InstantSource clock) {
        long now = clock.millis();
        millis = millis == 0 ? now : Math.min(millis, now);
        return Instant.ofEpochMilli(millis);
    }
}
