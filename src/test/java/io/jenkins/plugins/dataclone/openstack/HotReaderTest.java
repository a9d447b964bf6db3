package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to Heat with a template, and what does not. */
class HotReaderTest {
    private static final String VERSION = "heat_template_version: 2018-08-31\n";

    private final Map<String, byte[]> workspace = new HashMap<>();
    private final List<String> read = new ArrayList<>();
    private final StackRequest.Files files = path -> {
        read.add(path);
        if (!workspace.containsKey(path)) {
            throw new FileNotFoundException("There is no file '" + path + "' in the workspace");
        }
        return workspace.get(path);
    };

    @Test
    void everythingThatIsNamedGoesAlongUnderTheNameItHasThere() throws Exception {
        given("app.hot.yaml", VERSION + """
                        resources:
                          config: {type: OS::Heat::SoftwareConfig, properties: {config: {get_file: boot/start.sh}}}
                          part: {type: lib/part.yaml}
                          group:
                            type: OS::Heat::ResourceGroup
                            properties: {count: 2, resource_def: {type: lib/part.yaml}}
                          stack:
                            type: OS::Heat::Stack
                            properties: {template: {get_file: inner.yaml}}
                          data: {type: OS::Heat::Value, properties: {value: {get_file: data.yaml}}}
                        """);
        given("boot/start.sh", "#!/bin/sh\ntype: not-a-template.yaml\n");
        given(
                "lib/part.yaml",
                VERSION + "resources:\n  s: {type: OS::Nova::Server, properties: {user_data: {get_file: part.sh}}}\n");
        given("lib/part.sh", "echo part");
        given("inner.yaml", VERSION + "resources: {v: {type: deep.template}}\n");
        given("deep.template", VERSION);
        given("data.yaml", "type: ../outside.yaml\n");
        given(
                "env/small.yaml",
                "resource_registry:\n  My::Part: mine.yaml\n  resources: {x: {'OS::A::B': deep2.yaml}}\n");
        given("env/mine.yaml", VERSION);
        given("env/deep2.yaml", VERSION);

        Template template = read("app.hot.yaml", "env/small.yaml");

        assertThat(template.text()).isEqualTo(text("app.hot.yaml"));
        assertThat(template.environments()).containsExactly("env/small.yaml");
        assertThat(template.files())
                .containsOnlyKeys(
                        "boot/start.sh",
                        "lib/part.yaml",
                        "part.sh",
                        "inner.yaml",
                        "deep.template",
                        "data.yaml",
                        "env/small.yaml",
                        "mine.yaml",
                        "deep2.yaml")
                .containsEntry("part.sh", "echo part");
        assertThat(read).as("nothing is read twice").doesNotHaveDuplicates();
        assertThat(template)
                .hasToString("template app.hot.yaml with " + template.files().keySet());
    }

