package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The deployer on a real engine without a swarm. */
class PlainEngineIT extends RealEngineContract {
    @Override
    boolean isSwarm() {
        return false;
    }

    @Test
    void makesAnNfsVolumeAndTellsWhyItCannotBeMountedHere() throws Exception {
        volumes.put("dbdata", Volume.nfs(new ExportLocation("127.0.0.1:/no/such/export", true), false));
        CloudException refused = refusal(() -> deploy(threeServices()));
        assertThat(refused).hasMessageContaining(stackName + "_db");
        assertThat(names("volume")).containsExactly(stackName + "_dbdata");
    }

    @Test
    void refusesAClientWithoutACertificate() throws Exception {
        Engine stranger = new Engine("test engine", engine().address(), Optional.empty());
        CloudException refused = refusal(() -> deployer.show(stranger, "any"));
        assertThat(refused).hasMessageContaining("test engine");
    }
}
