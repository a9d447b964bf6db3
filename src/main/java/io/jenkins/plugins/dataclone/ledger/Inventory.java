package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What one place - a cloud, or the engine of a bay - shows of objects with a tag of this product, whosever: one list call, over all
 * its pages, for each type. A list that is not answered leaves the others as they are. Not thread-safe.
 */
public final class Inventory {
    /** One list call. */
    @FunctionalInterface
    private interface ListCall<T> {
        List<T> list() throws CloudException;
    }

    private final String place;
    /** What the names of ours begin with. */
    private final String prefix;

    private final List<Seen> seen = new ArrayList<>();
    private final Set<ResourceKind> answered = new TreeSet<>();
    /** The kinds of which everything was listed, not only what is named as ours. */
    private final Set<ResourceKind> complete = new TreeSet<>();

    private final List<CloudException> unanswered = new ArrayList<>();
    /** Names of what lives and was made from a snapshot, by the snapshot's id. */
    private final Map<String, List<String>> made = new HashMap<>();

    private Inventory(String place, String prefix) {
        this.place = place;
        this.prefix = prefix;
    }

    /**
     * Asks a cloud.
     *
     * @param prefix what the names of ours begin with
     * @param leftover whether a snapshot may have to go. If there is one, everything is listed that may have been made from it,
     *     whatever its name
     */
    public static Inventory of(Cloud cloud, String prefix, Predicate<Seen> leftover) {
        Inventory inventory = new Inventory(cloud.name(), prefix);
        inventory.askManila(cloud, leftover);
        inventory.askCinder(cloud, leftover);
        inventory.ask(List.of(ResourceKind.CLUSTER), () -> cloud.clusters().list(prefix), inventory::add);
        inventory.ask(List.of(ResourceKind.HEAT_STACK), () -> cloud.stacks().list(prefix), inventory::add);
        return inventory;
    }

    /**
     * What a bay's engine has, each application as one object. An application that is not as a whole one environment's is left out.
     *
     * @param bay the bay's entry in the ledger
     */
    public static Inventory ofBay(Resource bay, List<StackDeployer.Labelled> objects) {
        Inventory inventory = new Inventory(placeOf(bay), "");
        Map<String, List<StackDeployer.Labelled>> byStack = new TreeMap<>();
        objects.forEach(object -> byStack.computeIfAbsent(object.stack(), key -> new ArrayList<>())
                .add(object));
        byStack.forEach((stack, parts) -> soleOwner(parts)
                .ifPresent(tag -> inventory.seen.add(new Seen(
                        ResourceKind.STACK, bay.cloud(), stack, stack, "", tag, Map.of(Seen.BAY, bay.name())))));
        inventory.answered.add(ResourceKind.STACK);
        return inventory;
    }

    /** What the place is called that a bay is. */
    public static String placeOf(Resource bay) {
        return "bay " + bay.name();
    }

    /** The youngest tag, if all parts bear the same controller and environment. */
    private static Optional<OwnershipTag> soleOwner(List<StackDeployer.Labelled> parts) {
        List<OwnershipTag> tags =
                parts.stream().flatMap(part -> part.tag().stream()).toList();
        boolean same = tags.size() == parts.size()
                && tags.stream()
                                .map(tag -> tag.controller() + "\n" + tag.environment())
                                .distinct()
                                .count()
                        == 1;
        return same ? tags.stream().max(Comparator.comparing(OwnershipTag::createdAt)) : Optional.empty();
    }

    /** A place that did not answer at all. */
    public static Inventory silent(String place, CloudException why) {
        Inventory inventory = new Inventory(place, "");
        inventory.unanswered.add(why);
        return inventory;
    }

    private void askManila(Cloud cloud, Predicate<Seen> leftover) {
        List<ResourceKind> snapshots = List.of(ResourceKind.SHARE_SNAPSHOT, ResourceKind.SHARE_CHECKPOINT);
        if (ask(snapshots, () -> cloud.shares().listSnapshots(prefix), this::add)) {
            boolean all = hasAny(snapshots, leftover);
            if (ask(List.of(ResourceKind.SHARE), () -> cloud.shares().listShares(all ? "" : prefix), this::add)
                    && all) {
                complete.add(ResourceKind.SHARE);
            }
        }
    }

    private void askCinder(Cloud cloud, Predicate<Seen> leftover) {
        List<ResourceKind> snapshots = List.of(ResourceKind.VOLUME_SNAPSHOT, ResourceKind.VOLUME_CHECKPOINT);
        if (ask(snapshots, () -> cloud.volumes().listSnapshots(prefix), this::add)) {
            boolean all = hasAny(snapshots, leftover);
            if (ask(List.of(ResourceKind.VOLUME), () -> cloud.volumes().listVolumes(all ? "" : prefix), this::add)
                    && all) {
                complete.add(ResourceKind.VOLUME);
            }
        }
    }

    private boolean hasAny(List<ResourceKind> snapshots, Predicate<Seen> leftover) {
        return seen.stream().anyMatch(each -> snapshots.contains(each.kind()) && leftover.test(each));
    }

