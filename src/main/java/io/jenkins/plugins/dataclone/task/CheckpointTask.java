package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.Clones;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.Map;

/**
 * Takes a checkpoint of a clone that the build has.
 *
 * @param share name or id of the clone, or name of its data source
 * @param name the author's name for the checkpoint
 */
public record CheckpointTask(String share, String name) implements Task<CheckpointResult> {
    /** No environment is opened for it, so it changes no life. */
    @Override
    public Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException {
        return catalogue.lifetime(null, null, wanted, job);
    }

    @Override
    public Environment environment(Ledger ledger, Owner owner, String environment, Lifetime life)
            throws CloudException {
        return Clones.environmentWith(ledger, owner, environment, share);
    }

    @Override
    public Flow<CheckpointResult> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException {
        return Checkpoints.take(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                share,
                name,
                assignment.deadline(),
                assignment.log());
    }

    @Override
    public Map<String, ?> value(CheckpointResult result) {
        return Values.of(result);
    }

    /** A checkpoint is named by its author, so there is nothing to tell. */
    @Override
    public Map<String, String> variables(CheckpointResult result) {
        return Map.of();
    }
}
