package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;

/**
 * Hears of each change of the ledger after it is on disk. Called on the thread that makes the change, which may be about to call a
 * cloud: it returns at once, does no I/O and asks the ledger for nothing.
 */
@FunctionalInterface
public interface LedgerWatcher {
    /**
     * @param before the environment before the change, or null if it was opened
     * @param after the environment as it is now
     */
    void changed(Environment before, Environment after);
}
