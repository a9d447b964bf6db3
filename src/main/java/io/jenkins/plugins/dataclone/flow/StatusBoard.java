package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import io.jenkins.plugins.dataclone.port.Stacks.Stack;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the lists of one cloud said last. However many environments wait for shares of a cloud, the cloud gets one list call
 * per resource type and tick: the first waiter asks, the others read its answer. Thread-safe.
 *
 * <p>A list may lag behind a create or a delete, so absence from a list proves nothing: who needs to know that an object is
 * gone asks for it by id.
 */
final class StatusBoard {
    /** One list call, bounded by the adapter's time-outs. */
    @FunctionalInterface
    private interface ListCall<T> {
        List<T> list() throws CloudException;
    }

    private final Cloud cloud;
    private final InstantSource clock;
    private final Column<Share> shares;
    private final Column<Snapshot> snapshots;
    private final Column<Volumes.Volume> volumes;
    private final Column<Volumes.Snapshot> volumeSnapshots;
    private final Column<Cluster> clusters;
    private final Column<Stack> stacks;
    private final AtomicReference<Instant> detailAskedAt = new AtomicReference<>(Instant.MIN);

    StatusBoard(Cloud cloud, Supplier<String> prefix, InstantSource clock) {
        this.cloud = cloud;
        this.clock = clock;
        this.shares = new Column<>(clock, () -> cloud.shares().listShares(prefix.get()), Share::id);
        this.snapshots = new Column<>(clock, () -> cloud.shares().listSnapshots(prefix.get()), Snapshot::id);
        this.volumes = new Column<>(clock, () -> cloud.volumes().listVolumes(prefix.get()), Volumes.Volume::id);
        this.volumeSnapshots =
                new Column<>(clock, () -> cloud.volumes().listSnapshots(prefix.get()), Volumes.Snapshot::id);
        this.clusters = new Column<>(clock, () -> cloud.clusters().list(prefix.get()), Cluster::id);
        this.stacks = new Column<>(clock, () -> cloud.stacks().list(prefix.get()), Stack::id);
    }

    /**
     * Whether who asks may now ask the cloud for the details of one object, which no list tells: somebody may about once a tick,
     * however many would like to. Who may not goes on without.
     */
    boolean isOnesTurn() {
        Instant now = clock.instant();
        Instant before = detailAskedAt.get();
        boolean free = before.isAfter(now) || !now.isBefore(before.plus(StatusBoards.DETAILS_EVERY));
        return free && detailAskedAt.compareAndSet(before, now);
    }

    /** Whether this board shows that very cloud object: a cloud configured anew gets a new board. */
    boolean isOf(Cloud other) {
        return cloud.equals(other);
    }

    Optional<Share> share(String id) throws CloudException {
        return shares.get(id);
    }

    Optional<Snapshot> snapshot(String id) throws CloudException {
        return snapshots.get(id);
    }

    Optional<Volumes.Volume> volume(String id) throws CloudException {
        return volumes.get(id);
    }

    Optional<Volumes.Snapshot> volumeSnapshot(String id) throws CloudException {
        return volumeSnapshots.get(id);
    }

    Optional<Cluster> cluster(String id) throws CloudException {
        return clusters.get(id);
    }

    Optional<Stack> stack(String id) throws CloudException {
        return stacks.get(id);
    }

    private static final class Column<T> {
        private final ListCall<T> call;
        private final Function<T, String> id;
        private final SharedReading<Map<String, T>> reading;

        Column(InstantSource clock, ListCall<T> call, Function<T, String> id) {
            this.call = call;
            this.id = id;
            this.reading = new SharedReading<>(clock, StatusBoards.FRESH);
        }

        Optional<T> get(String key) throws CloudException {
            return Optional.ofNullable(reading.get(this::rows, rows -> true).get(key));
        }

        private Map<String, T> rows() throws CloudException {
            return call.list().stream().collect(Collectors.toMap(id, Function.identity(), (a, b) -> b));
        }
    }
}