    private <T> boolean ask(List<ResourceKind> kinds, ListCall<T> call, Consumer<T> reader) {
        try {
            call.list().forEach(reader);
            answered.addAll(kinds);
            return true;
        } catch (CloudException e) {
            unanswered.add(e);
            return false;
        }
    }

    private void add(Shares.Snapshot snapshot) {
        ResourceKind kind = kind(snapshot.name(), ResourceKind.SHARE_CHECKPOINT, ResourceKind.SHARE_SNAPSHOT);
        add(kind, snapshot.id(), snapshot.name(), snapshot.status(), snapshot.tag(), origin(snapshot.shareId()));
    }

    private void add(Volumes.Snapshot snapshot) {
        ResourceKind kind = kind(snapshot.name(), ResourceKind.VOLUME_CHECKPOINT, ResourceKind.VOLUME_SNAPSHOT);
        Optional<OwnershipTag> tag = OwnershipTag.from(snapshot.metadata());
        add(kind, snapshot.id(), snapshot.name(), snapshot.status(), tag, origin(snapshot.volumeId()));
    }

    private void add(Shares.Share share) {
        noteMade(share.snapshotId(), share.name(), share.id());
        Optional<OwnershipTag> tag = OwnershipTag.from(share.metadata());
        add(ResourceKind.SHARE, share.id(), share.name(), share.status(), tag, from(share.snapshotId()));
    }

    private void add(Volumes.Volume volume) {
        noteMade(volume.snapshotId(), volume.name(), volume.id());
        Optional<OwnershipTag> tag = OwnershipTag.from(volume.metadata());
        add(ResourceKind.VOLUME, volume.id(), volume.name(), volume.status(), tag, from(volume.snapshotId()));
    }

    private void add(Clusters.Cluster cluster) {
        Map<String, String> stack = cluster.stackId() == null ? Map.of() : Map.of(Ledger.STACK, cluster.stackId());
        add(ResourceKind.CLUSTER, cluster.id(), cluster.name(), cluster.status(), cluster.tag(), stack);
    }

    private void add(Stacks.Stack stack) {
        add(ResourceKind.HEAT_STACK, stack.id(), stack.name(), stack.status(), stack.tag(), Map.of());
    }

    private void add(
            ResourceKind kind,
            String id,
            String name,
            String status,
            Optional<OwnershipTag> tag,
            Map<String, String> attributes) {
        // where everything was listed, there is more than what was asked for
        tag.filter(found -> name.startsWith(prefix))
                .ifPresent(found -> seen.add(new Seen(kind, place, id, name, status, found, attributes)));
    }

    private void noteMade(String snapshotId, String name, String id) {
        if (snapshotId != null) {
            made.computeIfAbsent(snapshotId, key -> new ArrayList<>()).add(name.isEmpty() ? id : name);
        }
    }

    private static ResourceKind kind(String name, ResourceKind checkpoint, ResourceKind snapshot) {
        return Naming.parse(name).filter(parts -> parts.kind() == checkpoint).isPresent() ? checkpoint : snapshot;
    }

    private static Map<String, String> origin(String id) {
        return Map.of(SharedSnapshots.ORIGIN, id);
    }

    private static Map<String, String> from(String snapshotId) {
        return snapshotId == null ? Map.of() : Map.of(SharedSnapshots.SNAPSHOT, snapshotId);
    }

    /** Name of the cloud, or {@code bay} and its name. */
    public String place() {
        return place;
    }

    /** All with a tag of this product, whosever. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The kinds of which it is known what there is. */
    public Set<ResourceKind> answered() {
        return Set.copyOf(answered);
    }

    /** Why the other lists were not answered: sentences for people. */
    public List<CloudException> unanswered() {
        return List.copyOf(unanswered);
    }

    /**
     * What lives that does not let an object go: what was made from a snapshot, and snapshots of a share or volume that have to stay
     * for that reason.
     *
     * @return words for people, or empty if nothing is in the way
     */
    public Optional<String> inTheWayOf(Seen object) {
        return switch (object.kind()) {
            case SHARE_SNAPSHOT, SHARE_CHECKPOINT -> madeFrom(object, ResourceKind.SHARE);
            case VOLUME_SNAPSHOT, VOLUME_CHECKPOINT -> madeFrom(object, ResourceKind.VOLUME);
            case SHARE, VOLUME ->
                seen.stream()
                        .filter(snapshot -> snapshot.attribute(SharedSnapshots.ORIGIN)
                                .filter(object.id()::equals)
                                .isPresent())
                        .filter(snapshot -> inTheWayOf(snapshot).isPresent())
                        .map(snapshot -> "its snapshot " + snapshot.name() + " has to stay: "
                                + inTheWayOf(snapshot).orElseThrow())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private Optional<String> madeFrom(Seen snapshot, ResourceKind kind) {
        if (!complete.contains(kind)) {
            return Optional.of("it cannot be told now what was made from it");
        }
        List<String> names = made.getOrDefault(snapshot.id(), List.of());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(kind.label() + " " + String.join(", ", names) + " was made from it");
    }
}
