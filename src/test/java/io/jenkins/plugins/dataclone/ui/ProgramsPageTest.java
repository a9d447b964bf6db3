package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.MarkdownPage;
import java.beans.Introspector;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kohsuke.args4j.Option;
import org.kohsuke.stapler.export.Exported;

/** What programs can ask, as the page has it. */
class ProgramsPageTest {
    private final String section = MarkdownPage.read("docs/operations.md").section("Command line and REST");

    @Test
    void everyCommandIsDescribedWithItsOptions() {
        Map<String, String> rows = MarkdownPage.rows(section);

        for (DataCloneCommand command : List.of(
                new DataCloneListCommand(),
                new DataCloneShowCommand(),
                new DataCloneExtendCommand(),
                new DataCloneDestroyCommand(),
                new DataCloneScanCommand())) {
            String name = command.getClass().getSimpleName().replace("Command", "");
            String words = name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
            assertThat(rows).containsKey(words);
            String[] options = Arrays.stream(command.getClass().getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(Option.class))
                    .map(field -> field.getAnnotation(Option.class))
                    .map(option -> option.name() + " " + option.metaVar())
                    .toArray(String[]::new);
            assertThat(Pattern.compile("`(-[^`]+)`")
                            .matcher(rows.get(words))
                            .results()
                            .map(option -> option.group(1)))
                    .as(words)
                    .containsExactlyInAnyOrder(options);
        }
        for (Status status : Status.values()) {
            assertThat(rows.get("data-clone-list")).contains("`" + status.key() + "`");
        }
    }

    @Test
    void everyFieldIsDescribedAndNoOther() {
        assertThat(fields("an environment")).containsExactlyInAnyOrder(exported(EnvironmentSummary.class));
        assertThat(fields("a resource")).containsExactlyInAnyOrder(exported(ResourceLine.class));
        assertThat(fields("a receipt")).containsExactlyInAnyOrder(exported(ReceiptView.class));
        assertThat(fields("an entry of its `data`")).containsExactlyInAnyOrder(exported(ReceiptView.Data.class));
        assertThat(fields("an entry of its `items`")).containsExactlyInAnyOrder(exported(ReceiptView.Line.class));
        assertThat(exported(EnvironmentsPage.class)).containsExactly("environments");
        assertThat(exported(EnvironmentPage.class)).containsExactlyInAnyOrder("summary", "resources");
        assertThat(exported(BuildPage.class)).containsExactly("receipts");
    }

    private List<String> fields(String of) {
        String row = section.lines()
                .filter(line -> line.startsWith("| " + of + " | "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + of));
        return Pattern.compile("`([^`]+)`")
                .matcher(row.substring(of.length() + 5).replaceAll("\\([^)]*\\)", ""))
                .results()
                .map(field -> field.group(1))
                .toList();
    }

    private static String[] exported(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Exported.class))
                .map(method -> Introspector.decapitalize(method.getName().replaceFirst("^get", "")))
                .toArray(String[]::new);
    }
}
