package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.DeployFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.HeatFlow;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.Map;

/** Deploys an application on a bay of the environment, or as a Heat stack beside its clones. */
public final class StackTask implements Task<StackResult> {
    private static final long serialVersionUID = 1L;

    private final StackFile file;
    /** Name or id of the bay, or null for the only one. */
    private final String bay;

    public StackTask(StackFile file, String bay) {
        this.file = file;
        this.bay = bay;
    }

    @Override
    public boolean needsWorkspace() {
        return true;
    }

    @Override
    public Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException {
        return catalogue.lifetime(null, null, wanted, job);
    }

    @Override
    public Flow<StackResult> flow(DataCloneRuntime runtime, Assignment assignment) {
        DeployRequest request = file.request(assignment.build());
        if (request.heat()) {
            return new HeatFlow(
                    runtime.context(),
                    assignment.environmentId(),
                    assignment.key(),
                    request,
                    assignment.deadline(),
                    assignment.log());
        }
        return new DeployFlow(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                request,
                bay,
                assignment.deadline(),
                assignment.log());
    }

    @Override
    public Map<String, ?> value(StackResult result) {
        return Values.of(result);
    }

    @Override
    public Map<String, String> variables(StackResult result) {
        return Variables.of(result);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
