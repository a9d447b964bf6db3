package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.CloneFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.Map;

/**
 * Clones a data source.
 *
 * @param cloud name of the cloud, or null if the source's name says enough
 * @param source name of the data source
 * @param snapshot which snapshot of it, or null for what the administrator decided
 */
public record CloneTask(String cloud, String source, String snapshot) implements Task<CloneResult> {
    @Override
    public Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException {
        catalogue.cloneRequest(cloud, source, snapshot, job);
        return catalogue.lifetime(cloud, source, wanted, job);
    }

    @Override
    public Flow<CloneResult> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException {
        return new CloneFlow(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                runtime.catalogue().cloneRequest(cloud, source, snapshot, assignment.job()),
                assignment.deadline(),
                assignment.log());
    }

    @Override
    public Map<String, ?> value(CloneResult result) {
        return Values.of(result);
    }

    @Override
    public Map<String, String> variables(CloneResult result) {
        return Variables.of(result);
    }
}
