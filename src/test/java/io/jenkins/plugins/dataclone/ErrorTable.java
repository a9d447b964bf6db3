package io.jenkins.plugins.dataclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A table of docs/operations.md under "What an error says": what people see, why, and what to do. A test makes each error happen
 * and hands its message to {@link #explains}; at the end {@link #hasNothingElse} finds rows that nothing produces any more.
 *
 * <p>To add an error, make it happen in the test of its area and put the row that the failure prints into the page.
 */
public final class ErrorTable {
    private static final String LOGIN =
            "user '[^']*' \\(domain '[^']*'\\) in project '[^']*' \\(domain '[^']*'\\)|application credential '[^']*'";

    private final String heading;
    private final Map<String, String> rows;
    private final Set<String> seen = new TreeSet<>();

    private ErrorTable(String heading, Map<String, String> rows) {
        this.heading = heading;
        this.rows = rows;
    }

    /** @param heading of the third level */
    public static ErrorTable under(String heading) {
        String section = MarkdownPage.read("docs/operations.md").section("What an error says");
        int start = section.indexOf("\n### " + heading + "\n");
        assertThat(start).as("heading " + heading).isNotNegative();
        int end = section.indexOf("\n### ", start + 1);
        return new ErrorTable(
                heading, MarkdownPage.rows(end < 0 ? section.substring(start) : section.substring(start, end)));
    }

    /** Asserts that the table has this message, whatever host, id, login or number of seconds is in it, and says what to do. */
    public void explains(String message) {
        // a bar would end the cell
        String sentence = withoutWhatVaries(message).replace("|", "\\|");
        assertThat(rows.keySet())
                .as("docs/operations.md, " + heading + " lacks\n| `" + sentence + "` | why | what to do |")
                .contains(sentence);
        assertThat(rows.get(sentence).split("\\|", -1))
                .as("why and what to do about: " + sentence)
                .hasSize(2)
                .noneMatch(String::isBlank);
        seen.add(sentence);
    }

    /**
     * Asserts that every row was explained; says nothing when single tests of a class were run.
     *
     * @param tests the class that explains
     * @param run how many of its tests were run
     */
    public void hasNothingElse(Class<?> tests, int run) {
        long all = Arrays.stream(tests.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        if (run != all) {
            return;
        }
        Set<String> stale = new TreeSet<>(rows.keySet());
        stale.removeAll(seen);
        assertThat(stale).as("rows that no test produces").isEmpty();
    }

    static String withoutWhatVaries(String message) {
        return message.replaceAll(LOGIN, "<login>")
                .replaceAll("req-[0-9a-f-]{36}", "<request id>")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
                .replaceAll("\\b[0-9a-f]{32}\\b", "<id>")
                .replaceAll("\\b127\\.0\\.0\\.1(:\\d+)?", "<host>")
                .replaceAll("since \\d\\d:\\d\\d", "since 14:03")
                .replaceAll("within \\d+ s\\b", "within <n> s");
    }
}
