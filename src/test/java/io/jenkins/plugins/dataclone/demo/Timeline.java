package io.jenkins.plugins.dataclone.demo;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Where the time went, as bars. */
final class Timeline {
    private static final int WIDTH = 60;

    private record Bar(String label, Instant from, Instant to) {}

    private final List<Bar> bars = new ArrayList<>();

    /** What the ledger says of resources, the body, and the removal. */
    static Timeline of(List<Resource> resources, Instant bodyBegan, Instant bodyEnded) {
        Timeline timeline = new Timeline();
        timeline.add("snapshot", resources, ResourceKind.SHARE_SNAPSHOT);
        timeline.add("clone", resources, ResourceKind.SHARE);
        timeline.add("access", resources, ResourceKind.ACCESS_RULE);
        timeline.add("bay", resources, ResourceKind.CLUSTER);
        timeline.add("stack", resources, ResourceKind.STACK);
        if (bodyBegan != null) {
            timeline.bars.add(new Bar("body", bodyBegan, bodyEnded));
        }
        Instant ready = bodyEnded != null
                ? bodyEnded
                : resources.stream()
                        .map(Resource::readyAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null);
        resources.stream()
                .map(Resource::goneAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .ifPresent(gone -> timeline.bars.add(new Bar("removal", ready == null ? gone : ready, gone)));
        return timeline;
    }

    private void add(String label, List<Resource> resources, ResourceKind kind) {
        for (Resource resource : resources) {
            if (resource.kind() == kind && resource.requestedAt() != null && resource.readyAt() != null) {
                bars.add(new Bar(label, resource.requestedAt(), resource.readyAt()));
            }
        }
    }

    void print(PrintStream out) {
        if (bars.isEmpty()) {
            return;
        }
        Instant begin = bars.stream().map(Bar::from).min(Instant::compareTo).orElseThrow();
        Instant end = bars.stream().map(Bar::to).max(Instant::compareTo).orElseThrow();
        double total = Math.max(1, Duration.between(begin, end).toMillis());
        for (Bar bar : bars) {
            int from = (int) (WIDTH * Duration.between(begin, bar.from()).toMillis() / total);
            int length = Math.max(1, (int)
                    Math.round(WIDTH * Duration.between(bar.from(), bar.to()).toMillis() / total));
            length = Math.min(length, WIDTH - Math.min(from, WIDTH - 1));
            String drawn = " ".repeat(Math.min(from, WIDTH - 1)) + "#".repeat(length);
            out.println(String.format(
                    Locale.ROOT,
                    "  %-9s|%-" + WIDTH + "s| %5.1f s",
                    bar.label(),
                    drawn,
                    Duration.between(bar.from(), bar.to()).toMillis() / 1000.0));
        }
        out.println(String.format(Locale.ROOT, "  %-9s %" + (WIDTH + 9) + ".1f s", "in all", total / 1000));
    }
}
