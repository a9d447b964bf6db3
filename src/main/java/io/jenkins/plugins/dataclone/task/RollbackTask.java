package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.Clones;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.Map;

/**
 * Takes a clone that the build has back to a checkpoint.
 *
 * @param share name or id of the clone, or name of its data source
 * @param to the author's name for the checkpoint
 * @param discardNewer whether checkpoints that were taken later may be lost
 */
public record RollbackTask(String share, String to, boolean discardNewer) implements Task<RollbackResult> {
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
    public Flow<RollbackResult> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException {
        return Checkpoints.goBack(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                new RollbackRequest(share, to, discardNewer),
                assignment.deadline(),
                assignment.log());
    }

    @Override
    public Map<String, ?> value(RollbackResult result) {
        return Values.of(result);
    }

    @Override
    public Map<String, String> variables(RollbackResult result) {
        return Variables.of(result.data());
    }
}
