package io.jenkins.plugins.dataclone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.runtime.Pace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void freshEnvironmentExampleLeavesNothing(@TempDir Path home) throws Exception {
        assertThat(example(home, "fresh-environment")).as(output()).isTrue();

        assertThat(output())
                .containsSubsequence(
                        "[Pipeline] withDataClone",
                        "[Data Clone] Environment",
                        "[Pipeline] {",
                        "[Pipeline] sh",
                        "[Pipeline] }",
                        "resources are confirmed gone",
                        "[Pipeline] // withDataClone",
                        "Finished: SUCCESS",
                        "Where the time went",
                        "removal",
                        "What was proved",
                        "stacks                 made 1, left 0",
                        "writes to production   0",
                        "resources left         0");
    }

    @Test
    void stepByStepExampleLeavesNothing(@TempDir Path home) throws Exception {
        assertThat(example(home, "step-by-step")).as(output()).isTrue();

        assertThat(output())
                .containsSubsequence(
                        "[Pipeline] cloneShare",
                        "[Pipeline] createBay",
                        "[Pipeline] destroyEnv",
                        "Finished: SUCCESS",
                        "writes to production   0",
                        "resources left         0");
    }

    @Test
    void heatStackExampleLeavesNothing(@TempDir Path home) throws Exception {
        assertThat(example(home, "heat-stack")).as(output()).isTrue();

        assertThat(output())
                .containsSubsequence(
                        "[Data Clone] Heat stack dataclone-",
                        "requested on cloud 'lab' from app.hot.yaml, with dataclone-",
                        "; published: web at http://10.20.",
                        "db:     10.20.",
                        "web:    http://10.20.",
                        "Finished: SUCCESS",
                        "clusters               made 0, left 0",
                        "writes to production   0",
                        "resources left         0");
    }

    @Test
    void failingBuildProvesNothing(@TempDir Path home) throws Exception {
        Path broken = Files.createDirectory(home.resolve("broken"));
        Files.writeString(broken.resolve("Jenkinsfile"), "withDataClone(source: 'orders-db') { error 'no' }");

        assertThat(new EmbeddedDemo(out, home, broken, DemoEngine.embedded(""), Delays.instant(), Pace.quick(30)).run())
                .isFalse();

        assertThat(output()).contains("Finished: FAILURE", "resources left         0");
    }

    @Test
    void unknownOptionsAreRefusedWithUsage() {
        assertThat(run("--colour")).isEqualTo(2);
        assertThat(output()).contains("There is no option '--colour'.", "Usage:", "--cloud", "--share", "--access");
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertThatThrownBy(() -> DemoOptions.parse("--share", "orders")).hasMessageContaining("--cloud");
        assertThatThrownBy(() -> DemoOptions.parse("--cloud")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> DemoOptions.parse("--cloud", "lab", "--ledger", "records"))
                .hasMessageContaining("--share");
        assertThatThrownBy(() -> DemoOptions.parse("--cloud", "lab", "--lost")).hasMessageContaining("--ledger");
        assertThatThrownBy(() -> DemoOptions.parse("--cloud", "--share")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> DemoOptions.parse("--example", "none")).hasMessageContaining("'none'");
        assertThat(DemoOptions.parse("--cloud", "lab"))
                .isEqualTo(new DemoOptions("lab", null, "192.0.2.10", "clone-only", null));
    }

    private boolean example(Path home, String name) throws Exception {
        Path example = Path.of("docs", "examples", name);
        return new EmbeddedDemo(out, home, example, DemoEngine.embedded(""), Delays.instant(), Pace.quick(30)).run();
    }

    private int run(String... args) {
        return Demo.run(out, Path.of(""), args);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
