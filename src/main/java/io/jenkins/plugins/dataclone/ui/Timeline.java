package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.runtime.EnvironmentReceipt;
import io.jenkins.plugins.dataclone.runtime.ReceiptItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The life of an environment over time: for each resource when it was asked for, when it was usable, when it was gone.
 *
 * @param start the left edge
 * @param end the right edge; now, or the last event of what is gone
 * @param bars one for each resource that was ever asked for, in the order in which they were
 */
record Timeline(Instant start, Instant end, List<Bar> bars) {
    /** The shortest time a picture shows, so that an environment that has just begun has a scale. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    Timeline {
        bars = List.copyOf(bars);
    }

    /**
     * One resource.
     *
     * @param label what it is, with its number
     * @param name its name in the cloud
     * @param kind its kind
     * @param asked when it was asked for
     * @param ready when it became usable, or null if it never did
     * @param ended when it was confirmed gone, or null while it is there
     * @param failed whether it failed or cannot be removed for now
     */
    record Bar(
            String label,
            String name,
            ResourceKind kind,
            Instant asked,
            @CheckForNull Instant ready,
            @CheckForNull Instant ended,
            boolean failed) {}

    static Timeline of(Environment environment, Instant now) {
        return of(EnvironmentReceipt.of(environment), now);
    }

    static Timeline of(EnvironmentReceipt receipt, Instant now) {
        List<Bar> bars = receipt.getItems().stream()
                .filter(item -> item.getRequestedAt() != null)
                .map(Timeline::bar)
                .toList();
        Instant start = receipt.getOpenedAt();
        Instant end = receipt.getState() == EnvironmentState.ENDED ? lastMoment(bars, start) : latest(now, start);
        return new Timeline(start, latest(end, start.plus(SHORTEST)), bars);
    }

    Duration length() {
        return Duration.between(start, end);
    }

    private static Bar bar(ReceiptItem item) {
        String number = item.getName().substring(item.getName().lastIndexOf('-') + 1);
        return new Bar(
                item.getKind().label() + " " + number,
                item.getName(),
                item.getKind(),
                item.getRequestedAt(),
                item.getReadyAt(),
                item.getGoneAt(),
                item.getProblem() != null);
    }

    private static Instant lastMoment(List<Bar> bars, Instant start) {
        List<Instant> moments = new ArrayList<>(List.of(start));
        bars.stream().map(Bar::ended).filter(Objects::nonNull).forEach(moments::add);
        return moments.stream().max(Instant::compareTo).orElse(start);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
