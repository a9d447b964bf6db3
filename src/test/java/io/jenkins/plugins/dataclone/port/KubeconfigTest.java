package io.jenkins.plugins.dataclone.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class KubeconfigTest {
    @Test
    void tellsOfOneClusterWithItsCertificates() {
        Map<?, ?> config = read(new Engine(
                "it's-a-bay",
                "https://10.0.0.9:6443",
                Optional.of(new ClientCertificate("CA\n", "CERTIFICATE\n", "KEY\n"))));
        assertThat(config.get("apiVersion")).isEqualTo("v1");
        assertThat(config.get("kind")).isEqualTo("Config");
        assertThat(config.get("current-context")).isEqualTo("it's-a-bay");
        assertThat(config.get("contexts"))
                .isEqualTo(List.of(Map.of(
                        "name", "it's-a-bay", "context", Map.of("cluster", "it's-a-bay", "user", "it's-a-bay"))));
        assertThat(config.get("clusters"))
                .isEqualTo(List.of(Map.of(
                        "name",
                        "it's-a-bay",
                        "cluster",
                        Map.of("server", "https://10.0.0.9:6443", "certificate-authority-data", base64("CA\n")))));
        assertThat(config.get("users"))
                .isEqualTo(List.of(Map.of(
                        "name",
                        "it's-a-bay",
                        "user",
                        Map.of(
                                "client-certificate-data", base64("CERTIFICATE\n"),
                                "client-key-data", base64("KEY\n")))));
    }

    @Test
    void withoutTlsThereIsNothingSecretInIt() {
        Map<?, ?> config = read(new Engine("bay", "http://10.0.0.9:8080", Optional.empty()));
        assertThat(config.get("clusters"))
                .isEqualTo(List.of(Map.of("name", "bay", "cluster", Map.of("server", "http://10.0.0.9:8080"))));
        assertThat(config.get("users")).isEqualTo(List.of(Map.of("name", "bay", "user", Map.of())));
    }

    private static Map<?, ?> read(Engine engine) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Kubeconfig.of(engine));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
