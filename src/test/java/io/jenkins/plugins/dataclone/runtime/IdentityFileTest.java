package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFileTest {
    private static final String URL = "https://ci.example.org/jenkins/";
    private static final String INSTANCE = "secret-of-this-instance";

    @TempDir
    private Path home;

    private String url = URL;
    private IdentityFile identity;

    @BeforeEach
    void start() throws IOException {
        identity = IdentityFile.open(home, INSTANCE, () -> url);
    }

    @Test
    void staysTheSameOverARestartAndTellsNothingOfTheInstance() throws Exception {
        String first = identity.current();
        assertThat(first).matches("[0-9a-f]{16}");
        assertThat(identity.isOurs(first)).isTrue();
        assertThat(identity.isOurs("fedcba9876543210")).isFalse();
        assertThat(identity.isQuestioned()).isFalse();

        start();

        assertThat(identity.current()).isEqualTo(first);
        assertThat(Files.readString(home.resolve("controller.json"))).doesNotContain(INSTANCE);
    }

    @Test
    void twoControllersHaveTwoIdentitiesEvenWithOneUrlAndOneSecret(@TempDir Path other) throws Exception {
        assertThat(IdentityFile.open(other, INSTANCE, () -> url).current()).isNotEqualTo(identity.current());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ci.example.org/jenkins/",
                "https://ci.example.org/jenkins",
                "https://CI.Example.org:443/jenkins/",
                "http://ci.example.org:80/jenkins//",
                " https://ci.example.org/jenkins/ "
            })
    void anotherSpellingOfTheUrlRaisesNoQuestion(String spelling) throws Exception {
        String first = identity.current();

        url = spelling;

        assertThat(identity.isQuestioned()).isFalse();
        assertThat(identity.current()).isEqualTo(first);
        assertThat(identity.isOurs(first)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ci-test.example.org/jenkins/",
                "https://ci.example.org/",
                "https://ci.example.org:8443/jenkins/",
                "https://ci.example.org/Jenkins/",
                "not a url"
            })
    void anotherUrlPutsEverythingIntoQuestion(String other) throws Exception {
        String first = identity.current();

        url = other;

        assertThat(identity.doubt()).hasValueSatisfying(doubt -> {
            assertThat(doubt.formerUrl()).isEqualTo(URL);
            assertThat(doubt.url()).isEqualTo(other);
        });
        assertThat(identity.isOurs(first)).isFalse();
        String provisional = identity.current();
        assertThat(provisional).isNotEqualTo(first);
        assertThat(identity.isOurs(provisional)).isTrue();
        start();
        assertThat(identity.current()).as("after a restart").isEqualTo(provisional);
        assertThat(identity.isQuestioned()).isTrue();
    }

    @Test
    void adoptingKeepsTheFormerIdentityAndTheProvisionalOne() throws Exception {
        String first = identity.current();
        url = "https://new.example.org/";
        String provisional = identity.current();

        identity.adopt(List.of("0123456789abcdef"));

        for (int i = 0; i < 2; i++) {
            assertThat(identity.isQuestioned()).isFalse();
            assertThat(identity.current()).isEqualTo(first);
            assertThat(Stream.of(first, provisional, "0123456789abcdef")).allMatch(identity::isOurs);
            start();
        }
    }

    @Test
    void disowningLeavesOnlyTheProvisionalOne() throws Exception {
        String first = identity.current();
        url = "https://copy.example.org/";
        String provisional = identity.current();

        identity.disown();

        for (int i = 0; i < 2; i++) {
            assertThat(identity.isQuestioned()).isFalse();
            assertThat(identity.current()).isEqualTo(provisional);
            assertThat(identity.isOurs(first)).isFalse();
            start();
        }
    }

    @Test
    void aCopyThatMakesNothingNewGetsItsIdentityAfterTheAnswer() throws Exception {
        String first = identity.current();
        url = "https://copy.example.org/";

        identity.disown();

        assertThat(identity.isQuestioned()).isFalse();
        assertThat(identity.current()).isNotEqualTo(first);
    }

    /** A copy of a copy that was never answered: the two must not share the provisional identity. */
    @Test
    void aSecondCopyDoesNotTakeTheFirstOnesProvisionalIdentity() throws Exception {
        String first = identity.current();
        url = "https://copy-1.example.org/";
        String provisional = identity.current();
        url = "https://copy-2.example.org/";

        assertThat(identity.isOurs(provisional)).isFalse();
        assertThat(identity.current()).isNotIn(first, provisional);
    }

    @Test
    void goingBackToTheFormerUrlAnswersTheQuestionUnlessSomethingWasMade() throws Exception {
        String first = identity.current();
        url = "https://mistyped.example.org/";
        assertThat(identity.isQuestioned()).isTrue();

        url = URL;

        assertThat(identity.isQuestioned()).isFalse();
        assertThat(identity.current()).isEqualTo(first);
    }

    @Test
    void aUrlThatIsSetLateIsTakenForTheControllersOwn() throws Exception {
        url = null;
        String first = identity.current();
        assertThat(identity.isQuestioned()).isFalse();

        url = URL;
        assertThat(identity.isQuestioned()).isFalse();
        assertThat(identity.current()).isEqualTo(first);

        url = "https://copy.example.org/";
        assertThat(identity.isQuestioned()).as("tied to the URL it got").isTrue();
    }

    @Test
    void aUrlThatIsTakenAwayRaisesTheQuestionToo() throws Exception {
        String first = identity.current();

        url = null;

        assertThat(identity.doubt())
                .hasValueSatisfying(doubt -> assertThat(doubt.url()).isNull());
        assertThat(identity.isOurs(first)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"{", "'{\"version\":1,\"controllers\":[{\"rootUrl\":\"x\"}]}'", "''"})
    void aFileThatCannotBeReadIsKeptAsideAndNothingOfItIsOurs(String content) throws Exception {
        String first = identity.current();
        Files.writeString(home.resolve("controller.json"), content);

        start();

        assertThat(identity.isOurs(first)).isFalse();
        assertThat(identity.current()).isNotEqualTo(first);
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("controller.json.unreadable-")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent(content));
        }
    }

    @Test
    void whatCannotBeWrittenChangesNothing() throws Exception {
        String first = identity.current();
        url = "https://new.example.org/";
        Files.delete(home.resolve("controller.json"));
        Files.createDirectories(home.resolve("controller.json/in the way"));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(identity::current)
                .withMessageStartingWith("Who this controller is could not be written down")
                .withMessageContaining("see to the disk of JENKINS_HOME");
        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> identity.adopt(List.of()));
        assertThatExceptionOfType(CloudException.class).isThrownBy(identity::disown);
        assertThat(identity.isQuestioned()).isTrue();
        assertThat(identity.isOurs(first)).isFalse();
    }

    @Test
    void isReadableByNobodyElse() throws Exception {
        assumeThat(home.getFileSystem().supportedFileAttributeViews()).contains("posix");
        identity.current();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("controller.json"))))
                .isEqualTo("rw-------");
    }
}
