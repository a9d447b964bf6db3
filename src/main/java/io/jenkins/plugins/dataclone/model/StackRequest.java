package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The application to deploy.
 *
 * @param name name of the stack on the engine, unique within the controller: a DNS label of at most 63 characters
 * @param fileName the file's path as the author gave it, for messages
 * @param files content of the file and of the files it refers to (env files, config and secret files), by path relative
 *     to the main file's directory; the main file is under {@code fileName}
 * @param variables values for {@code ${VAR}} in the file
 * @param volumes for each named volume of the file that is to be the clone: how to reach it
 */
public record StackRequest(
        String name, String fileName, Files files, Map<String, String> variables, Map<String, Volume> volumes) {

    /** Gives the bytes of a file of the workspace; refuses paths outside it. */
    @FunctionalInterface
    public interface Files {
        /**
         * @param path relative to the directory of the main file
         * @return the content
         * @throws java.io.IOException if the file does not exist, is too large or lies outside the workspace; the message
         *     is for users
         */
        byte[] read(String path) throws java.io.IOException, InterruptedException;
    }

    public StackRequest {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(files, "files");
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        volumes = Collections.unmodifiableMap(new TreeMap<>(volumes));
    }

    /** Values may be secret: names only. */
    @Override
    public String toString() {
        return "stack " + name + " from " + fileName + ", variables " + variables.keySet() + ", volumes "
                + volumes.keySet();
    }
}
