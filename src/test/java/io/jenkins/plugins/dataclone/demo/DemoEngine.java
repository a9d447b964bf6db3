package io.jenkins.plugins.dataclone.demo;

import io.jenkins.plugins.dataclone.docker.DockerStackDeployer;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.harness.LabEngine;
import io.jenkins.plugins.dataclone.harness.LookAlikeEngine;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine that the demo deploys on, and what there is to say about it. */
final class DemoEngine implements LabEngine {
    private static final String SOCKET = "unix:///var/run/docker.sock";

    private final LabEngine engine;
    private final String description;

    private DemoEngine(LabEngine engine, String description) {
        this.engine = engine;
        this.description = description;
    }

    /** A real engine if one answers without TLS, else the embedded one. */
    static DemoEngine choose() {
        String host = System.getenv("DOCKER_HOST");
        String address = host == null || host.isBlank() ? SOCKET : host;
        if (address.startsWith("tcp:") && System.getenv("DOCKER_TLS_VERIFY") != null) {
            return embedded(
                    "(the engine of DOCKER_HOST wants a certificate of its own, and the bays of the demo have those"
                            + " of the embedded Magnum)");
        }
        if (address.startsWith("unix:")
                && !Files.exists(Path.of(URI.create(address).getPath()))) {
            return embedded("(no engine answers here)");
        }
        Engine real = new Engine("demo", address, Optional.empty());
        try {
            new DockerStackDeployer().show(real, "dataclone-demo");
        } catch (CloudException e) {
            return embedded("(" + e.getMessage() + ")");
        }
        return new DemoEngine(
                new RealEngine(real),
                "the real engine at " + address + "; the clone of the embedded cloud has no data, so the engine makes a"
                        + " local volume of its own in its place");
    }

    /** @param why why it is not a real one, in brackets */
    static DemoEngine embedded(String why) {
        return new DemoEngine(
                new LookAlikeEngine(Duration.ofMillis(500)),
                "a look-alike of the engine in this process, with TLS; no container runs " + why);
    }

    String description() {
        return description;
    }

    @Override
    public String clusterTemplate() {
        return engine.clusterTemplate();
    }

    @Override
    public VolumeTemplate volumes() {
        return engine.volumes();
    }

    @Override
    public void serve(EmbeddedCloud cloud) {
        engine.serve(cloud);
    }

    @Override
    public List<String> leftovers(List<String> stacks) throws CloudException {
        return engine.leftovers(stacks);
    }

    @Override
    public void close() {
        engine.close();
    }

    /** An engine of this machine, reached without TLS as clusters of a template without TLS are. */
    private record RealEngine(Engine engine) implements LabEngine {
        private static final String TEMPLATE = "this-machine";

        @Override
        public String clusterTemplate() {
            return TEMPLATE;
        }

        @Override
        public VolumeTemplate volumes() {
            return new VolumeTemplate("local", Map.of());
        }

        @Override
        public void serve(EmbeddedCloud cloud) {
            cloud.bays().addPlainTemplate(TEMPLATE, "swarm-mode");
            cloud.bays().apiAddress(TEMPLATE, engine.address());
        }

        /** The deployer's own last look: asked to remove a stack once more, it says what is still there. */
        @Override
        public List<String> leftovers(List<String> stacks) throws CloudException {
            List<String> left = new ArrayList<>();
            for (String stack : stacks) {
                left.addAll(new DockerStackDeployer().remove(engine, stack));
            }
            return left;
        }

        @Override
        public void close() {}
    }
}
