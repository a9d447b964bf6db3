package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.model.Environment;
import java.time.Instant;
import java.util.Locale;

/**
 * Something about an environment that others may want to hear of.
 *
 * @param kind what happened
 * @param environment the environment after it
 * @param at when it was noticed
 */
public record EnvironmentEvent(Kind kind, Environment environment, Instant at) {
    /** What may happen. */
    public enum Kind {
        /** A build asked for it. */
        CREATED,
        /** What a step asked for is usable: a whole environment, a clone, a bay or an application. */
        READY,
        /** It is kept for debugging, beyond the end of its build. */
        KEPT,
        /** Its time is over soon. */
        EXPIRING,
        /** Something of it turned up in a cloud that the ledger did not know; it is being taken away. */
        FOUND,
        /** Taking it away has failed often. */
        STUCK,
        /** Everything of it is confirmed gone. */
        GONE;

        /** The word for programs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
