package io.jenkins.plugins.dataclone.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plugin as Jenkins gets it. */
class HpiContentIT {
    private static final String ARTIFACT = "openstack-data-clone";
    private static Map<String, byte[]> hpi;

    @BeforeAll
    static void readThePlugin() throws IOException {
        try (InputStream in =
                Files.newInputStream(Path.of(System.getProperty("hpi.file", "target/" + ARTIFACT + ".hpi")))) {
            hpi = ClassFiles.entries(in);
        }
    }

    @Test
    void hasAllThatJenkinsNeedsAndNothingElse() throws IOException {
        Map<String, String> manifest = Map.ofEntries(
                Map.entry("Short-Name", ARTIFACT),
                Map.entry("Extension-Name", ARTIFACT),
                Map.entry("Group-Id", "io.jenkins.plugins"),
                Map.entry("Artifact-Id", ARTIFACT),
                Map.entry("Long-Name", "OpenStack Data Clone"),
                Map.entry("Plugin-Version", System.getProperty("project.version", "0.1.0-SNAPSHOT")),
                Map.entry("Jenkins-Version", "2.541.3"),
                Map.entry("Hudson-Version", "2.541.3"),
                Map.entry("Minimum-Java-Version", "17"),
                Map.entry(
                        "Plugin-Dependencies",
                        "credentials:1491.v6d6145e96e1c,plain-credentials:199.v9f8e1f741799,"
                                + "workflow-step-api:710.v3e456cc85233"),
                Map.entry("Support-Dynamic-Loading", "true"),
                Map.entry("Plugin-License-Name", "MIT License"),
                Map.entry("Plugin-License-Url", "https://opensource.org/licenses/MIT"),
                Map.entry("Plugin-ScmUrl", "https://github.com/jenkinsci/openstack-data-clone-plugin"),
                Map.entry("Url", "https://github.com/jenkinsci/openstack-data-clone-plugin"));

        assertThat(new HpiCheck(ARTIFACT, BundledLibraries.jars()).violations(hpi, manifest))
                .isEmpty();
    }

    @Test
    void refersOnlyToWhatJenkinsHas() throws IOException {
        Map<String, byte[]> own =
                ClassFiles.inJar(new ByteArrayInputStream(hpi.get("WEB-INF/lib/" + ARTIFACT + ".jar")));

        assertThat(own).isNotEmpty();
        assertThat(new ReferenceCheck(ApiSignatures.load()).violations(own))
                .as(ApiSignatures.HOW_TO_REFRESH)
                .isEmpty();
    }
}
