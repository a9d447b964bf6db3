package io.jenkins.plugins.dataclone.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Time;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileEnvironmentStoreTest {
    private static final String ID = "abcdefghij27";

    @TempDir
    private Path home;

    private Path directory;
    private FileEnvironmentStore store;

    @BeforeEach
    void prepare() throws IOException {
        directory = home.resolve("environments");
        store = new FileEnvironmentStore(directory);
        assertThat(store.load().environments()).isEmpty();
    }

    @Test
    void keepsEveryField() throws IOException {
        Environment environment = full();
        store.save(environment);
        assertThat(new FileEnvironmentStore(directory).load().environments()).containsExactly(environment);
    }

    @Test
    void keepsEveryStateAndKindAndOddCharacters() throws IOException {
        Environment environment = with(Stream.of(ResourceState.values())
                .flatMap(state -> Stream.of(ResourceKind.values())
                        .map(kind -> new Resource(
                                kind,
                                "l\"a\"b",
                                kind + "\n\u00e9" + state,
                                state,
                                null,
                                Map.of(),
                                null,
                                null,
                                null,
                                null)))
                .toArray(Resource[]::new));
        store.save(environment);
        assertThat(store.load().environments()).containsExactly(environment);
    }

    @Test
    void stillLoadsTheFileOfVersion1() throws IOException {
        try (InputStream sample = getClass().getResourceAsStream("environment-v1.json")) {
            Files.write(directory.resolve(ID + ".json"), sample.readAllBytes());
        }
        assertThat(store.load().environments()).singleElement().satisfies(read -> {
            assertThat(read.resources()).isEqualTo(full().resources());
            assertThat(read.owner()).isEqualTo(full().owner());
            assertThat(read.state()).isEqualTo(full().state());
            assertThat(read.expiresAt()).isEqualTo(full().expiresAt());
            assertThat(read.releaseReason()).isEqualTo(full().releaseReason());
            assertThat(read.problem()).isEqualTo(full().problem());
            assertThat(read.mayLiveUntil()).as("not told in that version").isEqualTo(full().expiresAt());
            assertThat(read.endedAt()).isNull();
        });
    }

    @Test
    void readsANewerFileAndIgnoresWhatItDoesNotKnow() throws IOException {
        store.save(full());
        rewrite("\"version\" : 1", "\"version\" : 7,\n  \"mood\" : {\"of\" : [\"the\", \"day\"]}");
        assertThat(store.load().environments()).containsExactly(full());
    }

    @Test
    void replacesTheRecord() throws IOException {
        Environment open =
                Environment.open(ID, "default", "c", owner(), Instant.EPOCH, Lifetime.of(Duration.ofHours(1)));
        store.save(open);
        store.save(open.releasing("the build ended", Instant.EPOCH));
        assertThat(store.load().environments()).containsExactly(open.releasing("the build ended", Instant.EPOCH));
        assertThat(files()).containsExactly(ID + ".json");
    }

    @Test
    void isReadableByNobodyElse() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        store.save(full());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(ID + ".json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void goesBackToTheOldRecordAfterACrashBeforeTheRename() throws IOException {
        store.save(full());
        Files.copy(directory.resolve(ID + ".json"), directory.resolve(ID + "-123.tmp"));
        Files.writeString(directory.resolve("zzzzzzzzzzzz-9.tmp"), "{\"vers");
        assertThat(store.load()).satisfies(contents -> {
            assertThat(contents.environments()).containsExactly(full());
            assertThat(contents.unreadable()).isEmpty();
        });
        assertThat(files()).as("left by the crash").containsExactly(ID + ".json");
    }

    @Test
    void leavesFilesOfOthersAlone() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("notes.tmp"), "mine");
        store.load();
        assertThat(files()).containsExactly("notes.tmp", "notes.txt");
    }

    @Test
    void reportsATruncatedFileWhereverItWasCut() throws IOException {
        store.save(full());
        Path file = directory.resolve(ID + ".json");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length += 37) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            Files.write(file, part);
            var contents = new FileEnvironmentStore(directory).load();
            assertThat(contents.environments()).as("cut at %d", length).isEmpty();
            assertThat(contents.unreadable()).as("cut at %d", length).hasSize(1);
            assertThat(file).as("is kept").hasBinaryContent(part);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"state\" : \"STUCK\"~\"state\" : \"DREAMING\"",
                "\"kind\" : \"SHARE\"~\"kind\" : \"PONY\"",
                "\"state\" : \"DELETING\"~\"state\" : 3.5",
                "\"ownerRun\" : \"shop/orders#12\",~",
                "\"expiresAt\" : \"2026-11-23T10:00:00.500Z\"~\"expiresAt\" : \"tomorrow\"",
                "\"version\" : 1~\"version\" : 0",
                "\"id\" : \"abcdefghij27\"~\"id\" : \"abcdefghij22\""
            })
    void reportsAndKeepsWhatItDoesNotUnderstand(String change) throws IOException {
        store.save(full());
        String[] words = change.split("~", 2);
        String damaged = rewrite(words[0], words[1]);
        Environment other = Environment.open(
                "bbbbbbbbbbbb", "default", "c", owner(), Instant.EPOCH, Lifetime.of(Duration.ofHours(1)));
        store.save(other);

        var contents = store.load();

        assertThat(contents.environments()).as("others are read").containsExactly(other);
        assertThat(contents.unreadable()).singleElement().asString().startsWith(ID + ".json: ");
        assertThatIOException()
                .isThrownBy(() -> store.save(full()))
                .withMessageContaining("could not be read")
                .withMessageContaining("Manage Jenkins");
        assertThat(directory.resolve(ID + ".json")).hasContent(damaged);
    }

    @Test
    void takesARepairedFileAfterARestart() throws IOException {
        store.save(full());
        String whole = Files.readString(directory.resolve(ID + ".json"));
        Files.writeString(directory.resolve(ID + ".json"), "{");
        assertThat(store.load().unreadable()).hasSize(1);
        Files.writeString(directory.resolve(ID + ".json"), whole);
        assertThat(store.load().environments()).containsExactly(full());
        store.save(full());
    }

    @Test
    void takesARepairedFileWithoutARestartAndForgetsOneThatWasTakenAway() throws IOException {
        store.save(full());
        Path file = directory.resolve(ID + ".json");
        String whole = Files.readString(file);
        Files.writeString(file, "{");
        Files.writeString(directory.resolve("notes.json"), "mine");
        assertThat(store.load().unreadable()).hasSize(2);
        assertThat(store.reread().unreadable()).hasSize(2);

        Files.writeString(file, whole);
        Files.delete(directory.resolve("notes.json"));

        var contents = store.reread();
        assertThat(contents.environments()).containsExactly(full());
        assertThat(contents.unreadable()).isEmpty();
        assertThat(store.reread().environments()).isEmpty();
        store.save(full());
    }

    @Test
    void setsAsideWhatCannotBeReadAndKeepsItAsItIs() throws IOException {
        Files.writeString(directory.resolve(ID + ".json"), "{");
        store.load();

        store.setAside();

        assertThat(files()).singleElement().asString().startsWith(ID + ".json.unreadable-");
        assertThat(directory.resolve(files().get(0))).hasContent("{");
        assertThat(store.load().unreadable()).isEmpty();
        store.save(full());
        assertThat(store.load().environments()).containsExactly(full());
    }

    @Test
    void anUnreadableFileKeepsItsEnvironmentFromBeingOpenedAnew() throws Exception {
        Time clock = Time.of(InstantSource.fixed(Instant.EPOCH));
        Naming naming = new Naming("dataclone");
        Environment opened = Ledger.load(store, clock, () -> naming, FixedIdentity.of("c"))
                .open(owner(), "default", Lifetime.of(Duration.ofHours(1)));
        Path file = directory.resolve(opened.id() + ".json");
        Files.writeString(file, "{");
        Ledger ledger = Ledger.load(store, clock, () -> naming, FixedIdentity.of("c"));
        assertThat(ledger.unreadable()).hasSize(1);
        Assertions.assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.open(owner(), "default", Lifetime.of(Duration.ofHours(1))))
                .withMessageContaining("could not be written")
                .withMessageContaining("kept as it is");
        assertThat(file).hasContent("{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../etc/x", "abcdefghij2", "abcdefghij277", "Abcdefghij27", "abcdefghij2/", "abcdefghij.."
            })
    void takesNoIdThatCouldLeadElsewhere(String id) throws IOException {
        Environment environment =
                Environment.open(id, "default", "c", owner(), Instant.EPOCH, Lifetime.of(Duration.ofHours(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.save(environment))
                .withMessageContaining("not the id");
        assertThat(files()).isEmpty();
    }

    @Test
    void saysSoWhenTheDirectoryIsMissing() throws IOException {
        Files.delete(directory);
        assertThatIOException()
                .isThrownBy(() -> store.save(full()))
                .withMessage("writing " + directory.resolve(ID + ".json") + " failed: no such file or directory");
    }

    @Test
    void saysSoWhenTheDirectoryIsNone() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        assertThatIOException()
                .isThrownBy(() -> new FileEnvironmentStore(file).load())
                .withMessageStartingWith("The directory of the ledger " + file + " cannot be made: ");
    }

    @Test
    void saysSoWhenTheDirectoryIsReadOnly() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
        assumeThat(Files.isWritable(directory))
                .as("this user may write everywhere")
                .isFalse();
        assertThatIOException().isThrownBy(() -> store.save(full())).withMessageContaining("permission denied");
    }

    @Test
    void leavesNothingHalfDoneWhenTheRenameFails() throws IOException {
        Files.createDirectories(directory.resolve(ID + ".json").resolve("in the way"));
        assertThatIOException().isThrownBy(() -> store.save(full())).withMessageContaining("writing ");
        assertThat(files()).containsExactly(ID + ".json");
    }

    private String rewrite(String from, String to) throws IOException {
        Path file = directory.resolve(ID + ".json");
        String before = Files.readString(file, UTF_8);
        assertThat(before).contains(from);
        String after = before.replaceFirst(java.util.regex.Pattern.quote(from), to);
        Files.writeString(file, after, UTF_8);
        return after;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Owner owner() {
        return new Owner("shop/orders#12", "job/shop/job/orders/12/", Instant.parse("2026-11-23T07:59:55.123456789Z"));
    }

    private static Environment with(Resource... resources) {
        return new Environment(
                ID,
                "default",
                "controller-1",
                owner(),
                EnvironmentState.STUCK,
                Instant.parse("2026-11-23T08:00:00Z"),
                Instant.parse("2026-11-23T10:00:00.5Z"),
                Instant.parse("2026-11-23T16:00:00Z"),
                "2 tests failed",
                Instant.parse("2026-11-23T09:00:00Z"),
                "the build ended",
                Instant.parse("2026-11-23T09:30:00Z"),
                "share dataclone-abcdefghij27-share-1: no answer",
                List.of(resources));
    }

    private static Environment full() {
        return with(
                new Resource(
                        ResourceKind.SHARE_SNAPSHOT,
                        "lab",
                        "dataclone-abcdefghij27-snapshot-1",
                        ResourceState.GONE,
                        "5d4b7b2e-0000-4000-8000-000000000001",
                        Map.of("key", "block", "source", "5d4b7b2e-0000-4000-8000-00000000000f"),
                        Instant.parse("2026-11-23T08:00:01Z"),
                        Instant.parse("2026-11-23T08:00:03.250Z"),
                        Instant.parse("2026-11-23T09:00:00Z"),
                        null),
                new Resource(
                        ResourceKind.SHARE,
                        "lab",
                        "dataclone-abcdefghij27-share-1",
                        ResourceState.DELETING,
                        "5d4b7b2e-0000-4000-8000-000000000002",
                        Map.of(),
                        Instant.parse("2026-11-23T08:00:04Z"),
                        Instant.parse("2026-11-23T08:00:20Z"),
                        null,
                        "no answer"),
                Resource.planned(ResourceKind.CLUSTER, "lab", "dataclone-abcdefghij27-bay-1", Map.of()));
    }
}
