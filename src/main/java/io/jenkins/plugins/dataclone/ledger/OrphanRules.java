package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.ledger.Orphan.Fate;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Why an object of ours that the ledger does not know may not go, or not yet. Made for one scan, after its lists were answered: what
 * was written down before an object was asked for is seen here. Not thread-safe.
 */
final class OrphanRules {
    /** A tag that has to be short may have lost the beginning of a build's id if what is left of it is as long as this. */
    private static final int CUT_IN_WORDS = 48;
    /** The same for metadata. */
    private static final int CUT_IN_METADATA = 255;

    /**
     * A reason.
     *
     * @param fate what becomes of the object for now
     * @param why words for people
     */
    record Reason(Fate fate, String why) {}

    private final Ledger ledger;
    private final OwnerProbe owners;
    private final Time clock;
    private final Duration grace;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> sources = new HashSet<>();

    OrphanRules(Ledger ledger, OwnerProbe owners, Time clock, Duration grace) {
        this.ledger = ledger;
        this.owners = owners;
        this.clock = clock;
        this.grace = grace;
        for (Environment environment : ledger.all()) {
            environment.resources(resource -> !resource.isGone()).forEach(this::index);
        }
    }

    private void index(Resource resource) {
        if (resource.id() == null) {
            names.add(key(resource.cloud(), resource.name()));
        } else {
            ids.add(key(resource.cloud(), resource.id()));
        }
        resource.attribute(SharedSnapshots.SNAPSHOT).ifPresent(id -> sources.add(key(resource.cloud(), id)));
    }

    private static String key(String cloud, String idOrName) {
        return cloud + "\n" + idOrName;
    }

    /** Whether it bears an identity that is certainly this controller's, and the ledger has no entry of it that is to go at some time. */
    boolean concerns(Seen object) {
        return ledger.standing().identity().isOurs(object.tag().controller())
                && !ids.contains(key(object.cloud(), object.id()))
                && !names.contains(key(object.cloud(), object.name()));
    }

    /** Why it may not go, or not yet; empty if there is no reason. */
    Optional<Reason> reasonToStay(Seen object, Inventory inventory) {
        return named(object)
                .or(() -> owned(object))
                .or(() -> young(object.tag().createdAt()))
                .or(() -> used(object, inventory));
    }

    private static Optional<Reason> named(Seen object) {
        return object.isNamedAsTagged()
                ? Optional.empty()
                : Optional.of(new Reason(Fate.LEFT, "it bears our tag, but not a name that goes with it"));
    }

    private Optional<Reason> owned(Seen object) {
        String id = object.tag().environment();
        if (ledger.unreadable().stream().anyMatch(record -> record.startsWith(id + "."))) {
            return Optional.of(new Reason(Fate.LEFT, "the record of its environment " + id + " cannot be read"));
        }
        Optional<Environment> known;
        try {
            known = ledger.recall(id);
        } catch (CloudException e) {
            return Optional.of(new Reason(Fate.WAITING, e.getMessage()));
        }
        return known.isPresent() ? owned(object, known.get()) : unowned(object);
    }

    /** The environment is in the ledger or in its history. */
    private Optional<Reason> owned(Seen object, Environment environment) {
        if (ledger.standing().isFrozen(environment) || environment.state() == EnvironmentState.DISOWNED) {
            String id = environment.id();
            return Optional.of(new Reason(Fate.LEFT, "its environment " + id + " may be another controller's"));
        }
        if (environment.state().isUsable()) {
            return Optional.of(new Reason(Fate.LEFT, "its environment " + environment.id() + " is in use"));
        }
        Optional<Resource> namesake = environment.resource(object.name());
        if (namesake.isEmpty()) {
            return Optional.empty();
        }
        return namesake.get().isGone()
                ? young(namesake.get().goneAt())
                : Optional.of(new Reason(Fate.WAITING, "another object of its name is being taken away"));
    }

    /** Nothing is known of its environment: the tag tells whose it was. */
    private Optional<Reason> unowned(Seen object) {
        OwnershipTag tag = object.tag();
        if (new Owner(tag.run(), "", tag.createdAt()).isController()) {
            return hasExpired(tag)
                    ? Optional.empty()
                    : Optional.of(new Reason(Fate.LEFT, "it is kept for later clones until " + tag.expiresAt()));
        }
        if (mayBeCut(object)) {
            return hasExpired(tag)
                    ? Optional.empty()
                    : Optional.of(new Reason(
                            Fate.LEFT,
                            "its tag has not the whole name of its build ..." + tag.run() + ", and ends at "
                                    + tag.expiresAt()));
        }
        return switch (owners.probe(tag.run())) {
            case GONE -> Optional.empty();
            case ALIVE -> Optional.of(new Reason(Fate.LEFT, "its build " + tag.run() + " is running"));
            case UNKNOWN, UNLOADED ->
                Optional.of(new Reason(Fate.WAITING, "it cannot be told now whether its build " + tag.run() + " runs"));
        };
    }

    private static boolean mayBeCut(Seen object) {
        int limit =
                switch (object.kind()) {
                    case SHARE_SNAPSHOT, SHARE_CHECKPOINT, HEAT_STACK -> CUT_IN_WORDS;
                    default -> CUT_IN_METADATA;
                };
        return object.tag().run().length() >= limit;
    }

    /** By both clocks: one of them may have been set. */
    private boolean hasExpired(OwnershipTag tag) {
        return clock.wall().isAfter(tag.expiresAt()) && clock.instant().isAfter(tag.expiresAt());
    }

    private Optional<Reason> young(Instant since) {
        Instant old = since == null ? Instant.MIN : since.plus(grace);
        return clock.instant().isBefore(old)
                ? Optional.of(new Reason(Fate.WAITING, "it is too young; its time comes at " + old))
                : Optional.empty();
    }

    private Optional<Reason> used(Seen object, Inventory inventory) {
        if (object.isShared() && sources.contains(key(object.cloud(), object.id()))) {
            return Optional.of(new Reason(Fate.LEFT, "an environment has something that was made from it"));
        }
        return inventory.inTheWayOf(object).map(why -> new Reason(Fate.LEFT, why));
    }
}
