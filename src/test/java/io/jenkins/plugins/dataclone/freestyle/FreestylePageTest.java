package io.jenkins.plugins.dataclone.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import hudson.model.Descriptor;
import io.jenkins.plugins.dataclone.BoundFields;
import io.jenkins.plugins.dataclone.MarkdownPage;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.task.BayTask;
import io.jenkins.plugins.dataclone.task.CloneTask;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about freestyle jobs tells of all that is in their forms and of all that later steps see, and of nothing else. */
class FreestylePageTest {
    private static final Pattern FIELD_ROW = Pattern.compile("\\| ([^|]+) \\| `(\\w+)` \\|.*\\| ([^|]*) \\|");
    private static final Pattern FORM_FIELD = Pattern.compile(
            "<f:entry(?: title=\"\\$\\{%([^}]+)}\")? field=\"(\\w+)\">\\s*(?:<f:checkbox title=\"\\$\\{%([^}]+)}\")?");

    private final MarkdownPage page = MarkdownPage.read("docs/freestyle.md");

    static Stream<Arguments> forms() {
        return Stream.of(
                argumentSet("wrapper", FreshEnvironmentWrapper.class, new FreshEnvironmentWrapper.DescriptorImpl()),
                argumentSet("clone", CloneShareBuilder.class, new CloneShareBuilder.DescriptorImpl()),
                argumentSet("bay", CreateBayBuilder.class, new CreateBayBuilder.DescriptorImpl()),
                argumentSet("stack", DeployStackBuilder.class, new DeployStackBuilder.DescriptorImpl()),
                argumentSet("destroy", DestroyEnvironmentBuilder.class, new DestroyEnvironmentBuilder.DescriptorImpl()),
                argumentSet(
                        "destroy after",
                        DestroyEnvironmentPublisher.class,
                        new DestroyEnvironmentPublisher.DescriptorImpl()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFieldIsDescribedUnderItsTitle(Class<?> type, Descriptor<?> descriptor) throws IOException {
        Matcher inForm = FORM_FIELD.matcher(read(type, "config.jelly"));
        Map<String, String> titles = new TreeMap<>();
        while (inForm.find()) {
            titles.put(inForm.group(2), inForm.group(1) == null ? inForm.group(3) : inForm.group(1));
        }

        assertThat(fields(descriptor.getDisplayName()).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, row -> row.getValue().get(0))))
                .isEqualTo(titles);
        assertThat(titles.keySet()).isEqualTo(BoundFields.of(type));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theHelpSaysWhatItDoes(Class<?> type, Descriptor<?> descriptor) throws IOException {
        assertThat(read(type, "help.html")).startsWith("<div>").contains("<p>");
        assertThat(page.text()).contains("**" + descriptor.getDisplayName() + "**");
    }

    @Test
    void everyVariableIsDescribedAndNoOther() {
        CloneResult clone = new CloneResult(
                "lab",
                "SOURCE",
                "c",
                "n",
                "NFS",
                new ExportLocation("10.0.0.1:/a", true),
                "s",
                Instant.EPOCH,
                1,
                Duration.ofSeconds(12));
        BayResult bay = new BayResult("lab", "swarm-small", "b", "n", "tcp://10.0.0.2:2376", "swarm-mode", 1);
        StackResult stack = new StackResult(
                "n", "b", List.of("SERVICE"), Map.of("SERVICE", "http://10.0.0.2:80"), Map.of("OUTPUT", "text"));
        Set<String> ofClone = new TreeSet<>(Variables.of("a").keySet());
        CloneResult disk = new CloneResult(
                "lab",
                "SOURCE",
                DataKind.VOLUME,
                "v",
                "n",
                "",
                null,
                "s",
                Instant.EPOCH,
                1,
                List.of(),
                Duration.ofSeconds(12));
        Stream.of(clone, disk)
                .flatMap(each -> new CloneTask(null, "a", null, null).variables(each).keySet().stream())
                .forEach(name -> ofClone.add(name.replace("_SOURCE_", "_<SOURCE>_")));
        Set<String> ofStack = new StackTask(new StackFile("a", Map.of(), Map.of(), false, List.of()), null)
                .variables(stack).keySet().stream()
                        .map(name ->
                                name.replace("_SERVICE_", "_<SERVICE>_").replace("OUTPUT_OUTPUT", "OUTPUT_<OUTPUT>"))
                        .collect(Collectors.toSet());

        assertThat(variables("Clone share")).isEqualTo(ofClone);
        Set<String> ofBay =
                new TreeSet<>(new BayTask(null, "a", 0).variables(bay).keySet());
        // what a certificate on the agent adds for later steps
        ofBay.addAll(List.of("DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "KUBECONFIG"));
        assertThat(variables("Create bay")).isEqualTo(ofBay);
        assertThat(variables("Deploy stack")).isEqualTo(ofStack);
    }

    @Test
    void theHelpNamesTheVariablesToo() throws IOException {
        Map<String, Class<?>> builders = Map.of(
                "Clone share", CloneShareBuilder.class,
                "Create bay", CreateBayBuilder.class,
                "Deploy stack", DeployStackBuilder.class);
        for (Map.Entry<String, Class<?>> builder : builders.entrySet()) {
            String help = read(builder.getValue(), "help.html");
            assertThat(variables(builder.getKey())).as(builder.getKey()).allSatisfy(name -> assertThat(help)
                    .contains(name.replaceFirst("^.*<SOURCE>|<.*$", "")));
        }
    }

    @Test
    void theTimesAreThoseOfTheCode() throws IOException {
        Map<Class<?>, Duration> usual = Map.of(
                CloneShareBuilder.class, Timeouts.CLONE,
                CreateBayBuilder.class, Timeouts.BAY,
                DeployStackBuilder.class, Timeouts.STACK,
                FreshEnvironmentWrapper.class, Timeouts.ENVIRONMENT);
        for (Arguments form : forms().toList()) {
            Class<?> type = (Class<?>) form.get()[0];
            Duration time = usual.get(type);
            if (time != null) {
                String section = ((Descriptor<?>) form.get()[1]).getDisplayName();
                assertThat(fields(section).get("readyTimeout").get(1))
                        .as(section)
                        .isEqualTo("`" + Durations.format(time) + "`");
                assertThat(read(type, "help-readyTimeout.html"))
                        .as(section)
                        .contains("left out, " + time.toMinutes() + " minutes");
            }
        }
        String removal = Timeouts.REMOVAL.toMinutes() + " minutes";
        assertThat(page.section("Destroy environment")).contains(removal);
        assertThat(page.section("Fresh environment cloned from production")).contains(removal);
        assertThat(read(DestroyEnvironmentBuilder.class, "help.html")).contains(removal);
    }

    @Test
    void theEnvironmentOfTheWrapperIsCalledWhatThePageSays() throws IOException {
        assertThat(page.section("Fresh environment cloned from production"))
                .contains("called `" + WrappedEnvironment.NAME + "` within");
        assertThat(read(TaskBuilder.class, "help-env.html"))
                .contains("is called <code>" + WrappedEnvironment.NAME + "</code>");
    }

    /** Name of a field to its title and to what happens if it is left empty. */
    private Map<String, List<String>> fields(String section) {
        Map<String, List<String>> fields = new TreeMap<>();
        page.section(section)
                .lines()
                .map(FIELD_ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> fields.put(row.group(2), List.of(row.group(1), row.group(3))));
        return fields;
    }

    private Set<String> variables(String section) {
        return MarkdownPage.rows(page.section(section)).keySet();
    }

    private static String read(Class<?> type, String file) throws IOException {
        String path = type.getName().replace('.', '/') + "/" + file;
        try (InputStream stream = type.getClassLoader().getResourceAsStream(path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
