package io.jenkins.plugins.dataclone.task;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.model.Durations;
import java.time.Duration;

/** How long steps wait for what they make. */
public final class Timeouts {
    public static final Duration CLONE = Duration.ofMinutes(30);
    public static final Duration CHECKPOINT = Duration.ofMinutes(10);
    public static final Duration ROLLBACK = Duration.ofMinutes(30);
    public static final Duration BAY = Duration.ofMinutes(60);
    public static final Duration STACK = Duration.ofMinutes(15);
    public static final Duration HEAT_STACK = Duration.ofMinutes(60);
    public static final Duration ENVIRONMENT = Duration.ofMinutes(90);
    /** How long something waits in line for the cloud's quotas. */
    public static final Duration QUOTA = Duration.ofMinutes(30);
    /** How long a build waits for its environment to be gone; the removal itself goes on until it is. */
    public static final Duration REMOVAL = Duration.ofMinutes(15);

    /** How soon to look again for an agent that is not back after a restart. */
    public static final Duration AGENT_RETRY = Duration.ofSeconds(5);

    private Timeouts() {}

    /**
     * What the author wrote, or the usual time if nothing was written.
     *
     * @param parameter what it was written for, for the message
     */
    public static Duration of(String parameter, String written, Duration usual) throws AbortException {
        if (written == null || written.isBlank()) {
            return usual;
        }
        try {
            return Durations.parse(written);
        } catch (IllegalArgumentException e) {
            throw new AbortException(parameter + ": " + e.getMessage());
        }
    }
}