    @Test
    void templatesThatNestEachOtherInACircleAreReadOnce() throws Exception {
        given("app.hot.yaml", VERSION + "resources: {a: {type: a.yaml}}\n");
        given("a.yaml", VERSION + "resources: {b: {type: b.yaml}}\n");
        given("b.yaml", VERSION + "resources: {a: {type: a.yaml}}\n");
        assertThat(read("app.hot.yaml").files()).containsOnlyKeys("a.yaml", "b.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example.org/x.yaml",
                "https://evil.example.org/x.yaml",
                "file:///etc/passwd.yaml",
                "file:etc.yaml",
                "/etc/passwd.yaml"
            })
    void whatIsNoFileOfTheWorkspaceIsRefusedWithItsLine(String path) {
        given("app.hot.yaml", VERSION + "resources:\n  a:\n    type: " + path + "\n");
        refused("'app.hot.yaml', line 4: type names '" + path + "'; only files of the workspace can be sent along");
        given("app.hot.yaml", VERSION + "resources:\n  a: {x: {get_file: '" + path + "'}}\n");
        refused("'app.hot.yaml', line 3: get_file names '" + path + "'");
        given("app.hot.yaml", VERSION);
        given("env.yaml", "resource_registry: {'OS::Nova::Server': '" + path + "'}\n");
        refused("'env.yaml', line 1: resource_registry names '" + path + "'", "env.yaml");
        refused("environment names '" + path + "'", path);
        assertThat(read).allMatch(name -> name.equals("app.hot.yaml") || name.equals("env.yaml"));
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsNamedWithWhoNamesIt() {
        given("app.hot.yaml", VERSION + "resources: {a: {x: {get_file: start.sh}}}\n");
        refused("'app.hot.yaml', line 2: get_file: There is no file 'start.sh' in the workspace.");
        workspace.put("start.sh", new byte[] {(byte) 0xff, (byte) 0xfe});
        refused("get_file: 'start.sh' is not text in UTF-8");
        given("app.hot.yaml", VERSION);
        refused("'app.hot.yaml': environment: There is no file 'none.yaml' in the workspace.", "none.yaml");
    }

    @Test
    void oneNameCannotMeanTwoFiles() {
        given("app.hot.yaml", VERSION + "resources: {a: {type: a/x.yaml}, b: {type: b/x.yaml}}\n");
        given("a/x.yaml", VERSION + "resources: {s: {p: {get_file: start.sh}}}\n");
        given("b/x.yaml", VERSION + "resources: {s: {p: {get_file: start.sh}}}\n");
        given("a/start.sh", "a");
        given("b/start.sh", "b");
        refused("get_file names 'start.sh', which is 'b/start.sh' here and 'a/start.sh' elsewhere");
    }

    @Test
    void whatIsNoTemplateIsSaidSo() {
        given("app.hot.yaml", "services: {}\n");
        refused("'app.hot.yaml': it has no heat_template_version");
        given("app.hot.yaml", "");
        refused("'app.hot.yaml': it is empty");
        given("app.hot.yaml", "- a\n");
        refused("'app.hot.yaml', line 1: it is not a mapping");
        given("app.hot.yaml", VERSION + "resources: [\n");
        refused("it is not valid YAML: ");
        given("app.hot.yaml", VERSION + "---\na: b\n");
        refused("it holds several documents");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!python/object/apply:os.system ['x']",
                "!!javax.script.ScriptEngineManager [x]",
                "!mine {a: b}",
                "{a: [!<tag:example.org,2026:x> 1]}"
            })
    void onlyPlainValuesAreAllowed(String value) {
        given("app.hot.yaml", VERSION + "resources: {a: {type: a.yaml}}\n");
        given("a.yaml", VERSION + "parameters:\n  p: " + value + "\n");
        refused("is not allowed; only plain values are");
    }

    @Test
    void whatIsMadeToExhaustMemoryIsRefused() {
        StringBuilder laughs = new StringBuilder(VERSION).append("a0: &a0 [x]\n");
        for (int i = 1; i < 300; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        given("app.hot.yaml", laughs.toString());
        refused("not readable as YAML");
        given("app.hot.yaml", VERSION + "a: " + "[".repeat(500) + "]".repeat(500) + "\n");
        refused("'app.hot.yaml'");
        given("app.hot.yaml", VERSION + "a: " + "[".repeat(70) + "]".repeat(70) + "\n");
        refused("nests deeper than 60 levels");
        StringBuilder many = new StringBuilder(VERSION).append("resources:\n");
        for (int i = 0; i < 101; i++) {
            many.append("  r%d: {x: {get_file: f%d}}\n".formatted(i, i));
            given("f" + i, "x");
        }
        given("app.hot.yaml", many.toString());
        refused("it names more than 100 files");
        given("app.hot.yaml", VERSION + "a: {get_file: big}\nb: {get_file: big2}\n");
        given("big", "x".repeat(600 * 1024));
        given("big2", "x".repeat(600 * 1024));
        refused("with the files it names it is larger than 1000 KiB");
    }

    /** A graph that is small in memory and endless when it is walked through as a tree. */
    @Test
    void aliasesAreWalkedThroughOnce() throws Exception {
        StringBuilder lines = new StringBuilder(VERSION).append("a0: &a0 {get_file: f}\n");
        for (int i = 1; i < 60; i++) {
            lines.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        given("app.hot.yaml", lines.toString());
        given("f", "x");
        assertThat(read("app.hot.yaml").files()).containsOnlyKeys("f");
    }

    private void given(String path, String content) {
        workspace.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private String text(String path) {
        return new String(workspace.get(path), StandardCharsets.UTF_8);
    }

    private Template read(String file, String... environments) throws Exception {
        return new HotReader(file, files).read(List.of(environments));
    }

    private void refused(String message, String... environments) {
        assertThatThrownBy(() -> read("app.hot.yaml", environments))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining(message);
    }
}
