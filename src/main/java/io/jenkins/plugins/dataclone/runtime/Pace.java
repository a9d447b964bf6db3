package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.ledger.SteadyClock;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How time passes for a runtime: its clocks and its waiting go together, so that a test can let hours of waiting pass in seconds
 * and still see every rule about time kept. Thread-safe.
 */
public final class Pace implements Time {
    /** How many of its seconds pass in one of the machine's. */
    private final double speed;

    private final Time clock;

    private Pace(double speed, Time clock) {
        this.speed = speed;
        this.clock = clock;
    }

    /** Time as it is. */
    public static Pace real() {
        return new Pace(1, new SteadyClock(InstantSource.system(), System::nanoTime));
    }

    /** Time that runs ahead from now on. */
    public static Pace quick(double speed) {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        return new Pace(speed, Time.of(() -> start.plusNanos(Math.round((System.nanoTime() - startNanos) * speed))));
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public Instant wall() {
        return clock.wall();
    }

    /** How long that is on the machine's clock, in milliseconds. */
    long wallMillis(Duration duration) {
        return Math.round(duration.toMillis() / speed);
    }
}
