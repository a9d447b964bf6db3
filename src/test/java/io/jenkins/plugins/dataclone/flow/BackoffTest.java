package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RandomGenerator MIDDLE = () -> 1L << 63;

    @Test
    void growsByHalfFromOneSecondToFifteen() {
        Backoff backoff = new Backoff(MIDDLE);
        assertThat(millis(backoff)).isEqualTo(1_000);
        assertThat(millis(backoff)).isEqualTo(1_500);
        assertThat(millis(backoff)).isEqualTo(2_250);
        assertThat(millis(backoff)).isEqualTo(3_375);
        for (int i = 0; i < 20; i++) {
            backoff.next();
        }
        assertThat(millis(backoff)).isEqualTo(15_000);
        backoff.reset();
        assertThat(millis(backoff)).isEqualTo(1_000);
    }

    @Test
    void staysWithinAFifthAndIsNotAlwaysTheSame() {
        Set<Duration> first = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Backoff backoff = new Backoff(random);
            Duration wait = backoff.next();
            first.add(wait);
            assertThat(wait).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_200));
            for (int tick = 0; tick < 20; tick++) {
                wait = backoff.next();
            }
            assertThat(wait).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));
        }
        assertThat(first).hasSizeGreaterThan(50);
    }

    private static long millis(Backoff backoff) {
        return backoff.next().toMillis();
    }
}
