package io.jenkins.plugins.dataclone.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The outcome of one tick of a flow.
 *
 * @param result the flow's result once it is done
 * @param delay how long to wait before the next tick; zero when done or when there is work at once
 * @param <T> what the flow is for
 */
public record Advance<T>(Optional<T> result, Duration delay) {
    public Advance {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(delay, "delay");
    }

    public static <T> Advance<T> done(T result) {
        return new Advance<>(Optional.of(result), Duration.ZERO);
    }

    public static <T> Advance<T> after(Duration delay) {
        return new Advance<>(Optional.empty(), delay);
    }

    public boolean isDone() {
        return result.isPresent();
    }
}
