package io.jenkins.plugins.dataclone.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How time passes for a runtime: its clock and its waiting go together, so that a test can let hours of waiting pass in seconds
 * and still see every rule about time kept.
 *
 * @param start when the clock showed the same time as the wall clock
 * @param speed how many of its seconds pass in one of the wall clock's
 */
public record Pace(Instant start, double speed) implements InstantSource {
    /** Time as it is. */
    public static Pace real() {
        return new Pace(Instant.EPOCH, 1);
    }

    /** Time that runs ahead from now on. */
    public static Pace quick(double speed) {
        return new Pace(Instant.now(), speed);
    }

    @Override
    public Instant instant() {
        Instant now = Instant.now();
        return speed == 1
                ? now
                : start.plusNanos(Math.round(Duration.between(start, now).toNanos() * speed));
    }

    /** How long that is on the wall clock, in milliseconds. */
    long wallMillis(Duration duration) {
        return Math.round(duration.toMillis() / speed);
    }
}
