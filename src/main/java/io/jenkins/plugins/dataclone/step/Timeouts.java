package io.jenkins.plugins.dataclone.step;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.model.Durations;
import java.time.Duration;

/** How long steps wait for what they make. */
final class Timeouts {
    static final Duration CLONE = Duration.ofMinutes(30);
    static final Duration BAY = Duration.ofMinutes(60);
    static final Duration STACK = Duration.ofMinutes(15);
    static final Duration ENVIRONMENT = Duration.ofMinutes(90);
    /** How long a build waits for its environment to be gone; the removal itself goes on until it is. */
    static final Duration REMOVAL = Duration.ofMinutes(15);

    /** How soon to look again for an agent that is not back after a restart. */
    static final Duration AGENT_RETRY = Duration.ofSeconds(5);

    private Timeouts() {}

    /** What the author wrote, or the usual time if nothing was written. */
    static Duration of(String written, Duration usual) throws AbortException {
        if (written == null || written.isBlank()) {
            return usual;
        }
        try {
            return Durations.parse(written);
        } catch (IllegalArgumentException e) {
            throw new AbortException("readyTimeout: " + e.getMessage());
        }
    }
}
