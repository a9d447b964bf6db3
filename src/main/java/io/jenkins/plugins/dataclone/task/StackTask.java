package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.DeployFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Deploys an application on a bay of the environment. */
public final class StackTask implements Task<StackResult> {
    private static final long serialVersionUID = 1L;

    /** Path of the Compose file in the workspace. */
    private final String file;
    /** Name or id of the bay, or null for the only one. */
    private final String bay;
    /** Volume of the file to name of the clone, or of its data source. */
    private final TreeMap<String, String> volumes;
    /** Values for the file. */
    private final TreeMap<String, String> variables;

    public StackTask(String file, String bay, Map<String, String> volumes, Map<String, String> variables) {
        this.file = file;
        this.bay = bay;
        this.volumes = new TreeMap<>(volumes);
        this.variables = new TreeMap<>(variables);
    }

    @Override
    public boolean needsWorkspace() {
        return true;
    }

    @Override
    public Duration timeToLive(Catalogue catalogue, String wanted, String job) throws CloudException {
        return catalogue.timeToLive(null, null, wanted, job);
    }

    @Override
    public Flow<StackResult> flow(DataCloneRuntime runtime, Assignment assignment) {
        return new DeployFlow(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                new DeployRequest(
                        WorkspaceFiles.nameOf(file), new WorkspaceFiles(assignment.build(), file), variables, volumes),
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

    /** Values may be secret: names only. */
    @Override
    public String toString() {
        return "stack file " + file + ", variables " + variables.keySet() + ", volumes " + volumes;
    }
}
