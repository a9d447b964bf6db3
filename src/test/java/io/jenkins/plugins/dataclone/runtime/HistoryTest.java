package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments that have ended move to the history, each exactly once. */
class HistoryTest {
    private static final Lifetime LIFE = Lifetime.of(Duration.ofHours(2));

    @TempDir
    private Path home;

    private final MutableClock clock = new MutableClock(TestBed.START);
    private final Naming naming = new Naming("dataclone");
    private FileEnvironmentStore store;
    private Ledger ledger;

    @BeforeEach
    void start() throws IOException {
        restart(100);
    }

    private void restart(int keep) throws IOException {
        store = new FileEnvironmentStore(home.resolve("environments"), keep);
        ledger = Ledger.load(store, clock, () -> naming, FixedIdentity.of("controller-1"));
    }

    @Test
    void whatHasEndedLeavesTheRecordsAfterAWhile() throws Exception {
        Environment ended = end("one");
        clock.advance(Ledger.ARCHIVED_AFTER);
        ledger.archive();
        assertThat(ledger.find(ended.id())).as("not yet").contains(ended);

        clock.advance(Duration.ofSeconds(1));
        ledger.archive();

        assertThat(ledger.find(ended.id())).isEmpty();
        assertThat(ledger.all()).isEmpty();
        assertThat(files("environments")).isEmpty();
        assertThat(ledger.recall(ended.id())).contains(ended);
        restart(100);
        assertThat(ledger.all()).isEmpty();
        assertThat(ledger.history(10)).containsExactly(ended);
        assertThat(ledger.recall(ended.id())).contains(ended);
    }

    @Test
    void theReaperMovesItAndNothingElse() throws Exception {
        Environment ended = end("one");
        Environment open = ledger.open(TestBed.OWNER, "two", LIFE);
        Environment leaving = ledger.open(TestBed.OWNER, "three", LIFE);
        ledger.requestRelease(leaving.id(), "done");
        clock.advance(Duration.ofMinutes(11));

        new Reaper(ledger, owner -> OwnerProbe.Answer.ALIVE, clock).pass();

        assertThat(ledger.all()).extracting(Environment::id).containsExactlyInAnyOrder(open.id(), leaving.id());
        assertThat(ledger.history(10)).containsExactly(ended);
    }

    @Test
    void anAnswerThatComesAfterEvenThatBringsTheEnvironmentBack() throws Exception {
        Environment opened = ledger.open(TestBed.OWNER, "one", LIFE);
        Resource planned = ledger.plan(opened.id(), ResourceKind.SHARE, "lab", "a", Map.of());
        ledger.request(opened.id(), planned.name());
        ledger.requestRelease(opened.id(), "done");
        ledger.update(opened.id(), planned.name(), r -> r.gone(clock.instant(), GoneProof.NEVER_MADE));
        Environment first = ledger.markEnded(opened.id());
        archiveAll();

        Resource late = ledger.update(opened.id(), planned.name(), r -> r.created("late"));

        assertThat(late.state()).isEqualTo(ResourceState.DELETING);
        assertThat(ledger.get(opened.id()).state()).isEqualTo(EnvironmentState.RELEASING);
        assertThat(ledger.owns(ResourceKind.SHARE, "lab", "late")).isTrue();
        restart(100);
        assertThat(ledger.get(opened.id()).state()).isEqualTo(EnvironmentState.RELEASING);
        assertThat(ledger.recent()).containsExactly(first);
        ledger.update(opened.id(), planned.name(), r -> r.gone(clock.instant(), GoneProof.NOT_FOUND));
        Environment again = ledger.markEnded(opened.id());
        archiveAll();
        assertThat(ledger.history(10)).as("told once, as it ended last").containsExactly(again);
        assertThat(ledger.recent()).containsExactly(again);
        restart(100);
        assertThat(ledger.history(10)).containsExactly(again);
    }

    @Test
    void aChangeThatIsNoneLeavesItInTheHistory() throws Exception {
        Environment ended = end("one");
        archiveAll();
        assertThat(ledger.markEnded(ended.id())).isEqualTo(ended);
        assertThat(ledger.find(ended.id())).isEmpty();
        assertThat(files("environments")).isEmpty();
    }

    @Test
    void itsIdIsNotGivenToAnotherOne() throws Exception {
        Environment ended = end("default");
        archiveAll();
        assertThat(ledger.open(TestBed.OWNER, "default", LIFE).id()).isNotEqualTo(ended.id());
        restart(100);
        assertThat(ledger.find(ended.id())).isEmpty();
    }

    @Test
    void aCrashBetweenTheTwoWritesNeitherLosesNorDoublesIt() throws Exception {
        Environment ended = end("one");
        Path record = home.resolve("environments/" + ended.id() + ".json");
        byte[] content = Files.readAllBytes(record);
        archiveAll();
        // the history was written, the record not yet removed
        Files.write(record, content);

        restart(100);

        assertThat(ledger.all()).isEmpty();
        assertThat(files("environments")).isEmpty();
        assertThat(ledger.history(10)).containsExactly(ended);
    }

