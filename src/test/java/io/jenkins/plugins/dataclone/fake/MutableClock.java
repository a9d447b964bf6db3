package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when told, and whose wall clock may be set. Thread-safe. */
public final class MutableClock implements Time {
    private record Now(Instant steady, Instant wall) {}

    private final AtomicReference<Now> now;

    public MutableClock(Instant start) {
        now = new AtomicReference<>(new Now(start, start));
    }

    @Override
    public Instant instant() {
        return now.get().steady();
    }

    @Override
    public Instant wall() {
        return now.get().wall();
    }

    /** Time passes. */
    public void advance(Duration by) {
        now.updateAndGet(then -> new Now(then.steady().plus(by), then.wall().plus(by)));
    }

    /** Somebody sets the wall clock; no time passes. */
    public void setWall(Instant to) {
        now.updateAndGet(then -> new Now(then.steady(), to));
    }

    /** The machine starts again: both go on from what the wall clock shows. */
    public void restart() {
        now.updateAndGet(then -> new Now(then.wall(), then.wall()));
    }

    /** Both show that moment. */
    public void set(Instant to) {
        now.set(new Now(to, to));
    }
}
