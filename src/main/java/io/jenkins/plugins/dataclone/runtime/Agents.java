package io.jenkins.plugins.dataclone.runtime;

import java.io.IOException;

/** The agents of this Jenkins, as far as files on them have to be taken away. */
public interface Agents {
    /**
     * Deletes a directory with what is in it.
     *
     * @param agent name of the agent; empty for the controller's own node
     * @return whether it is settled: the directory is not there any more, or the agent is none of this Jenkins any more. If not,
     *     the agent is away
     */
    boolean delete(String agent, String path) throws IOException, InterruptedException;
}
