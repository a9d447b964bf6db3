package io.jenkins.plugins.dataclone.port;

/** The clouds that the administrator configured. */
@FunctionalInterface
public interface Clouds {
    /**
     * The cloud of that name; no call is made.
     *
     * @throws CloudException of kind CONFIGURATION if no such cloud is configured, with the names that are
     */
    Cloud get(String name) throws CloudException;
}
