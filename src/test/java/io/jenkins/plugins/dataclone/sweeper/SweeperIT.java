package io.jenkins.plugins.dataclone.sweeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.Shares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is built, in a process of its own, on an embedded cloud over HTTPS. */
class SweeperIT {
    private static final Path JAR =
            Path.of(System.getProperty("sweeper.file", "target/openstack-data-clone-0.1.0-SNAPSHOT-sweeper.jar"));
    private static final long LARGEST = 12L * 1024 * 1024;
    private static final String ID = "abcdefghij27";

    @TempDir
    private Path directory;

    @Test
    void hasWhatItNeedsAndNothingOfJenkins() throws IOException {
        List<String> classes = new ArrayList<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .forEach(classes::add);
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(Sweeper.class.getName());
        }
        assertThat(classes)
                .filteredOn(name -> name.startsWith("io/jenkins/"))
                .allMatch(name -> name.matches(
                        "io/jenkins/plugins/dataclone/(model|port|ledger|flow|openstack|sweeper)/[^/]+\\.class"));
        assertThat(classes)
                .noneMatch(name -> name.startsWith("hudson/")
                        || name.startsWith("jenkins/")
                        || name.startsWith("org/kohsuke/")
                        || name.startsWith("com/github/dockerjava/"));
        assertThat(Files.size(JAR)).isLessThan(LARGEST);
    }

    @Test
    void listsAndThenRemovesWhatHasExpired() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.builder().tls().start()) {
            OpenStackCloud adapter = new OpenStackCloud(CloudSettings.builder(
                            "lab",
                            cloud.keystoneUrl(),
                            Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins"))
                    .caPem(cloud.caPem())
                    .build());
            environment(cloud, adapter);
            Path ca = Files.writeString(directory.resolve("ca.pem"), cloud.caPem());
            Path clouds = Files.writeString(
                    directory.resolve("clouds.yaml"),
                    String.join(
                            "\n",
                            "clouds:",
                            "  lab:",
                            "    cacert: " + ca,
                            "    auth: {auth_url: '" + cloud.keystoneUrl() + "', username: jenkins, password: jenkins,"
                                    + " project_name: ci, user_domain_name: Default, project_domain_name: Default}"));

            Run listed = run(clouds, "--cloud", "lab");
            assertThat(listed.code()).as(listed.out()).isEqualTo(Sweep.LEFT);
            assertThat(listed.out()).contains("Expired: 2, not expired yet: 0; on lab.");
            assertThat(cloud.living()).extracting(LivingObject::name).contains("dataclone-" + ID + "-share-1");

            Run removed = run(clouds, "--delete", "--timeout", "2m");
            assertThat(removed.code()).as(removed.out()).isEqualTo(Sweep.CLEAN);
            assertThat(removed.out()).contains("Expired and left: 0, not expired yet: 0; on lab.");
            assertThat(cloud.living()).isEmpty();
            assertThat(cloud.productionWrites()).isEmpty();

            Run wrong = run(clouds, "--cloud", "moon");
            assertThat(wrong.code()).isEqualTo(Sweep.TROUBLE);
            assertThat(wrong.out())
                    .isEqualToIgnoringNewLines("The file " + clouds + " has no cloud 'moon'; there are: lab.");
        }
    }

    /** What a build left two hours ago. */
    private static void environment(EmbeddedCloud cloud, OpenStackCloud adapter) throws Exception {
        Instant hourAgo = Instant.now().minusSeconds(3600);
        OwnershipTag tag = new OwnershipTag("controller-1", ID, "shop/orders#12", hourAgo.minusSeconds(3600), hourAgo);
        String snapshot = adapter.shares()
                .createSnapshot(cloud.addProductionShare("orders-db", 1), "dataclone-" + ID + "-snapshot-1", tag)
                .id();
        adapter.shares().showSnapshot(snapshot);
        adapter.shares()
                .createShare(
                        new Shares.NewShare("dataclone-" + ID + "-share-1", snapshot, "NFS", 1, null, null, null, tag));
    }

    private record Run(int code, String out) {}

    private Run run(Path clouds, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("OS_CLIENT_CONFIG_FILE", clouds.toString());
        builder.environment().remove("OS_CLOUD");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return new Run(process.exitValue(), Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }
}
