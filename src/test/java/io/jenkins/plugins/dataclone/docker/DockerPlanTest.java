package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.docker.compose.ComposeReader;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.model.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerPlanTest {
    private static DockerPlan plan(String stack, String yaml, Map<String, Volume> volumes) throws Exception {
        StackRequest request = new StackRequest(
                stack, "c.yml", path -> yaml.getBytes(StandardCharsets.UTF_8), Map.of("SECRET", "s3cret"), volumes);
        return DockerPlan.of(request, ComposeReader.read(request));
    }

    private static final String FILE = """
            services:
              web: {image: a, volumes: ['data:/data'], configs: [c], environment: [SECRET], depends_on: [db]}
              db: {image: b}
            volumes: {data: {driver: x}, logs: }
            configs: {c: {environment: SECRET}}
            """;

    @Test
    void namesObjectsAfterTheStack() throws Exception {
        DockerPlan plan = plan("s", FILE, Map.of("data", new Volume("rexray", Map.of("size", "1"))));
        assertThat(plan.services()).containsExactly("db", "web");
        assertThat(plan.serviceName("web")).isEqualTo("s_web");
        assertThat(plan.networkName("default")).isEqualTo("s_default");
        assertThat(plan.volumeName("data")).isEqualTo("s_data");
        assertThat(plan.configName("c")).matches("s_c_[0-9a-f]{8}");
        assertThat(plan.volume("data").driver()).isEqualTo("rexray");
        assertThat(plan.usedVolumes()).containsExactly("data");
    }

    @Test
    void refusesAVolumeThatTheFileDoesNotDeclare() {
        assertThatThrownBy(() -> plan("s", FILE, Map.of("dbdata", new Volume("local", Map.of()))))
                .hasMessage("c.yml declares no volume dbdata that could become the clone; declared are data, logs");
    }

    @Test
    void aServiceRunsWhereTheDiskIsThatItMounts() throws Exception {
        Volume disk = new Volume("local", Map.of("type", "ext4"), "bay-1-node-0");
        DockerPlan plan = plan(
                "s",
                FILE.replace("volumes: ['data:/data']", "volumes: ['data:/data', 'logs:/logs']"),
                Map.of("data", disk, "logs", disk));
        assertThat(plan.constraints(plan.file().services().get("web"))).containsExactly("node.hostname==bay-1-node-0");
        assertThat(plan.constraints(plan.file().services().get("db"))).isEmpty();
    }

    @Test
    void refusesAServiceThatWouldHaveToRunOnTwoNodes() {
        assertThatThrownBy(() -> plan(
                        "s",
                        FILE.replace("volumes: ['data:/data']", "volumes: ['data:/data', 'logs:/logs']"),
                        Map.of(
                                "data", new Volume("local", Map.of(), "node-0"),
                                "logs", new Volume("local", Map.of(), "node-1"))))
                .hasMessageContaining("service web mounts clones that are attached to different nodes of the bay"
                        + " (node-0, node-1)");
    }

    @Test
    void refusesNamesThatTheEngineWouldNotTake() {
        assertThatThrownBy(() -> plan("s".repeat(60), FILE, Map.of()))
                .hasMessageContaining("the service would be called")
                .hasMessageContaining("characters too long");
    }

    @Test
    void showsNoSecret() throws Exception {
        assertThat(plan("s", FILE, Map.of())).asString().doesNotContain("s3cret");
        assertThat(plan("s", FILE, Map.of()).file()).asString().doesNotContain("s3cret");
    }

    @Test
    void tellsChangesOfAServiceFromChangesOfItsLines() throws Exception {
        DockerPlan plan = plan("s", FILE, Map.of());
        DockerPlan moved = plan("s", "# comment\n" + FILE, Map.of());
        DockerPlan changed = plan("s", FILE.replace("driver: x", "driver: y"), Map.of());
        var web = plan.file().services().get("web");
        assertThat(moved.serviceFingerprint(moved.file().services().get("web")))
                .isEqualTo(plan.serviceFingerprint(web));
        assertThat(changed.serviceFingerprint(changed.file().services().get("web")))
                .isNotEqualTo(plan.serviceFingerprint(web));
        assertThat(changed.serviceFingerprint(changed.file().services().get("db")))
                .isEqualTo(plan.serviceFingerprint(plan.file().services().get("db")));
    }
}
