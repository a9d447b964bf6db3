package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.MarkdownPage;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The numbers that administrators read are those of the code. */
class OperationsPageTest {
    private final MarkdownPage page = MarkdownPage.read("docs/operations.md");

    @Test
    void theTimingsAreThoseOfTheCode() {
        assertThat(row("next look at something"))
                .contains(Backoff.FIRST.toSeconds() + " s, growing to " + Backoff.LONGEST.toSeconds() + " s");
        assertThat(row("a create request without an answer")).contains(Provisioner.SETTLE.toSeconds() + " s");
        assertThat(row("... and, when removing")).contains(Removal.LATE_BIRTH.toSeconds() + " s");
        assertThat(row("a life is over"))
                .contains(Reaper.SEEN_OVER_FOR.toSeconds() + " s; " + Reaper.CLOCK_DISTRUSTED_FOR.toMinutes() + " min");
        assertThat(row("a build has to be missed")).contains(Reaper.GRACE.toSeconds() + " s");
        assertThat(row("objects of a cloud on their way out"))
                .contains("| " + Deletions.USUAL + "; configurable")
                .contains(Deletions.LONGEST.toMinutes() + " min");
        assertThat(row("an environment counts as stuck"))
                .contains("after " + ReleaseFlow.STUCK_AFTER + " failures")
                .contains(ReleaseFlow.OVERDUE.toMinutes() + " min");
        assertThat(StatusBoards.FRESH).as("one list call a second").hasSeconds(1);
        assertThat(ReleaseFlow.PATIENCE).as("four failures").isEqualTo(4);
        assertThat(ReleaseFlow.LONGEST_WAIT).as("or a minute").hasMinutes(1);
    }

    private String row(String start) {
        return Arrays.stream(page.section("What has a number").split("\n"))
                .filter(line -> line.startsWith("| " + start))
                .findFirst()
                .orElseThrow();
    }
}
