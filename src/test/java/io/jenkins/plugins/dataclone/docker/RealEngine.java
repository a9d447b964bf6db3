package io.jenkins.plugins.dataclone.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.SwarmSpec;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The real engine that the environment names; {@code .ci/docker-engine} starts one. It may be put in and out of a swarm. */
final class RealEngine {
    static final String HOST = "DATACLONE_TEST_DOCKER_HOST";
    static final String CERTIFICATES = "DATACLONE_TEST_DOCKER_CERTS";

    private RealEngine() {}

    /** Skips the calling test, visibly, if there is none. */
    static Engine get() throws IOException {
        String host = System.getenv(HOST);
        String certificates = System.getenv(CERTIFICATES);
        assumeTrue(
                host != null && certificates != null,
                "No Docker engine is configured: " + HOST + " and " + CERTIFICATES
                        + " are not set; start one with .ci/docker-engine start DIR and source DIR/env");
        Path directory = Path.of(certificates);
        return new Engine(
                "test engine",
                host,
                Optional.of(new ClientCertificate(
                        Files.readString(directory.resolve("ca.pem")),
                        Files.readString(directory.resolve("cert.pem")),
                        Files.readString(directory.resolve("key.pem")))));
    }

    static synchronized void makeSwarm(Engine engine, boolean swarm) throws CloudException {
        try (EngineConnection connection = EngineConnection.open(engine)) {
            if (connection.isSwarmManager() == swarm) {
                return;
            }
            DockerClient client = connection.client();
            if (swarm) {
                client.initializeSwarmCmd(new SwarmSpec())
                        .withListenAddr("127.0.0.1:2377")
                        .withAdvertiseAddr("127.0.0.1")
                        .exec();
            } else {
                client.leaveSwarmCmd().withForceEnabled(true).exec();
            }
        } catch (RuntimeException e) {
            Assumptions.abort(
                    "The engine cannot be " + (swarm ? "made a swarm: " : "taken out of its swarm: ") + e.getMessage());
        }
    }
}
