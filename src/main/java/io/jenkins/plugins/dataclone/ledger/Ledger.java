package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import io.jenkins.plugins.dataclone.port.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All environments, written ahead: a change is on disk before anybody sees it, and a cloud is asked for something only
 * after the wish is on disk. A change that cannot be written does not happen. Thread-safe.
 */
public final class Ledger {
    /** Attribute that ties a resource to the step that wants it; see {@link #plan}. */
    public static final String KEY = "key";

    /** Attribute of a cluster: id of the Heat stack that Magnum made for it. */
    public static final String STACK = "heatStack";

    /**
     * How long a request without an answer may still bring an object into being: beyond the client's and the service's
     * time-outs. Until then its absence proves nothing.
     */
    public static final Duration LATE_BIRTH = Duration.ofSeconds(60);
    /** How long an environment that has ended stays among the others; an answer to a lost request is long overdue then. */
    public static final Duration ARCHIVED_AFTER = Duration.ofMinutes(10);
    /** How many environments are moved to the history at once. */
    private static final int ARCHIVED_AT_ONCE = 200;

    private final Time clock;
    private final Supplier<Naming> naming;
    private final Records records;
    private final Standing standing;
    private final SharedSnapshots snapshots;
    private final OwnerMoves moves;
    /** When this process began to keep the ledger, on its steady clock. */
    private final Instant loadedAt;

    private Ledger(Records records, Time clock, Supplier<Naming> naming, ControllerIdentity identity) {
        this.records = records;
        this.standing = new Standing(identity, records, clock);
        this.clock = clock;
        this.naming = naming;
        this.moves = new OwnerMoves(records);
        this.loadedAt = clock.instant();
        this.snapshots = new SharedSnapshots(this, clock);
    }

    /**
     * Reads the ledger at start-up.
     *
     * @param naming how remote objects are named; asked at each plan, because an administrator may change the prefix
     * @param identity who this controller is
     * @throws IOException if the store as a whole cannot be read; single unreadable records are reported, not thrown
     */
    public static Ledger load(EnvironmentStore store, Time clock, Supplier<Naming> naming, ControllerIdentity identity)
            throws IOException {
        return new Ledger(new Records(store), clock, naming, identity);
    }

    /**
     * Opens the environment of a build, or gives the one that is open already. After the build has given one back it may
     * open another of the same name: that is a new environment with an id of its own.
     *
     * @throws CloudException UNAVAILABLE if it cannot be written down
     */
    public synchronized Environment open(Owner owner, String name, Lifetime lifetime) throws CloudException {
        Optional<Environment> open = findOpen(owner, name);
        if (open.isPresent()) {
            return open.get();
        }
        String controller = standing.identity().current();
        String id = EnvironmentIds.of(controller, owner, name);
        for (int n = 2; records.isTaken(id); n++) {
            id = EnvironmentIds.of(controller, owner, name + "#" + n);
        }
        String free = id;
        Instant now = clock.wall();
        return change(free, none -> Environment.open(free, name, controller, owner, now, lifetime));
    }

    /** The open environment of that build and name. */
    public Optional<Environment> findOpen(Owner owner, String name) {
        return all().stream()
                .filter(e -> e.isOpen() && moves.isOf(e, owner) && e.name().equals(name))
                .findFirst();
    }

    /** The environments of a build, ended or not. */
    public List<Environment> ownedBy(Owner owner) {
        return all().stream().filter(e -> moves.isOf(e, owner)).toList();
    }

    /** The builds that go by another name than before. */
    public OwnerMoves moves() {
        return moves;
    }

    /**
     * Writes down that an environment is going to have a resource. The same key gives the same resource again: the step
     * that asks after a restart gets what it asked for before.
     *
     * @param key what distinguishes this wish from others of the same kind in the environment
     */
    public Resource plan(
            String environmentId, ResourceKind kind, String cloud, String key, Map<String, String> attributes)
            throws CloudException {
        Environment changed = change(environmentId, old -> {
            if (byKey(required(old, environmentId), kind, key).isPresent() || !old.isOpen()) {
                return old;
            }
            int n = old.resources(r -> r.kind() == kind).size() + 1;
            String name = naming.get().name(environmentId, kind, n);
            return old.with(Resource.planned(kind, cloud, name, attributes).withAttribute(KEY, key));
        });
        Optional<Resource> planned = byKey(changed, kind, key);
        if (planned.isEmpty()) {
            throw released(changed, kind.label());
        }
        return planned.get();
    }

    /** Writes down that an environment takes over an object that another one made; one that it has already stays as it is. */
    Resource adopt(String environmentId, Resource taken) throws CloudException {
        Environment changed = change(environmentId, old -> {
            boolean has = required(old, environmentId)
                    .resource(taken.name())
                    .filter(r -> !r.isGone())
                    .isPresent();
            return has ? old : old.with(taken);
        });
        return resource(changed, taken.name());
    }

    /** For which environments this controller may act now. */
    public Standing standing() {
        return standing;
    }

    /** Which snapshots are shared among environments, and who takes them away. */
    public SharedSnapshots snapshots() {
        return snapshots;
    }

    /** The resource planned under that key, if there is one. */
    public Optional<Resource> planned(String environmentId, ResourceKind kind, String key) {
        return find(environmentId).flatMap(environment -> byKey(environment, kind, key));
    }

    /**
     * Writes down that a create request is about to leave.
     *
     * @throws CloudException CONFIGURATION if the environment is being taken away, FROZEN if it may be another controller's: then
     *     nothing may be sent
     */
    public Resource request(String environmentId, String resourceName) throws CloudException {
        standing.require(get(environmentId));
        Environment changed = change(
                environmentId,
                old -> required(old, environmentId).isOpen()
                        ? old.with(resource(old, resourceName).requested(clock.instant()))
                        : old);
        if (!changed.isOpen()) {
            throw released(
                    changed,
                    changed.resource(resourceName).map(r -> r.kind().label()).orElse("resource"));
        }
        return resource(changed, resourceName);
    }

