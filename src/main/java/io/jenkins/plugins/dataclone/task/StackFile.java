package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.model.DeployRequest;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The application that an author wants deployed: a file of the workspace and what belongs to it. */
public final class StackFile implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Path in the workspace. */
    private final String path;
    /** Volume of the file, or prefix of a Heat template's parameters, to name of the clone or of its data source. */
    private final TreeMap<String, String> volumes;
    /** Values for the file. */
    private final TreeMap<String, String> variables;
    /** Whether it is a Heat template. */
    private final boolean heat;
    /** Paths of Heat environment files, relative to the template. */
    private final ArrayList<String> environmentFiles;

    /**
     * @param path path in the workspace
     * @param heat whether it is a Heat template although its name does not say so
     */
    public StackFile(
            String path,
            Map<String, String> volumes,
            Map<String, String> variables,
            boolean heat,
            List<String> environmentFiles) {
        this.path = path;
        this.volumes = new TreeMap<>(volumes);
        this.variables = new TreeMap<>(variables);
        this.heat = heat || DeployRequest.isHeatTemplate(path);
        this.environmentFiles = new ArrayList<>(environmentFiles);
    }

    /** How long its deployment may take if the author says nothing. */
    public Duration usualTimeout() {
        return heat ? Timeouts.HEAT_STACK : Timeouts.STACK;
    }

    DeployRequest request(BuildContext build) {
        return new DeployRequest(
                WorkspaceFiles.nameOf(path),
                new WorkspaceFiles(build, path),
                variables,
                volumes,
                heat,
                environmentFiles);
    }

    /** Values may be secret: names only. */
    @Override
    public String toString() {
        return "stack file " + path + ", variables " + variables.keySet() + ", volumes " + volumes;
    }
}
