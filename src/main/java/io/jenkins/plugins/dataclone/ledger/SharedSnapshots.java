package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Snapshots of production that clones of several environments are made from. Each snapshot of ours has one environment that
 * has to take it away. When that one goes before the others, the snapshot is handed to one that still has a clone of it, or to
 * an environment of the controller's own that keeps it for later clones.
 *
 * <p>That a clone uses a snapshot, and that a snapshot goes, are both decided here, one after the other, and written before
 * anything is asked of a cloud: whatever happens in between, either the use is on disk and the snapshot stays, or its end is on
 * disk and no clone is made from it. Thread-safe.
 */
public final class SharedSnapshots {
    /** On a clone: id of the snapshot it is made from. */
    public static final String SNAPSHOT = "snapshot";
    /** On a snapshot: id of the share or volume it is of. */
    public static final String ORIGIN = "source";
    /** On a snapshot: name of the data source it was made for. */
    public static final String DATA_SOURCE = "dataSource";
    /** On a snapshot: the moment its data is from, ISO 8601. */
    public static final String DATA_TIME = "dataTime";
    /** On a snapshot: how many of its data source may be kept without a clone. */
    private static final String KEEP_COUNT = "keepCount";
    /** On a snapshot: how old a kept one may get, ISO 8601. */
    private static final String KEEP_FOR = "keepFor";

    private final Ledger ledger;
    private final InstantSource clock;
    private final Object deciding = new Object();

    SharedSnapshots(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The attributes of a snapshot that is to be kept for a while. */
    public static Map<String, String> keep(int count, Duration age, Map<String, String> attributes) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.put(KEEP_COUNT, Integer.toString(count));
        all.put(KEEP_FOR, age.toString());
        return all;
    }

    /**
     * Writes down that an environment is going to have a clone of a snapshot; from then on the snapshot stays.
     *
     * @param attributes with {@link #SNAPSHOT}
     * @return the clone's entry, or empty if the snapshot is on its way out: then another has to be found
     */
    public Optional<Resource> planClone(
            String environmentId, ResourceKind kind, String cloud, String key, Map<String, String> attributes)
            throws CloudException {
        String snapshotId = attributes.get(SNAPSHOT);
        synchronized (deciding) {
            boolean leaving = records(cloud, snapshotId)
                    .anyMatch(r -> r.state() == ResourceState.DELETING
                            || r.isGone() && r.successor().isEmpty());
            return leaving ? Optional.empty() : Optional.of(ledger.plan(environmentId, kind, cloud, key, attributes));
        }
    }

    /** Whether some environment has that snapshot to take away, and has not begun to. */
    public boolean isKnown(String cloud, String snapshotId) {
        return records(cloud, snapshotId).anyMatch(r -> !r.isGone() && r.state() != ResourceState.DELETING);
    }

    /** Who takes the snapshot over from an environment that goes: one that has a clone of it, or one that keeps it. */
    public Optional<Environment> heir(String environmentId, Resource snapshot) throws CloudException {
        synchronized (deciding) {
            Optional<Environment> user = user(environmentId, snapshot);
            return user.isPresent() ? user : keeper(environmentId, snapshot);
        }
    }

    /**
     * Hands a snapshot over: to the heir first, then it is crossed out here. After a crash in between it is done again.
     *
     * @return the entry of the environment that goes: handed over, or as it was if there is no reason any more
     */
    public Resource handOver(String environmentId, Resource snapshot, String heirId) throws CloudException {
        synchronized (deciding) {
            Environment heir = ledger.get(heirId);
            boolean wanted = heir.owner().isController() ? heir.isOpen() : uses(heir, snapshot);
            if (!wanted) {
                return snapshot;
            }
            ledger.adopt(heirId, snapshot.takenFrom(environmentId));
            Resource handed = crossOut(environmentId, snapshot, heirId);
            if (heir.owner().isController()) {
                limitKept(snapshot);
            }
            return handed;
        }
    }

    /**
     * Writes down that a snapshot goes, unless somebody uses it.
     *
     * @return its entry: on its way out, handed over by an earlier attempt, or as it was
     */
    public Resource retire(String environmentId, Resource snapshot) throws CloudException {
        synchronized (deciding) {
            Optional<Environment> successor = successor(environmentId, snapshot);
            if (successor.isPresent()) {
                return crossOut(environmentId, snapshot, successor.get().id());
            }
            if (user(environmentId, snapshot).isPresent()) {
                return snapshot;
            }
            return ledger.update(environmentId, snapshot.name(), r -> r.state() == snapshot.state() ? r.deleting() : r);
        }
    }

