package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.dataclone.BoundFields;
import io.jenkins.plugins.dataclone.MarkdownPage;
import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.task.BayTask;
import io.jenkins.plugins.dataclone.task.CheckpointTask;
import io.jenkins.plugins.dataclone.task.CloneTask;
import io.jenkins.plugins.dataclone.task.EnvironmentTask;
import io.jenkins.plugins.dataclone.task.ResizeTask;
import io.jenkins.plugins.dataclone.task.RollbackTask;
import io.jenkins.plugins.dataclone.task.StackFile;
import io.jenkins.plugins.dataclone.task.StackTask;
import io.jenkins.plugins.dataclone.task.Timeouts;
import io.jenkins.plugins.dataclone.task.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about the steps tells of all that they take and give, and of nothing else. */
class StepsPageTest {
    private static final CloneResult CLONE = new CloneResult(
            "lab",
            "SOURCE",
            "c1",
            "dataclone-a-share-1",
            "NFS",
            new ExportLocation("10.0.0.1:/a", true),
            "s1",
            Instant.EPOCH,
            1,
            Duration.ofSeconds(12));
    private static final CheckpointResult CHECKPOINT =
            new CheckpointResult(DataKind.SHARE, "lab", "before", "k1", "dataclone-a-share-1", Instant.EPOCH);
    private static final RollbackResult ROLLBACK = new RollbackResult(CLONE, "before", false);
    private static final CloneResult DISK = new CloneResult(
            "lab",
            "SOURCE",
            DataKind.VOLUME,
            "v1",
            "dataclone-a-volume-1",
            "",
            null,
            "s1",
            Instant.EPOCH,
            1,
            List.of(new Attached("server-1", "agent-1", "/dev/vdb")),
            Duration.ofSeconds(12));
    private static final BayResult BAY =
            new BayResult("lab", "swarm-small", "b1", "dataclone-a-bay-1", "tcp://10.0.0.2:2376", "swarm-mode", 1);
    private static final StackResult STACK = new StackResult(
            "dataclone-a-stack-1",
            "dataclone-a-bay-1",
            List.of("SERVICE"),
            Map.of("SERVICE", "http://10.0.0.2:80"),
            Map.of("OUTPUT", "x"));

    private final MarkdownPage page = MarkdownPage.read("docs/steps.md");

