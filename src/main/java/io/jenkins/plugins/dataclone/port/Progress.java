package io.jenkins.plugins.dataclone.port;

/** Where a flow tells its user what happens: one line per change of state, never per poll. */
@FunctionalInterface
public interface Progress {
    Progress NONE = line -> {};

    void say(String line);
}
