package io.jenkins.plugins.dataclone.runtime;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import jenkins.model.Jenkins;

/** The agents that Jenkins knows. */
final class JenkinsAgents implements Agents {
    @Override
    public boolean delete(String agent, String path) throws IOException, InterruptedException {
        Computer computer = Jenkins.get().getComputer(agent);
        if (computer == null) {
            return true;
        }
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            return false;
        }
        return AgentCall.within("Deleting " + path, AgentCall.LIMIT, () -> {
            new FilePath(channel, path).deleteRecursive();
            return true;
        });
    }
}