    @Test
    void aCrashInTheMiddleOfALineCostsNothing() throws Exception {
        Environment first = end("one");
        archiveAll();
        Environment second = end("two");
        Path record = home.resolve("environments/" + second.id() + ".json");
        byte[] content = Files.readAllBytes(record);
        Path file = history().get(0);
        long before = Files.size(file);
        archiveAll();
        byte[] whole = Files.readAllBytes(file);
        for (long length = before; length < whole.length; length += 149) {
            Files.write(file, Arrays.copyOf(whole, (int) length));
            Files.write(record, content);

            restart(100);
            assertThat(ledger.history(10)).as("cut at %d", length).containsExactly(first);
            assertThat(ledger.find(second.id())).contains(second);
            archiveAll();

            assertThat(ledger.history(10)).as("cut at %d", length).containsExactly(second, first);
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void aDiskThatIsFullOrAHistoryThatIsNoneLeavesTheRecord() throws Exception {
        Environment ended = end("one");
        Files.delete(home.resolve("history"));
        Files.writeString(home.resolve("history"), "a file where the directory should be");
        clock.advance(Duration.ofMinutes(11));

        new Reaper(ledger, owner -> OwnerProbe.Answer.ALIVE, clock).pass();

        assertThat(ledger.find(ended.id())).contains(ended);
        assertThat(files("environments")).hasSize(1);
        assertThatIOException().isThrownBy(() -> store.archive(ended)).withMessageStartingWith("writing ");
        Files.delete(home.resolve("history"));
        Files.createDirectory(home.resolve("history"));
        ledger.archive();
        assertThat(ledger.history(1)).containsExactly(ended);
    }

    @Test
    void oneThatCannotBeMovedHoldsUpNoOther() throws Exception {
        for (String name : List.of("one", "two", "three", "four")) {
            end(name);
        }
        Environment stuck = ledger.all().get(0);
        Path record = home.resolve("environments").resolve(stuck.id() + ".json");
        Files.delete(record);
        Files.createDirectories(record.resolve("something that cannot be removed"));
        clock.advance(Ledger.ARCHIVED_AFTER.plusSeconds(1));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.archive())
                .withMessageContaining("Environment " + stuck.id() + " could not be moved to the history");

        assertThat(ledger.all()).containsExactly(stuck);
        assertThat(ledger.history(10)).hasSize(4);
    }

    @Test
    void aLineThatCannotBeReadIsPassedOver() throws Exception {
        Environment first = end("one");
        archiveAll();
        Files.writeString(
                history().get(0),
                "{\"version\":1,\"id\":\"abcdefghij27\",\"mood\":\"bad\"}\nnonsense\n",
                StandardOpenOption.APPEND);
        restart(100);
        Environment second = end("two");
        archiveAll();
        assertThat(ledger.history(10)).containsExactly(second, first);
        restart(100);
        assertThat(ledger.history(10)).containsExactly(second, first);
    }

    /** As a newer version has written it, which somebody has gone back from. */
    @Test
    void aLineThatSaysWhatIsNotKnownStopsNeitherTheScanNorTheReaper() throws Exception {
        String id = "abcdefghij27";
        Environment ended = withId(end("one"), id);
        archiveAll();
        Files.writeString(
                history().get(0),
                "{\"version\":2,\"id\":\"" + id + "\",\"state\":\"ASLEEP\"}\n",
                StandardOpenOption.APPEND);
        restart(100);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.recall(id))
                .withMessageContaining("The history of environments on the Jenkins controller cannot be read");
        store.save(ended);
        restart(100);

        Environment other = end("two");
        clock.advance(Ledger.ARCHIVED_AFTER.plusSeconds(1));
        new Reaper(ledger, owner -> OwnerProbe.Answer.ALIVE, clock).pass();

        assertThat(ledger.all()).as("what could be moved").isEmpty();
        assertThat(ledger.recall(id)).contains(ended);
        assertThat(ledger.recall(other.id())).contains(other);
    }

    @Test
    void aFileThatSomebodyTakesAwayIsForgottenAndNothingElse() throws Exception {
        Environment ended = end("one");
        archiveAll();
        Files.delete(history().get(0));

        assertThat(ledger.recall(ended.id())).isEmpty();
        store.save(ended);
        store.archive(ended);
        assertThat(ledger.recall(ended.id())).contains(ended);
    }

