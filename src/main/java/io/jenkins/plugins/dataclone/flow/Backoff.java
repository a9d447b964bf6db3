package io.jenkins.plugins.dataclone.flow;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before looking again: 1 s, growing by half each time up to 15 s, with a jitter of a fifth so that many
 * waiters do not ask in step. Not thread-safe: each flow has its own.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(15);
    private static final double GROWTH = 1.5;
    private static final double JITTER = 0.2;
    /** The shortest wait that there is. */
    static final Duration SHORTEST = Duration.ofMillis(Math.round(FIRST.toMillis() * (1 - JITTER)));

    private final RandomGenerator random;
    private double millis = FIRST.toMillis();

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        double jittered = millis * (1 - JITTER + 2 * JITTER * random.nextDouble());
        millis = Math.min(millis * GROWTH, LONGEST.toMillis());
        return Duration.ofMillis(Math.round(jittered));
    }

    /** Something changed, so the next change may be near. */
    void reset() {
        millis = FIRST.toMillis();
    }
}
