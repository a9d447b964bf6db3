package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.Cloud;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** The line of each cloud. Thread-safe. */
public final class QuotaLines {
    private final InstantSource clock;
    private final OwnUse own;
    private final ConcurrentHashMap<String, QuotaLine> lines = new ConcurrentHashMap<>();

    /** @param own what this controller takes itself, and may take */
    public QuotaLines(InstantSource clock, OwnUse own) {
        this.clock = clock;
        this.own = own;
    }

    QuotaLine of(Cloud cloud) {
        return lines.compute(
                cloud.name(), (name, old) -> old != null && old.isOf(cloud) ? old : new QuotaLine(cloud, own, clock));
    }
}
