package io.jenkins.plugins.dataclone.runtime;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.ledger.OwnerMoves;
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
    private final OwnerMoves moves;

    RunRecords(Builds builds, OwnerMoves moves) {
        this.builds = builds;
        this.moves = moves;
    }

    /** Notes an environment as it is now. Call it on a worker thread: it writes the build. */
    void note(Environment environment) {
        Owner owner = moves.ownerOf(environment);
        try {
            Optional<Run<?, ?>> run = builds.find(owner);
            if (run.isPresent()) {
                EnvironmentReceipt receipt = EnvironmentReceipt.of(environment);
                data(run.get()).put(receipt);
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
