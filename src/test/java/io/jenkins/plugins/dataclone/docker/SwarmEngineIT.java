package io.jenkins.plugins.dataclone.docker;

/** The deployer on a real engine that leads a swarm. */
class SwarmEngineIT extends RealEngineContract {
    @Override
    boolean isSwarm() {
        return true;
    }
}