    /** Changes one resource and gives its new value. */
    public Resource update(String environmentId, String resourceName, UnaryOperator<Resource> change)
            throws CloudException {
        Environment changed = change(environmentId, old -> {
            Resource before = resource(required(old, environmentId), resourceName);
            return old.with(change.apply(before));
        });
        return resource(changed, resourceName);
    }

    /**
     * Asks for an environment to be taken away; asking again changes nothing.
     *
     * @return the environment, or empty if there is none of that id
     */
    public Optional<Environment> requestRelease(String environmentId, String reason) throws CloudException {
        if (find(environmentId).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(change(environmentId, old -> old.releasing(reason, clock.instant())));
    }

    /**
     * Keeps an open environment for debugging, so that it outlives its build. One that is kept already, or that is being taken
     * away, stays as it is.
     *
     * @param time for how long from now; ends at {@link Environment#mayLiveUntil} at the latest
     */
    public Environment keep(String environmentId, Duration time, String because) throws CloudException {
        return change(
                environmentId,
                old -> Lives.kept(required(old, environmentId), clock.wall().plus(time), because));
    }

    /**
     * Lets an environment live longer. A later end than the one asked for stays.
     *
     * @param until its new end, which is {@link Environment#mayLiveUntil} at the latest
     * @throws CloudException CONFIGURATION if it is being taken away already, or has got the longest life it may have
     */
    public Environment extend(String environmentId, Instant until) throws CloudException {
        Environment before = get(environmentId);
        Environment changed = change(environmentId, old -> Lives.extended(required(old, environmentId), until));
        Lives.requireExtended(before, changed, until);
        return changed;
    }

    /** Notes that taking it away fails for now. */
    public Environment markStuck(String environmentId, String why) throws CloudException {
        return change(environmentId, old -> required(old, environmentId).stuck(why));
    }

    /** Notes that all of it is confirmed gone; nothing changes if something has turned up meanwhile. */
    public Environment markEnded(String environmentId) throws CloudException {
        return change(environmentId, old -> required(old, environmentId).allGone() ? old.ended(clock.instant()) : old);
    }

    /**
     * How much time has passed for certain since a moment that was written down. Of one before this process, or ahead of the
     * clock, only the time of this process counts: the clock may have been set in between.
     */
    public Duration passedSince(Instant noted) {
        Instant now = clock.instant();
        return Duration.between(noted.isBefore(loadedAt) || noted.isAfter(now) ? loadedAt : noted, now);
    }

    public Optional<Environment> find(String environmentId) {
        return records.find(environmentId);
    }

    /** The environment of that id, also if its end is history. Reads a file then. */
    public Optional<Environment> recall(String environmentId) throws CloudException {
        return records.recall(environmentId);
    }

    /**
     * Environments whose end is history, the latest first. Reads files.
     *
     * @param latest how many at the most
     */
    public List<Environment> history(int latest) throws CloudException {
        return records.history(latest);
    }

    /** The latest whose end is history, as far as they are remembered. Reads files the first time. */
    public List<Environment> recent() {
        return records.recent();
    }

    /** Moves to the history what has ended and can hear of nothing any more; some at a time. */
    public void archive() throws CloudException {
        Instant now = clock.instant();
        records.archive(environment -> isOver(environment, now), ARCHIVED_AT_ONCE);
    }

    private static boolean isOver(Environment environment, Instant now) {
        return environment.state() == EnvironmentState.DISOWNED
                || environment.state() == EnvironmentState.ENDED
                        && (environment.endedAt() == null
                                || now.isAfter(environment.endedAt().plus(ARCHIVED_AFTER)));
    }

    /** The environment of that id, which the caller knows to exist. */
    public Environment get(String environmentId) {
        return required(find(environmentId).orElse(null), environmentId);
    }

    public List<Environment> all() {
        return records.all();
    }

    /** Files with records that cannot be read, with the reason. */
    public List<String> unreadable() {
        return records.unreadable();
    }

    /** Tries again to read those. */
    public void reread() throws CloudException {
        records.reread();
    }

    /** Takes those out of the way. They are kept as they are, and nothing is known any more of what was in them. */
    public void setAside() throws CloudException {
        records.setAside();
    }

    /** Whether some environment that is certainly this controller's has recorded that remote object as its own. */
    public boolean owns(ResourceKind kind, String cloud, String remoteId) {
        return all().stream()
                .filter(environment -> !standing.isFrozen(environment))
                .flatMap(environment -> environment.resources().stream())
                .anyMatch(r -> r.kind() == kind && r.cloud().equals(cloud) && remoteId.equals(r.id()));
    }

    private static Optional<Resource> byKey(Environment environment, ResourceKind kind, String key) {
        return environment.resources().stream()
                .filter(r ->
                        r.kind() == kind && r.attribute(KEY).filter(key::equals).isPresent())
                .findFirst();
    }

    private static Resource resource(Environment environment, String name) {
        return environment
                .resource(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("environment " + environment.id() + " has no resource " + name));
    }

    private static CloudException released(Environment environment, String what) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "Environment " + environment.id() + ": " + Lives.whyNotOpen(environment) + "; no new " + what
                        + " is made for it");
    }

    private static Environment required(Environment found, String environmentId) {
        if (found == null) {
            throw new IllegalArgumentException("there is no environment " + environmentId);
        }
        return found;
    }

    Environment change(String id, UnaryOperator<Environment> change) throws CloudException {
        return records.change(id, change);
    }
}
