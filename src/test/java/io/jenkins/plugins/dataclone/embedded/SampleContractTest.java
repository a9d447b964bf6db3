package io.jenkins.plugins.dataclone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The embedded cloud answers as the real one did. Each scenario is a text of lines, played in order on one cloud:
 *
 * <pre>
 * sample-name [now] [shape] [loose=member,member]   replay a recorded request once everything has settled
 *                                                   (now: at once; shape: keys and types count, not values)
 * wait 5                                            seconds
 * do user METHOD /path {body} [as recorded-id]      a step nobody recorded
 * fail-share                                        the next share ends in error
 * fail-volume                                       the next volume ends in error
 * fail-stack-delete                                 the next stack cannot be deleted
 * </pre>
 */
class SampleContractTest {
    private static final List<String> SCENARIOS = List.of(
            "keystone",
            "keystone-more",
            "keystone-scope",
            "versions",
            "manila",
            "manila-more",
            "manila-dummy",
            "manila-extra",
            "manila-access",
            "manila-types",
            "manila-other-tenant",
            "cinder",
            "heat",
            "heat-more",
            "heat-app",
            "magnum-more",
            "magnum-swarm",
            "magnum-kubernetes",
            "magnum-swarm-mode",
            "magnum-fail",
            "application-credentials",
            "neutron-nova",
            "volumes",
            "bay-nodes");

    @TestFactory
    Stream<DynamicNode> scenario() {
        return SCENARIOS.stream().map(name -> DynamicContainer.dynamicContainer(name, tests(name)));
    }

    @Test
    void everySampleIsInAScenario() throws Exception {
        Set<String> played = new LinkedHashSet<>();
        for (String scenario : SCENARIOS) {
            Replay.lines(scenario).forEach(line -> played.add(line.split(" ")[0]));
        }
        java.nio.file.Path samples =
                java.nio.file.Path.of(getClass().getResource("/samples").toURI());
        try (Stream<java.nio.file.Path> files = java.nio.file.Files.list(samples)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".http", ""))
                            .filter(sample -> !played.contains(sample)))
                    .isEmpty();
        }
    }

    private static Stream<DynamicTest> tests(String scenario) {
        try {
            Replay replay = new Replay();
            return Replay.lines(scenario).stream()
                    .map(line -> DynamicTest.dynamicTest(line, () -> run(replay, line)))
                    .onClose(replay::close);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void run(Replay replay, String line) {
        List<String> words = List.of(line.split(" +"));
        switch (words.get(0)) {
            case "wait" -> replay.advance(Duration.ofSeconds(Long.parseLong(words.get(1))));
            case "fail-share" -> replay.failNextShare();
            case "fail-volume" -> replay.failNextVolume();
            case "fail-stack-delete" -> replay.failNextStackDelete();
            case "do" -> {
                replay.settle();
                boolean learns = words.size() > 2 && words.get(words.size() - 2).equals("as");
                String body = String.join(" ", words.subList(4, learns ? words.size() - 2 : words.size()));
                replay.prepare(
                        words.get(1), words.get(2), words.get(3), body, learns ? words.get(words.size() - 1) : null);
            }
            default -> {
                if (!words.contains("now")) {
                    replay.settle();
                }
                Set<String> loose = new LinkedHashSet<>();
                words.stream()
                        .filter(w -> w.startsWith("loose="))
                        .forEach(w -> loose.addAll(Arrays.asList(w.substring(6).split(","))));
                List<String> differences = replay.play(RecordedCall.load(words.get(0)), loose, words.contains("shape"));
                assertThat(differences).as(words.get(0)).isEmpty();
            }
        }
    }
}
