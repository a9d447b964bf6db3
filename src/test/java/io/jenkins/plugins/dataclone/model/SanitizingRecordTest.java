package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizingRecordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataclone-sanitized=mask/412",
                "nightly, dataclone-sanitized=mask/412 by the night shift",
                "nightly\ndataclone-sanitized=mask/412\n"
            })
    void isReadFromWhateverElseADescriptionSays(String description) {
        assertThat(SanitizingRecord.fromText(description)).contains(new SanitizingRecord("mask/412"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sanitized",
                "dataclone-sanitized",
                "dataclone-sanitized=",
                "dataclone-sanitized= 412",
                "dataclone-sanitized=false",
                "dataclone-sanitized=FAILED",
                "not-dataclone-sanitized=412",
                "dataclone-sanitized=412 dataclone-sanitized=false"
            })
    void nothingElseIsARecord(String description) {
        assertThat(SanitizingRecord.fromText(description)).isEmpty();
    }

    @Test
    void isReadFromMetadata() {
        assertThat(SanitizingRecord.from(Map.of(SanitizingRecord.KEY, " 412 "))).contains(new SanitizingRecord("412"));
        assertThat(SanitizingRecord.from(Map.of(SanitizingRecord.KEY, "no"))).isEmpty();
        assertThat(SanitizingRecord.from(Map.of("sanitized", "412"))).isEmpty();
    }

    @Test
    void namesItsRun() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SanitizingRecord(" "));
    }
}
