package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an author wants deployed.
 *
 * @param fileName path of the stack file in the workspace
 * @param files gives its content and that of the files it names
 * @param variables values for {@code ${VAR}} in the file
 * @param volumes for each volume of the file that is to be a clone: the clone's name or its data source's; empty to find it out
 */
public record DeployRequest(
        String fileName, StackRequest.Files files, Map<String, String> variables, Map<String, String> volumes) {
    public DeployRequest {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(files, "files");
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        volumes = Collections.unmodifiableMap(new TreeMap<>(volumes));
    }

    /** Values may be secret: names only. */
    @Override
    public String toString() {
        return "stack file " + fileName + ", variables " + variables.keySet() + ", volumes " + volumes;
    }
}