    private Resource crossOut(String environmentId, Resource snapshot, String heirId) throws CloudException {
        return ledger.update(environmentId, snapshot.name(), r -> r.isGone() ? r : r.handedTo(heirId, clock.instant()));
    }

    /** The environment that took it over when a crash kept us from crossing it out. */
    private Optional<Environment> successor(String environmentId, Resource snapshot) {
        return find(environment -> environment.resources().stream()
                .anyMatch(r -> isSame(r, snapshot)
                        && r.predecessor().filter(environmentId::equals).isPresent()
                        && r.successor().isEmpty()));
    }

    private Optional<Environment> user(String environmentId, Resource snapshot) {
        return find(environment -> !environment.id().equals(environmentId) && uses(environment, snapshot));
    }

    private static boolean uses(Environment environment, Resource snapshot) {
        return environment.resources().stream()
                .anyMatch(r -> !r.isGone()
                        && r.cloud().equals(snapshot.cloud())
                        && r.attribute(SNAPSHOT).filter(snapshot.id()::equals).isPresent());
    }

    /** The controller's own environment for a snapshot that is worth keeping; when that one goes, it is kept no longer. */
    private Optional<Environment> keeper(String environmentId, Resource snapshot) throws CloudException {
        int count = Integer.parseInt(snapshot.attribute(KEEP_COUNT).orElse("0"));
        boolean wasKept = ledger.get(environmentId).owner().isController();
        if (count <= 0 || wasKept || snapshot.state() != ResourceState.READY) {
            return Optional.empty();
        }
        Instant taken = taken(snapshot);
        Instant until = taken.plus(Duration.parse(snapshot.attribute(KEEP_FOR).orElseThrow()));
        long younger = kept(snapshot).stream()
                .filter(entry -> taken(entry.getValue()).isAfter(taken))
                .count();
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative() || left.isZero() || younger >= count) {
            return Optional.empty();
        }
        String name = "snapshot " + snapshot.id();
        // one that was opened by an attempt that got no further
        Optional<Environment> opened = find(environment ->
                environment.owner().isController() && environment.name().equals(name) && environment.isOpen());
        return opened.isPresent() ? opened : Optional.of(ledger.open(Owner.controller(), name, Lifetime.of(left)));
    }

    /** Beyond the number that is allowed, the oldest kept snapshots of that data source go. */
    private void limitKept(Resource snapshot) throws CloudException {
        int count = Integer.parseInt(snapshot.attribute(KEEP_COUNT).orElse("0"));
        List<Map.Entry<Environment, Resource>> superfluous =
                kept(snapshot).stream().skip(count).toList();
        for (Map.Entry<Environment, Resource> entry : superfluous) {
            ledger.requestRelease(entry.getKey().id(), count + " newer snapshots are kept");
        }
    }

    /** Kept snapshots of the same data source with their environments, the youngest first. */
    private List<Map.Entry<Environment, Resource>> kept(Resource snapshot) {
        return ledger.all().stream()
                .filter(environment -> environment.owner().isController() && environment.isOpen())
                .filter(environment -> !ledger.standing().isFrozen(environment))
                .flatMap(environment -> environment.resources().stream()
                        .filter(r -> !r.isGone()
                                && r.kind() == snapshot.kind()
                                && r.cloud().equals(snapshot.cloud())
                                && r.attribute(ORIGIN).equals(snapshot.attribute(ORIGIN))
                                && r.attribute(DATA_SOURCE).equals(snapshot.attribute(DATA_SOURCE)))
                        .map(r -> Map.entry(environment, r)))
                .sorted(Comparator.comparing((Map.Entry<Environment, Resource> entry) -> taken(entry.getValue()))
                        .reversed())
                .toList();
    }

    private static Instant taken(Resource snapshot) {
        return snapshot.attribute(DATA_TIME)
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .orElse(snapshot.requestedAt());
    }

    private Stream<Resource> records(String cloud, String id) {
        return ledger.all().stream()
                .filter(environment -> !ledger.standing().isFrozen(environment))
                .flatMap(environment -> environment.resources().stream())
                .filter(r -> r.cloud().equals(cloud) && id.equals(r.id()));
    }

    private Optional<Environment> find(Predicate<Environment> which) {
        return ledger.all().stream()
                .filter(environment -> !ledger.standing().isFrozen(environment))
                .filter(which)
                .min(Comparator.comparing(Environment::createdAt).thenComparing(Environment::id));
    }

    private static boolean isSame(Resource one, Resource other) {
        return one.kind() == other.kind()
                && one.cloud().equals(other.cloud())
                && other.id().equals(one.id());
    }
}
