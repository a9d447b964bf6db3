package io.jenkins.plugins.dataclone.runtime;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Owner;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes receipts to the builds that they are for. A build that is gone or cannot be loaded has no use for one. Thread-safe. */
final class RunRecords {
    private static final Logger LOGGER = Logger.getLogger(RunRecords.class.getName());

    private final Builds builds;
    private final Ledger ledger;

    RunRecords(Builds builds, Ledger ledger) {
        this.builds = builds;
        this.ledger = ledger;
    }

    /**
     * Notes an environment as the ledger knows it now. Call it on a worker thread: it writes the build.
     *
     * @param environment as it was a moment ago
     */
    void note(Environment environment) {
        Owner owner = ledger.moves().ownerOf(environment);
        try {
            Optional<Run<?, ?>> run = builds.find(owner);
            if (run.isPresent()) {
                EnvironmentReceipt receipt = put(data(run.get()), environment);
                run.get().save();
                DataFingerprints.note(run.get(), receipt);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The receipt of environment " + environment.id() + " could not be kept with " + owner.run());
        }
    }

    /** Two threads may note the same environment at a time: what comes last has to be the latest. */
    private EnvironmentReceipt put(DataCloneRunData data, Environment before) {
        synchronized (data) {
            EnvironmentReceipt receipt =
                    EnvironmentReceipt.of(ledger.find(before.id()).orElse(before));
            data.put(receipt);
            return receipt;
        }
    }

    private synchronized DataCloneRunData data(Run<?, ?> run) {
        DataCloneRunData known = DataCloneRunData.of(run);
        if (known != null) {
            return known;
        }
        DataCloneRunData fresh = new DataCloneRunData();
        run.addAction(fresh);
        return fresh;
    }
}
