package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.dataclone.model.SnapshotChoice.Use;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String ID = "2307641d-a537-40a0-a669-269c11bbf9c6";

    @ParameterizedTest
    @CsvSource({
        "new,                 NEW,    '',             new",
        "Latest,              LATEST, '',             latest",
        "nightly,             NAME,   nightly,        name:nightly",
        "name:latest,         NAME,   latest,         name:latest",
        "name: before noon,   NAME,   before noon,    name:before noon",
        ID + ",               ID,     " + ID + ",     id:" + ID,
        "id:" + ID + ",       ID,     " + ID + ",     id:" + ID
    })
    void isReadAsPeopleWriteIt(String text, Use use, String value, String written) {
        SnapshotChoice choice = SnapshotChoice.parse(text);

        assertThat(choice.use()).isEqualTo(use);
        assertThat(choice.value()).isEqualTo(value);
        assertThat(choice).hasToString(written);
        assertThat(SnapshotChoice.parse(written)).isEqualTo(choice);
    }

    @ParameterizedTest
    @CsvSource({
        "newest before 2026-11-01T06:00Z,       2026-11-01T06:00:00Z",
        "before 2026-11-01T06:00:00+01:00,      2026-11-01T05:00:00Z",
        "newest before 2026-11-01,              2026-11-01T00:00:00Z",
        "newest before 1d 12h,                  2026-11-21T20:00:00Z",
        "BEFORE PT1H,                           2026-11-23T07:00:00Z"
    })
    void knowsAMomentAndHowLongAgo(String text, Instant limit) {
        SnapshotChoice choice = SnapshotChoice.parse(text);

        assertThat(choice.use()).isEqualTo(Use.BEFORE);
        assertThat(choice.limit(NOW)).isEqualTo(limit);
        assertThat(SnapshotChoice.parse(choice.toString())).isEqualTo(choice);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "newest before yesterday", "before 2026-13-01"})
    void refusesWhatItCannotRead(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SnapshotChoice.parse(text));
    }

    @Test
    void theLatestMayHaveToBeYoung() {
        assertThat(SnapshotChoice.latest(Duration.ofHours(1)).age()).isEqualTo(Duration.ofHours(1));
        assertThat(SnapshotChoice.latest(Duration.ofHours(1))).hasToString("latest");
    }
}
