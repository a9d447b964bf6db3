package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OwnershipTagTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123Z");

    @Test
    void isReadBackAsItWasWritten() {
        OwnershipTag tag = tag("shop/orders#12");
        assertThat(OwnershipTag.from(tag.asMap())).contains(tag);
    }

    @Test
    void toleratesMetadataOfOthersBesideIt() {
        Map<String, String> metadata = new TreeMap<>(tag("job#1").asMap());
        metadata.put("team", "shop");
        assertThat(OwnershipTag.from(metadata)).contains(tag("job#1"));
    }

    @Test
    void isNotReadFromWhatIsForeignOrDamaged() {
        assertThat(OwnershipTag.from(Map.of())).isEmpty();
        assertThat(OwnershipTag.from(Map.of("dataclone_controller", "controller-1")))
                .isEmpty();
        for (String key : tag("job#1").asMap().keySet()) {
            Map<String, String> metadata = new TreeMap<>(tag("job#1").asMap());
            metadata.remove(key);
            assertThat(OwnershipTag.from(metadata)).as("without %s", key).isEmpty();
        }
        Map<String, String> damaged = new TreeMap<>(tag("job#1").asMap());
        damaged.put("dataclone_expires", "tomorrow");
        assertThat(OwnershipTag.from(damaged)).isEmpty();
        for (String beyond : List.of(
                "+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z")) {
            for (String key : List.of("dataclone_created", "dataclone_expires")) {
                Map<String, String> metadata = new TreeMap<>(tag("job#1").asMap());
                metadata.put(key, beyond);
                assertThat(OwnershipTag.from(metadata))
                        .as("%s=%s, with which nothing can be calculated", key, beyond)
                        .isEmpty();
            }
        }
    }

    @Test
    void keepsTheEndOfALongRunId() {
        String value = tag("folder/".repeat(60) + "job#1").asMap().get("dataclone_run");
        assertThat(value).hasSize(255).endsWith("folder/job#1");
    }

    @Test
    void doesNotCutACharacterInTwo() {
        String run = "\ud83d\ude00".repeat(200) + "#1#";
        String value = tag(run).asMap().get("dataclone_run");
        assertThat(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(value);
        assertThat(run).endsWith(value);
    }

    @Test
    void isOneLineForDescriptions() {
        assertThat(tag("job#1").asLine())
                .isEqualTo("dataclone_controller=controller-1 dataclone_created=2026-11-23T08:00:00.123Z"
                        + " dataclone_environment=abcdefghij27 dataclone_expires=2026-11-23T08:01:00.123Z"
                        + " dataclone_run=job#1");
    }

    @Test
    void isShortWordsWithoutCommasForHeat() {
        assertThat(OwnershipTag.fromWords(tag("shop/orders#12").asWords())).contains(tag("shop/orders#12"));
        assertThat(OwnershipTag.fromWords(java.util.List.of("jenkins", "="))).isEmpty();
        assertThat(tag("a,b/".repeat(60) + "job#1").asWords())
                .allSatisfy(
                        word -> assertThat(word).hasSizeLessThanOrEqualTo(80).doesNotContain(","))
                .anySatisfy(
                        word -> assertThat(word).startsWith("dataclone_run=").endsWith("a%2Cb/job#1"));
        assertThat(OwnershipTag.fromWords(tag("a,b%/job#1").asWords())).contains(tag("a,b%/job#1"));
    }

    @Test
    void isReadBackFromALine() {
        OwnershipTag tag = tag("a folder/a job#12");
        assertThat(OwnershipTag.fromLine(tag.asLine())).contains(tag);
        assertThat(OwnershipTag.fromLine(tag.asLine() + "  ")).contains(tag);
        assertThat(OwnershipTag.fromLine("nightly snapshot")).isEmpty();
        assertThat(OwnershipTag.fromLine("")).isEmpty();
    }

    /** Otherwise whoever may name a job could pass production data off as sanitized, or an object off as another controller's. */
    @Test
    void theNameOfAJobForgesNothing() {
        OwnershipTag tag =
                tag("team/a dataclone-sanitized=7 dataclone_controller=other dataclone_expires=2099-01-01T00:00:00Z#1");

        assertThat(SanitizingRecord.fromText(tag.asLine())).isEmpty();
        assertThat(OwnershipTag.fromLine(tag.asLine())).hasValueSatisfying(read -> {
            assertThat(read.controller()).isEqualTo(tag.controller());
            assertThat(read.expiresAt()).isEqualTo(tag.expiresAt());
            assertThat(read.run()).endsWith("#1");
        });
        assertThat(OwnershipTag.fromLine(tag("job#1").asLine() + " dataclone_controller=other"))
                .as("what stands first counts")
                .contains(tag("job#1"));
    }

    private static OwnershipTag tag(String run) {
        return new OwnershipTag("controller-1", "abcdefghij27", run, NOW, NOW.plusSeconds(60));
    }
}
