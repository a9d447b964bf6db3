package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private Instant wall = START;
    private long nanos = 42;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    @Test
    void showsWhatTheWallClockShowsWhileThatGoesOnEvenly() {
        pass(Duration.ofMillis(1_234));
        assertThat(clock.instant()).isEqualTo(START.plusMillis(1_234)).isEqualTo(clock.wall());
        pass(Duration.ofDays(100));
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void doesNotJumpWithTheWallClock() {
        wall = START.plus(Duration.ofDays(3_000));
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.wall()).isEqualTo(wall);
        pass(Duration.ofSeconds(60));
        assertThat(clock.instant()).as("a tenth faster").isEqualTo(START.plusSeconds(66));
        wall = START.plusSeconds(60);
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(66));
        pass(Duration.ofSeconds(20));
        assertThat(clock.instant()).as("a tenth slower").isEqualTo(START.plusSeconds(84));
        pass(Duration.ofSeconds(40));
        assertThat(clock.instant()).as("together again").isEqualTo(wall).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void comesNearerToAWallClockThatWasSetBackAndNeverGoesBackItself() {
        pass(Duration.ofHours(1));
        clock.instant();
        wall = START;
        Instant before = clock.instant();
        for (int i = 0; i < 700; i++) {
            pass(Duration.ofMinutes(1));
            assertThat(clock.instant()).isAfter(before);
            before = clock.instant();
        }
        assertThat(before).as("caught up").isEqualTo(wall);
    }

    @Test
    void looksInBetweenMakeNoDifference() {
        SteadyClock other = new SteadyClock(() -> wall, () -> nanos);
        wall = START.plus(Duration.ofHours(1));
        for (int i = 0; i < 60; i++) {
            pass(Duration.ofSeconds(1));
            clock.instant();
        }
        assertThat(clock.instant()).isEqualTo(other.instant());
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }
}
