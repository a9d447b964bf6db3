package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.Cloud;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** The line of each cloud. Thread-safe. */
public final class QuotaLines {
    private final InstantSource clock;
    private final ConcurrentHashMap<String, QuotaLine> lines = new ConcurrentHashMap<>();

    public QuotaLines(InstantSource clock) {
        this.clock = clock;
    }

    QuotaLine of(Cloud cloud) {
        return lines.compute(
                cloud.name(), (name, old) -> old != null && old.isOf(cloud) ? old : new QuotaLine(cloud, clock));
    }
}
