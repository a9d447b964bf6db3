package io.jenkins.plugins.dataclone.embedded;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How long each {@link Step} takes on the embedded cloud; immutable. */
public final class Delays {
    private final Map<Step, Duration> durations;

    private Delays(Map<Step, Duration> durations) {
        this.durations = new EnumMap<>(durations);
    }

    /** Every object has reached its next state when it is looked at again. */
    public static Delays instant() {
        return new Delays(fill(0));
    }

    /** The durations measured on a real cloud. */
    public static Delays realistic() {
        return new Delays(fill(1));
    }

    /** The measured durations multiplied by {@code factor}, e.g. 0.01. */
    public static Delays scaled(double factor) {
        return new Delays(fill(factor));
    }

    /** The same delays with one of them changed. */
    public Delays with(Step step, Duration duration) {
        Delays changed = new Delays(durations);
        changed.durations.put(step, duration);
        return changed;
    }

    Duration of(Step step) {
        return durations.get(step);
    }

    private static Map<Step, Duration> fill(double factor) {
        Map<Step, Duration> map = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            map.put(step, Duration.ofMillis(Math.round(step.realistic().toMillis() * factor)));
        }
        return map;
    }
}
