package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecretsTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void noSecretIsWrittenAnywhere() throws Exception {
        Build build = world.build();
        Given.application(build);
        StepRun block = build.start(Given.everything());
        String certificates = block.awaitBody().environment().get("DOCKER_CERT_PATH");
        List<String> keyLines = Files.readAllLines(Path.of(certificates, "key.pem"));
        List<String> secrets = List.of(
                world.cloud().applicationCredentialSecret(),
                Given.SECRET_OF_THE_STACK,
                keyLines.get(1),
                "PRIVATE KEY",
                "BEGIN CERTIFICATE");

        assertThat(filesOf(world.controller().records())).isNotEmpty().allSatisfy(file -> assertNone(file, secrets));
        assertNone(block.savedText(), secrets);
        assertThat(block.body().environment().values()).allSatisfy(value -> assertNone(value, secrets));
        block.body().finish(null);
        block.await();

        assertThat(filesOf(world.controller().records())).isNotEmpty().allSatisfy(file -> assertNone(file, secrets));
        assertNone(block.savedText(), secrets);
        assertNone(build.log(), secrets);
    }

    @Test
    void failuresTellNoSecret() {
        world.cloud().faults().next("POST", "/auth/tokens").status(401).times(Integer.MAX_VALUE);
        Build build = world.build();

        Throwable failure = build.start(Given.cloneOnly()).awaitFailure();

        List<String> secrets = List.of(world.cloud().applicationCredentialSecret());
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertNone(String.valueOf(each.getMessage()), secrets);
        }
        assertNone(build.log(), secrets);
        world.cloud().faults().clear();
        world.awaitAllGone();
    }

    private static void assertNone(String text, List<String> secrets) {
        for (String secret : secrets) {
            assertThat(text.contains(secret))
                    .as("a secret is in " + text.length() + " characters")
                    .isFalse();
        }
    }

    private static List<String> filesOf(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(SecretsTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
