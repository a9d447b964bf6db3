package io.jenkins.plugins.dataclone.port;

/** The deployers there are, by orchestrator. */
@FunctionalInterface
public interface StackDeployers {
    /**
     * @param coe Magnum's word for the orchestrator: {@code swarm-mode}, {@code swarm}, {@code kubernetes}, {@code mesos}
     * @throws CloudException of kind CONFIGURATION if nothing here can deploy on that orchestrator
     */
    StackDeployer forCoe(String coe) throws CloudException;
}
