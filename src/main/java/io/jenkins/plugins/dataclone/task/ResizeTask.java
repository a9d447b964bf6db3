package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.Bays;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.ResizeFlow;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.Map;

/**
 * Gives a bay of the environment another number of worker nodes, within what its bay template allows.
 *
 * @param bay name or id of the bay, or null for the only one
 * @param nodeCount worker nodes, at least 1
 */
public record ResizeTask(String bay, int nodeCount) implements Task<BayResult> {
    @Override
    public Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException {
        if (nodeCount < 1) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION, "nodeCount: a bay has at least 1 node, not " + nodeCount);
        }
        return catalogue.lifetime(null, null, wanted, job);
    }

    @Override
    public Flow<BayResult> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException {
        Resource meant = Bays.ready(runtime.ledger().get(assignment.environmentId()), bay, "is to be resized");
        // refuses what the template does not allow, or does not allow any more
        assignment.catalogue().bayRequest(meant.cloud(), Bays.template(meant), nodeCount, assignment.job());
        return new ResizeFlow(
                runtime.context(),
                assignment.environmentId(),
                meant.name(),
                nodeCount,
                assignment.deadline(),
                assignment.log());
    }

    @Override
    public Map<String, ?> value(BayResult result) {
        return Values.of(result);
    }

    @Override
    public Map<String, String> variables(BayResult result) {
        return Variables.of(result);
    }
}
