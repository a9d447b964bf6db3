package io.jenkins.plugins.dataclone.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PomParityTest {
    private static String central;
    private static String jenkins;

    @BeforeAll
    static void readBoth() throws IOException {
        central = Files.readString(Path.of("pom.xml"));
        jenkins = Files.readString(Path.of("jenkins.pom.xml"));
    }

    @Test
    void bothBuildTheSamePlugin() {
        assertThat(differences(jenkins)).isEmpty();
    }

    @Test
    void findsAnotherVersionOfALibrary() {
        assertThat(differences(replaced("<docker-java.version>", "<docker-java.version>9")))
                .singleElement()
                .asString()
                .startsWith("bundled libraries");
    }

    @Test
    void findsAnotherExclusion() {
        assertThat(differences(replaced("<groupId>com.github.fge</groupId>", "<groupId>com.example</groupId>")))
                .singleElement()
                .asString()
                .startsWith("bundled libraries");
    }

    @Test
    void findsAnotherPluginVersion() {
        assertThat(differences(replaced("1491.v6d6145e96e1c", "1492.v0")))
                .singleElement()
                .asString()
                .startsWith("required plugins");
    }

    @Test
    void findsAnotherJenkinsVersion() {
        assertThat(differences(replaced("<jenkins.version>2", "<jenkins.version>3")))
                .singleElement()
                .asString()
                .startsWith("Jenkins version");
    }

    @Test
    void findsAnotherVersionOfOurs() {
        assertThat(differences(replaced("<version>0.1.0-SNAPSHOT", "<version>0.2.0")))
                .singleElement()
                .asString()
                .startsWith("version");
    }

    @Test
    void findsAJarOnOneListOnly() {
        Set<String> artifacts = new TreeSet<>(BundledLibraries.artifacts());
        artifacts.add("another");
        assertThat(new Poms(central, jenkins).differences(artifacts))
                .singleElement()
                .asString()
                .startsWith("hpi.bundledArtifacts");
    }

    private static String replaced(String part, String by) {
        assertThat(jenkins).contains(part);
        return jenkins.replace(part, by);
    }

    private static List<String> differences(String changed) {
        return new Poms(central, changed).differences(BundledLibraries.artifacts());
    }
}
