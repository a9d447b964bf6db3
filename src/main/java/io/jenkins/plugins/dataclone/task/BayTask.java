package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.BayFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.Map;

/**
 * Creates a bay.
 *
 * @param cloud name of the cloud, or null if the template's name says enough
 * @param template name of the bay template
 * @param nodeCount worker nodes, or 0 for the template's own number
 */
public record BayTask(String cloud, String template, int nodeCount) implements Task<BayResult> {
    @Override
    public Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException {
        catalogue.bayRequest(cloud, template, nodeCount, job);
        return catalogue.lifetime(null, null, wanted, job);
    }

    @Override
    public Flow<BayResult> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException {
        return new BayFlow(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                assignment.catalogue().bayRequest(cloud, template, nodeCount, assignment.job()),
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
