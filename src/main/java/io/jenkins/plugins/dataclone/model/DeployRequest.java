package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an author wants deployed.
 *
 * @param fileName path of the stack file in the workspace
 * @param files gives its content and that of the files it names
 * @param variables values for {@code ${VAR}} in the file
 * @param volumes for each volume of the file that is to be a clone: the clone's name or its data source's; empty to find it
 *     out. For a Heat template: for each prefix of parameters
 * @param heat whether it is a Heat template, which needs no bay
 * @param environments paths of Heat environment files beside the template
 */
public record DeployRequest(
        String fileName,
        StackRequest.Files files,
        Map<String, String> variables,
        Map<String, String> volumes,
        boolean heat,
        List<String> environments) {
    public DeployRequest {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(files, "files");
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        environments = List.copyOf(environments);
        volumes = Collections.unmodifiableMap(new TreeMap<>(volumes));
    }

    /** A file for the engine of a bay. */
    public DeployRequest(
            String fileName, StackRequest.Files files, Map<String, String> variables, Map<String, String> volumes) {
        this(fileName, files, variables, volumes, false, List.of());
    }

    /** The same with other clones as its volumes. */
    public DeployRequest withVolumes(Map<String, String> other) {
        return new DeployRequest(fileName, files, variables, other, heat, environments);
    }

    /** Whether a file's name says that it is a Heat template: {@code app.hot.yaml}. */
    public static boolean isHeatTemplate(String fileName) {
        return fileName.endsWith(".hot.yaml") || fileName.endsWith(".hot.yml");
    }

    /** Values may be secret: names only. */
    @Override
    public String toString() {
        return "stack file " + fileName + ", variables " + variables.keySet() + ", volumes " + volumes;
    }
}