    static Stream<Arguments> steps() {
        return Stream.of(
                argumentSet("withDataClone", WithDataCloneStep.class, new WithDataCloneStep.DescriptorImpl()),
                argumentSet("cloneShare", CloneShareStep.class, new CloneShareStep.DescriptorImpl()),
                argumentSet("checkpointClone", CheckpointCloneStep.class, new CheckpointCloneStep.DescriptorImpl()),
                argumentSet("rollbackClone", RollbackCloneStep.class, new RollbackCloneStep.DescriptorImpl()),
                argumentSet("createBay", CreateBayStep.class, new CreateBayStep.DescriptorImpl()),
                argumentSet("resizeBay", ResizeBayStep.class, new ResizeBayStep.DescriptorImpl()),
                argumentSet("deployStack", DeployStackStep.class, new DeployStackStep.DescriptorImpl()),
                argumentSet("destroyEnv", DestroyEnvStep.class, new DestroyEnvStep.DescriptorImpl()));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyParameterIsDescribedAndNoOther(Class<? extends Step> step, StepDescriptor descriptor) {
        Map<String, String> rows = table(descriptor.getFunctionName(), "parameter");

        assertThat(rows.keySet()).isEqualTo(BoundFields.of(step));
        assertThat(rows.keySet().stream()
                        .filter(name -> rows.get(name).endsWith("| required "))
                        .toList())
                .containsExactlyElementsOf(BoundFields.required(step));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theHelpOfAStepAndOfEachParameterHasAnExample(Class<? extends Step> step, StepDescriptor descriptor)
            throws IOException {
        String help = read(step, "help.html");

        assertThat(help.substring(help.indexOf("<pre>"), help.indexOf("</pre>")))
                .contains(descriptor.getFunctionName());
        for (String field : BoundFields.of(step)) {
            assertThat(read(step, "help-" + field + ".html"))
                    .as(field)
                    .containsPattern("<code>" + field + ": ['\\[\\w]");
        }
    }

    @Test
    void everyReturnedKeyIsDescribedAndNoOther() {
        assertThat(table("cloneShare", "key").keySet()).isEqualTo(cloneKeys());
        assertThat(table("checkpointClone", "key").keySet())
                .isEqualTo(new CheckpointTask("a", "b").value(CHECKPOINT).keySet());
        Set<String> rollback =
                new TreeSet<>(new RollbackTask("a", "b", false).value(ROLLBACK).keySet());
        rollback.removeAll(cloneKeys());
        assertThat(table("rollbackClone", "key").keySet()).isEqualTo(rollback);
        assertThat(table("createBay", "key").keySet())
                .isEqualTo(new BayTask(null, "a", 0).value(BAY).keySet());
        assertThat(table("resizeBay", "key").keySet())
                .isEqualTo(new ResizeTask(null, 1).value(BAY).keySet());
        assertThat(table("deployStack", "key").keySet())
                .isEqualTo(new StackTask(new StackFile("a", Map.of(), Map.of(), false, List.of()), null)
                        .value(STACK)
                        .keySet());
    }

    @Test
    void theHelpNamesTheReturnedKeysToo() throws IOException {
        Map<Class<?>, Set<String>> given = Map.of(
                CloneShareStep.class, cloneKeys(),
                CheckpointCloneStep.class,
                        new CheckpointTask("a", "b").value(CHECKPOINT).keySet(),
                RollbackCloneStep.class,
                        new RollbackTask("a", "b", false).value(ROLLBACK).keySet(),
                CreateBayStep.class, new BayTask(null, "a", 0).value(BAY).keySet(),
                ResizeBayStep.class, new ResizeTask(null, 1).value(BAY).keySet(),
                DeployStackStep.class,
                        new StackTask(new StackFile("a", Map.of(), Map.of(), false, List.of()), null)
                                .value(STACK)
                                .keySet());
        for (Map.Entry<Class<?>, Set<String>> step : given.entrySet()) {
            String help = read(step.getKey(), "help.html");
            assertThat(step.getValue()).allSatisfy(key -> assertThat(help).contains("<code>" + key + "</code>"));
        }
    }

    @Test
    void everyVariableOfTheBlockIsDescribedAndNoOther() throws IOException {
        Set<String> given = new TreeSet<>();
        given.addAll(Variables.of("a").keySet());
        Stream.of(CLONE, DISK)
                .flatMap(clone -> new EnvironmentTask(new CloneTask(null, "a", null, null), null, 0, null)
                        .variables(new Provisioned(clone, Optional.of(BAY), Optional.of(STACK))).keySet().stream())
                .forEach(name -> given.add(name.replace("_SOURCE_", "_<SOURCE>_")
                        .replace("_SERVICE_", "_<SERVICE>_")
                        .replace("OUTPUT_OUTPUT", "OUTPUT_<OUTPUT>")));
        // these come with the certificate, not from the environment's record
        given.addAll(List.of("DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "KUBECONFIG"));
        String help =
                read(WithDataCloneStep.class, "help.html").replace("&lt;", "<").replace("&gt;", ">");

        assertThat(table("withDataClone", "variable").keySet()).isEqualTo(given);
        assertThat(given).allSatisfy(name -> assertThat(help).contains(name.replace("DATACLONE_<SOURCE>", "")));
    }

    /** What is given of a share and of a volume. */
    private static Set<String> cloneKeys() {
        Set<String> keys = new TreeSet<>();
        Stream.of(CLONE, DISK)
                .forEach(clone -> keys.addAll(
                        new CloneTask(null, "a", null, null).value(clone).keySet()));
        return keys;
    }

    @Test
    void theTimesAreThoseOfTheCode() throws IOException {
        Map<StepDescriptor, Duration> usual = Map.of(
                new CloneShareStep.DescriptorImpl(), Timeouts.CLONE,
                new CheckpointCloneStep.DescriptorImpl(), Timeouts.CHECKPOINT,
                new RollbackCloneStep.DescriptorImpl(), Timeouts.ROLLBACK,
                new CreateBayStep.DescriptorImpl(), Timeouts.BAY,
                new ResizeBayStep.DescriptorImpl(), Timeouts.BAY,
                new DeployStackStep.DescriptorImpl(), Timeouts.STACK,
                new WithDataCloneStep.DescriptorImpl(), Timeouts.ENVIRONMENT);
        for (Map.Entry<StepDescriptor, Duration> step : usual.entrySet()) {
            String name = step.getKey().getFunctionName();
            assertThat(table(name, "parameter").get("readyTimeout"))
                    .as(name)
                    .endsWith("| `" + Durations.format(step.getValue()) + "` ");
            assertThat(read(step.getKey().getClass().getEnclosingClass(), "help-readyTimeout.html"))
                    .as(name)
                    .contains("left out, " + step.getValue().toMinutes() + " minutes");
        }
        String removal = Timeouts.REMOVAL.toMinutes() + " minutes";
        assertThat(page.section("destroyEnv")).contains(removal);
        assertThat(page.section("withDataClone")).contains(removal);
        assertThat(read(DestroyEnvStep.class, "help.html")).contains(removal);
    }

    /** The table of a step's section that begins with that word. */
    private Map<String, String> table(String step, String firstHeading) {
        String section = page.section(step);
        int start = section.indexOf("\n| " + firstHeading + " |");
        assertThat(start).as(step + " has a table of " + firstHeading).isNotNegative();
        int end = section.indexOf("\n\n", start);
        return MarkdownPage.rows(end < 0 ? section.substring(start) : section.substring(start, end));
    }

    private static String read(Class<?> step, String file) throws IOException {
        String path = step.getName().replace('.', '/') + "/" + file;
        try (InputStream stream = step.getClassLoader().getResourceAsStream(path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
