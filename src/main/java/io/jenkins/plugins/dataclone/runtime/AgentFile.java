package io.jenkins.plugins.dataclone.runtime;

/** A directory on an agent as it is noted on disk. Fields may be added; none may be renamed or given another meaning. */
final class AgentFile {
    /** Id of the environment whose build has put it there. */
    String environment;
    /** Name of the agent; empty for the controller's own node. */
    String agent;
    /** Its path there. */
    String path;
}
