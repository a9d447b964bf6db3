package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.security.Permission;
import io.jenkins.plugins.dataclone.MarkdownPage;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is counted, told and granted, as administrators read it. */
class ObservationPageTest {
    private final MarkdownPage page = MarkdownPage.read("docs/operations.md");

    @Test
    void everyMetricIsDescribedAndNoOther() {
        String section = page.section("Metrics");

        assertThat(MarkdownPage.rows(section))
                .containsOnlyKeys(new Metrics()
                        .families(List.of()).stream().map(MetricFamily::name).toArray(String[]::new));
        assertThat(section).contains(quoted(names(EnvironmentState.values())));
        assertThat(section)
                .contains(quoted(names(CloudException.Kind.values())))
                .contains("`ok`");
    }

    @Test
    void everyEventIsDescribedAndNoOther() {
        assertThat(MarkdownPage.rows(page.section("Webhooks")))
                .containsOnlyKeys(Arrays.stream(EnvironmentEvent.Kind.values())
                        .map(EnvironmentEvent.Kind::key)
                        .toArray(String[]::new));
    }

    @Test
    void theMessageHasTheFieldsOfTheSample() throws Exception {
        ObjectMapper json = new ObjectMapper();
        TestBed bed = new TestBed();
        EnvironmentEvent event = new EnvironmentEvent(EnvironmentEvent.Kind.READY, bed.open(), bed.clock.wall());
        JsonNode sent = json.readTree(
                WebhookMessage.of(event, "https://ci.example.org/").body());
        JsonNode sample = json.readTree(page.blocks("json").get(0));

        assertThat(sample.fieldNames()).toIterable().containsExactlyElementsOf(sent::fieldNames);
        assertThat(sample.path("environment").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(sent.path("environment")::fieldNames);
    }

    @Test
    void everyPermissionIsDescribed() {
        String section = page.section("Permissions");

        assertThat(DataClonePermissions.GROUP.getPermissions())
                .hasSize(5)
                .extracting(Permission::getId)
                .allSatisfy(id -> assertThat(section).contains("| " + id.replaceFirst(".*\\.", "") + " |"));
    }

    private static Stream<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static List<String> quoted(Stream<String> words) {
        return words.map(word -> "`" + word + "`").toList();
    }
}
