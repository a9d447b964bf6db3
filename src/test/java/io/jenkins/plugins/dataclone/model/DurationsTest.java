package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "2h, PT2H",
        "90m, PT1H30M",
        "1d, P1D",
        "1d12h, P1DT12H",
        "' 1D 12h 5m 7s ', P1DT12H5M7S",
        "45s, PT45S",
        "PT2H, PT2H",
        "p1dt6h, P1DT6H"
    })
    void readsWhatPeopleWrite(String text, Duration meant) {
        assertThat(Durations.parse(text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "2",
                "h",
                "2 hours",
                "2h1d",
                "-2h",
                "PT-2H",
                "-PT2H",
                "0s",
                "PT0S",
                "PT0.5S",
                "2x",
                "1.5h",
                "12345678901h",
                "PT2562047788015215H",
                "P1100001D"
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("is not a length of time; write for example 90m");
    }

    @ParameterizedTest
    @CsvSource({"PT2H, 2h", "PT90M, 1h 30m", "P1DT12H, 1d 12h", "PT61S, 1m 1s", "PT0S, 0s"})
    void writesTheShortForm(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }

    @Test
    void readsWhatItWrites() {
        Duration duration = Duration.ofSeconds(123_456);

        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
}
