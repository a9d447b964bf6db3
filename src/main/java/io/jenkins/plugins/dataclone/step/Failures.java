package io.jenkins.plugins.dataclone.step;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Errors as a build shows them: a sentence for what users can understand, a stack trace for our own mistakes only. */
final class Failures {
    private static final Logger LOGGER = Logger.getLogger(Failures.class.getName());

    private Failures() {}

    static Throwable forBuild(Exception cause) {
        if (cause instanceof CloudException || cause instanceof IOException) {
            LOGGER.log(Level.FINE, cause, () -> "a step failed");
            AbortException sentence = new AbortException(cause.getMessage());
            sentence.initCause(cause);
            return sentence;
        }
        return cause;
    }
}
