package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.Cloud;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The status board of each cloud. Thread-safe. */
public final class StatusBoards {
    /** How long an answer serves all who ask: the shortest time between two looks of one waiter. */
    public static final Duration FRESH = Backoff.FIRST;
    /** How often details of some object may be asked for: no oftener than one waiter looks, however many there are. */
    static final Duration DETAILS_EVERY = Backoff.SHORTEST;

    private final Supplier<String> namePrefix;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, StatusBoard> boards = new ConcurrentHashMap<>();

    /** @param namePrefix what the names of everything of ours start with */
    public StatusBoards(Supplier<String> namePrefix, InstantSource clock) {
        this.namePrefix = namePrefix;
        this.clock = clock;
    }

    StatusBoard of(Cloud cloud) {
        return boards.compute(
                cloud.name(),
                (name, old) -> old != null && old.isOf(cloud) ? old : new StatusBoard(cloud, namePrefix, clock));
    }
}
