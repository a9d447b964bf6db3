package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.docker.DockerStackDeployer;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import io.jenkins.plugins.dataclone.port.StackDeployers;
import java.util.Map;

/** The deployers there are, by Magnum's word for the orchestrator. */
final class Deployers implements StackDeployers {
    private final Map<String, StackDeployer> byCoe;

    Deployers() {
        StackDeployer docker = new DockerStackDeployer();
        byCoe = Map.of("swarm-mode", docker, "swarm", docker);
    }

    @Override
    public StackDeployer forCoe(String coe) throws CloudException {
        StackDeployer deployer = byCoe.get(coe);
        if (deployer == null) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "A stack cannot be deployed on a bay of kind '" + coe
                            + "' yet; supported are swarm-mode and swarm");
        }
        return deployer;
    }
}
