package io.jenkins.plugins.dataclone.task;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Errors as a build shows them: a sentence for what users can understand, a stack trace for our own mistakes only. */
public final class Failures {
    private static final Logger LOGGER = Logger.getLogger(Failures.class.getName());

    private Failures() {}

    /** A step that goes on after a restart needs the record of its environment: without it nothing may be created or deleted. */
    public static void requireRecord(DataCloneRuntime runtime, String environmentId) throws CloudException {
        Optional<CloudException> obstacle = runtime.ledger().standing().obstacle(environmentId);
        if (obstacle.filter(e -> !e.isRetryable()).isPresent()) {
            throw obstacle.get();
        }
        Optional<Environment> known = runtime.ledger().recall(environmentId);
        if (known.filter(e -> e.state() == EnvironmentState.ENDED).isPresent()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Environment " + environmentId + " is gone already ("
                            + known.get().releaseReason() + "), so the step cannot go on");
        }
        if (known.isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "The record of environment " + environmentId
                            + " is missing on the Jenkins controller, so the step cannot"
                            + " go on; what the environment had in the cloud bears its id in its name");
        }
    }

    /**
     * The sentence stands alone: a cause from the JDK's network or security classes cannot be kept with the build, and Jenkins
     * would then show the whole chain of stack traces in its place.
     */
    public static Throwable forBuild(Exception cause) {
        if (cause instanceof CloudException || cause instanceof IOException || cause instanceof UncheckedIOException) {
            LOGGER.log(Level.FINE, cause, () -> "a step failed");
            return new AbortException(cause.getMessage());
        }
        return cause;
    }
}
