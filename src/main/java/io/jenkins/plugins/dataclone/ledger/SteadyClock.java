package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that never jumps. It begins with what the wall clock shows and follows it, but at most a tenth faster and at most a
 * tenth slower than time passes: when the wall clock is set, or the machine has slept, it comes nearer bit by bit, and what waits
 * for a minute waits for 54 seconds at least and for 67 at most. Thread-safe.
 */
public final class SteadyClock implements Time {
    /** By which part of the time that has passed it may come nearer to the wall clock. */
    private static final int CORRECTION = 10;

    private final InstantSource wall;
    private final LongSupplier nanos;
    private long lastNanos;
    private Instant last;

    /**
     * @param wall the wall clock
     * @param nanos a time that only passes, as {@link System#nanoTime()}
     */
    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
        this.last = wall.instant();
    }

    @Override
    public Instant wall() {
        return wall.instant();
    }

    @Override
    public synchronized Instant instant() {
        long now = nanos.getAsLong();
        long passed = Math.max(0, now - lastNanos);
        Instant even = last.plusNanos(passed);
        Duration off = Duration.between(even, wall.instant());
        Duration most = Duration.ofNanos(passed / CORRECTION);
        if (off.abs().compareTo(most) > 0) {
            off = off.isNegative() ? most.negated() : most;
        }
        lastNanos = now;
        last = even.plus(off);
        return last;
    }
}
