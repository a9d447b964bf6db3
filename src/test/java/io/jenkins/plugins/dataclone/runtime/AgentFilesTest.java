package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on agents for environments goes with them, sooner or later. */
class AgentFilesTest {
    @TempDir
    Path home;

    private final Lanes lanes = new Lanes(Pace.real());
    private final List<String> deleted = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> away = Collections.synchronizedSet(new HashSet<>());
    private final List<String> inVain = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        lanes.close();
    }

    @Test
    void whatNobodyUsesIsDeletedOnce() throws Exception {
        AgentFiles files = files();
        files.note("a", "linux-1", "/tmp/a");
        files.note("b", "linux-1", "/tmp/b");

        files.sweep("b"::equals);

        awaitDeleted("linux-1:/tmp/a");
        awaitNotes("b.json");
        Awaitility.await().untilAsserted(() -> {
            files.sweep(id -> false);
            assertThat(deleted).containsExactly("linux-1:/tmp/a", "linux-1:/tmp/b");
        });
    }

    @Test
    void whatAnotherSweepHasTakenMeanwhileIsNotTakenAgain() throws Exception {
        AgentFiles files = files();
        files.note("a", "linux-1", "/tmp/a");

        // asked for each note, so this sweep has read them
        files.sweep(id -> {
            files.sweep(other -> false);
            awaitNotes();
            return false;
        });

        // waits for the work in hand
        lanes.close();
        assertThat(deleted).containsExactly("linux-1:/tmp/a");
    }

    @Test
    void anAgentThatIsAwayIsAskedAgain() throws Exception {
        files().note("a", "linux-1", "/tmp/a");
        away.add("linux-1");
        files().sweep(id -> false);
        Awaitility.await().untilAsserted(() -> assertThat(inVain).containsExactly("linux-1"));
        assertThat(deleted).isEmpty();
        awaitNotes("a.json");

        away.clear();

        // after a restart, too
        AgentFiles restarted = files();
        Awaitility.await().untilAsserted(() -> {
            restarted.sweep(id -> false);
            assertThat(deleted).containsExactly("linux-1:/tmp/a");
        });
        awaitNotes();
    }

    @Test
    void anAgentThatHangsIsAskedOnceAndHoldsUpNoOther() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        AgentFiles files = new AgentFiles(
                home.resolve("agents"),
                (agent, path) -> {
                    deleted.add(agent + ":" + path);
                    if (agent.equals("hanging")) {
                        hangs.await();
                    }
                    return true;
                },
                lanes);
        files.note("a", "hanging", "/tmp/a");
        files.note("b", "linux-1", "/tmp/b");

        files.sweep(id -> false);
        Awaitility.await().until(() -> deleted.size() == 2);
        files.sweep(id -> false);
        awaitNotes("a.json");

        hangs.countDown();
        awaitNotes();
        assertThat(deleted).containsOnlyOnce("hanging:/tmp/a");
    }

    @Test
    void whatIsForgottenIsNotAskedFor() throws Exception {
        AgentFiles files = files();
        files.note("a", "linux-1", "/tmp/a");

        files.forget("a", "/tmp/a");
        files.sweep(id -> false);

        awaitNotes();
        assertThat(deleted).isEmpty();
    }

    @Test
    void aNoteThatCannotBeReadHoldsUpNoOther() throws Exception {
        AgentFiles files = files();
        files.note("b", "linux-1", "/tmp/b");
        Files.writeString(home.resolve("agents/a.json"), "{");

        files.sweep(id -> false);

        awaitDeleted("linux-1:/tmp/b");
    }

    @Test
    void withoutNotesThereIsNothingToDo() {
        files().sweep(id -> false);

        assertThat(home.resolve("agents")).doesNotExist();
    }

    private AgentFiles files() {
        return new AgentFiles(
                home.resolve("agents"),
                (agent, path) -> away.contains(agent) ? !inVain.add(agent) : deleted.add(agent + ":" + path),
                lanes);
    }

    private void awaitDeleted(String... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(deleted).containsExactly(expected));
    }

    private void awaitNotes(String... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(noteNames()).containsExactly(expected));
    }

    private List<String> noteNames() throws IOException {
        try (var notes = Files.list(home.resolve("agents"))) {
            return notes.map(note -> note.getFileName().toString().replaceFirst("-[0-9a-f]{8}[.]", "."))
                    .sorted()
                    .toList();
        }
    }
}
