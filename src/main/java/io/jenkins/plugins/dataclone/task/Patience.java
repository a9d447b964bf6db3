package io.jenkins.plugins.dataclone.task;

import hudson.AbortException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * How long an author lets something take.
 *
 * @param ready until it has to be ready
 * @param quota how much of that it may wait in line for the cloud's quotas
 */
public record Patience(Duration ready, Duration quota) implements Serializable {
    /**
     * @param readyTimeout what the author wrote, or null
     * @param usual how long it may take if nothing was written
     * @param quotaTimeout what the author wrote, or null
     */
    public static Patience of(String readyTimeout, Duration usual, String quotaTimeout) throws AbortException {
        return new Patience(
                Timeouts.of("readyTimeout", readyTimeout, usual),
                Timeouts.of("quotaTimeout", quotaTimeout, Timeouts.QUOTA));
    }

    /** @param begun when the waiting began */
    public Instant deadline(Instant begun) {
        return begun.plus(ready);
    }

    /** @param begun when the waiting began */
    public Instant quotaDeadline(Instant begun) {
        return begun.plus(quota);
    }
}