    @Test
    void theHistoryIsBoundedAndRemembersTheLatest() throws Exception {
        restart(8);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Environment opened = ledger.open(TestBed.OWNER, "env " + i, LIFE);
            ledger.requestRelease(opened.id(), "done");
            ids.add(0, ledger.markEnded(opened.id()).id());
            archiveAll();
        }
        assertThat(ledger.history(1_000))
                .hasSizeBetween(8, 10)
                .extracting(Environment::id)
                .isEqualTo(ids.subList(0, ledger.history(1_000).size()));
        assertThat(history()).hasSizeLessThanOrEqualTo(5);
        assertThat(ledger.history(3)).extracting(Environment::id).isEqualTo(ids.subList(0, 3));
        restart(8);
        assertThat(ledger.history(3)).extracting(Environment::id).isEqualTo(ids.subList(0, 3));
        assertThat(ledger.recall(ids.get(24))).as("forgotten").isEmpty();
    }

    @Test
    void isReadableByNobodyElse() throws Exception {
        assumeThat(home.getFileSystem().supportedFileAttributeViews()).contains("posix");
        end("one");
        archiveAll();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(history().get(0))))
                .isEqualTo("rw-------");
    }

    /** Ten thousand old environments cost a start a few files to read, not ten thousand. */
    @Test
    void aLongHistoryDoesNotSlowTheStartDown() throws Exception {
        restart(10_000);
        Environment sample = end("sample");
        List<Environment> many =
                IntStream.range(0, 10_000).mapToObj(i -> withId(sample, id(i))).toList();
        HistoryFiles files = new HistoryFiles(home.resolve("history"), 10_000);
        files.open();
        // written as if by hand: forcing each line to the disk is not what is measured here
        StringBuilder lines = new StringBuilder();
        for (Environment environment : many) {
            lines.append(new String(LedgerFiles.line(EnvironmentFile.of(environment)), StandardCharsets.UTF_8));
        }
        Files.writeString(home.resolve("history/history-000001.jsonl"), lines);

        long begun = System.nanoTime();
        restart(10_000);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        System.out.println("start-up with 10,000 environments in the history: " + took.toMillis() + " ms, "
                + lines.length() / 1_000_000 + " MB");
        assertThat(ledger.all()).extracting(Environment::id).containsExactly(sample.id());
        assertThat(store.isArchived(id(9_999))).isTrue();
        assertThat(ledger.history(2)).extracting(Environment::id).containsExactly(id(9_999), id(9_998));
        assertThat(files("environments")).hasSize(1);
        assertThat(took).as("by far").isLessThan(Duration.ofSeconds(20));
    }

    /** What has ended costs a start its id: nothing else of the line is looked at, or the nonsense in it would show. */
    @Test
    void aStartReadsOfTheHistoryNothingButTheIds() throws Exception {
        restart(10_000);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            lines.append("{\"version\":1,\"id\":\"").append(id(i)).append("\",nonsense\n");
        }
        Files.writeString(home.resolve("history/history-000001.jsonl"), lines);

        restart(10_000);

        assertThat(ledger.all()).isEmpty();
        assertThat(ledger.unreadable()).isEmpty();
        assertThat(IntStream.range(0, 100)).allMatch(i -> store.isArchived(id(i * 101)));
        assertThat(store.isArchived("zzzzzzzzzzzz")).isFalse();
        assertThatIOException().as("whoever asks for more reads it").isThrownBy(() -> store.archived(id(5_000)));
    }

    private Environment end(String name) throws Exception {
        Environment opened = ledger.open(TestBed.OWNER, name, LIFE);
        Resource planned = ledger.plan(opened.id(), ResourceKind.SHARE, "lab", "a", Map.of("dataSource", "orders-db"));
        ledger.request(opened.id(), planned.name());
        ledger.update(
                opened.id(), planned.name(), r -> r.created("id-of-" + name).ready(clock.instant()));
        ledger.requestRelease(opened.id(), "done");
        ledger.update(opened.id(), planned.name(), r -> r.deleting().gone(clock.instant(), GoneProof.NOT_FOUND));
        return ledger.markEnded(opened.id());
    }

    private void archiveAll() throws Exception {
        clock.advance(Ledger.ARCHIVED_AFTER.plusSeconds(1));
        ledger.archive();
    }

    private static Environment withId(Environment e, String id) {
        return new Environment(
                id,
                e.name(),
                e.controller(),
                e.owner(),
                e.state(),
                e.createdAt(),
                e.expiresAt(),
                e.mayLiveUntil(),
                e.keptBecause(),
                e.releasedAt(),
                e.releaseReason(),
                e.endedAt(),
                e.problem(),
                e.resources());
    }

    private static String id(int i) {
        StringBuilder id = new StringBuilder("aaaaaaa");
        for (int digit = 10_000; digit > 0; digit /= 10) {
            id.append((char) ('a' + i / digit % 10));
        }
        return id.toString();
    }

    private List<Path> history() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("history"))) {
            return files.sorted().toList();
        }
    }

    private List<String> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
