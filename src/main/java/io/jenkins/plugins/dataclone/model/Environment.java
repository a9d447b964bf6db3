package io.jenkins.plugins.dataclone.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything one build owns in the clouds. Immutable: every change gives a new value, and the ledger decides which value
 * counts.
 *
 * @param id short, deterministic id (see {@code EnvironmentIds}); part of every remote name
 * @param name the author's name for it, {@code default} unless the build has several
 * @param controller identity of the controller that owns it
 * @param owner the build
 * @param state where it is in its life
 * @param createdAt when it was opened
 * @param expiresAt when it is taken away even if its build still lives; while it is kept, until when
 * @param mayLiveUntil the end that {@code expiresAt} cannot be moved beyond
 * @param keptBecause why it was kept for debugging, or null
 * @param releasedAt when it was asked to be taken away, or null
 * @param releaseReason why it is being taken away, or null while it is in use
 * @param endedAt when the last of its resources was confirmed gone or it was found to be another controller's, or null
 * @param problem the last thing that went wrong while taking it away, or null
 * @param resources in the order in which they were planned, by name
 */
public record Environment(
        String id,
        String name,
        String controller,
        Owner owner,
        EnvironmentState state,
        Instant createdAt,
        Instant expiresAt,
        Instant mayLiveUntil,
        String keptBecause,
        Instant releasedAt,
        String releaseReason,
        Instant endedAt,
        String problem,
        List<Resource> resources) {

    public Environment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(controller, "controller");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(mayLiveUntil, "mayLiveUntil");
        resources = List.copyOf(resources);
    }

    /** A new, empty, open environment. */
    public static Environment open(
            String id, String name, String controller, Owner owner, Instant now, Lifetime lifetime) {
        return new Environment(
                id,
                name,
                controller,
                owner,
                EnvironmentState.OPEN,
                now,
                now.plus(lifetime.ttl()),
                now.plus(lifetime.longest()),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** The resource of that remote name, gone or not. */
    public Optional<Resource> resource(String resourceName) {
        return resources.stream().filter(r -> r.name().equals(resourceName)).findFirst();
    }

    public List<Resource> resources(Predicate<Resource> which) {
        return resources.stream().filter(which).toList();
    }

    /**
     * Adds the resource, or replaces the one of the same name. When something turns up of an environment that has ended, it
     * has to be released again.
     */
    public Environment with(Resource changed) {
        Map<String, Resource> byName = new LinkedHashMap<>();
        resources.forEach(r -> byName.put(r.name(), r));
        byName.put(changed.name(), changed);
        Draft draft = new Draft(this);
        draft.resources = List.copyOf(byName.values());
        if (state == EnvironmentState.ENDED && !changed.isGone()) {
            draft.state = EnvironmentState.RELEASING;
            draft.endedAt = null;
        }
        return draft.done();
    }

    /**
     * Keeps it for debugging: its build may end, and it stays.
     *
     * @param until not beyond {@link #mayLiveUntil}
     */
    public Environment kept(Instant until, String because) {
        Draft draft = in(EnvironmentState.KEPT);
        draft.expiresAt = within(until);
        draft.keptBecause = because;
        return draft.done();
    }

    /**
     * The same environment with another end of its life.
     *
     * @param until not beyond {@link #mayLiveUntil}
     */
    public Environment expiring(Instant until) {
        Draft draft = new Draft(this);
        draft.expiresAt = within(until);
        return draft.done();
    }

    private Instant within(Instant until) {
        return until.isAfter(mayLiveUntil) ? mayLiveUntil : until;
    }

    /** Asks for everything to be taken away; a second request keeps the first reason. */
    public Environment releasing(String reason, Instant now) {
        if (!state.isUsable()) {
            return this;
        }
        Draft draft = in(EnvironmentState.RELEASING);
        draft.releasedAt = now;
        draft.releaseReason = reason;
        return draft.done();
    }

    /** Notes a failed attempt to take it away. */
    public Environment stuck(String why) {
        Draft draft = in(EnvironmentState.STUCK);
        draft.problem = why;
        return draft.done();
    }

    /** All gone; the first end counts. */
    public Environment ended(Instant now) {
        if (state == EnvironmentState.ENDED) {
            return this;
        }
        if (!allGone()) {
            throw new IllegalStateException("environment " + id + " still has " + resources(r -> !r.isGone()));
        }
        Draft draft = in(EnvironmentState.ENDED);
        draft.endedAt = now;
        draft.problem = null;
        return draft.done();
    }

    /** Another controller's; one that has ended stays as it is. */
    public Environment disowned(String why, Instant now) {
        if (state == EnvironmentState.ENDED) {
            return this;
        }
        Draft draft = in(EnvironmentState.DISOWNED);
        draft.endedAt = now;
        draft.releaseReason = why;
        draft.problem = null;
        return draft.done();
    }

    /** The same environment of the same build, whose job got another name. */
    public Environment ownedBy(Owner moved) {
        Draft draft = new Draft(this);
        draft.owner = moved;
        return draft.done();
    }

    public boolean allGone() {
        return resources.stream().allMatch(Resource::isGone);
    }

    /** Whether resources may be added. */
    public boolean isOpen() {
        return state == EnvironmentState.OPEN;
    }

    private Draft in(EnvironmentState target) {
        if (!state.canBecome(target)) {
            throw new IllegalStateException("environment " + id + " cannot go from " + state + " to " + target);
        }
        Draft draft = new Draft(this);
        draft.state = target;
        return draft;
    }

    /** What may change of an environment, to be changed field by field. */
    private static final class Draft {
        private final Environment before;
        private Owner owner;
        private EnvironmentState state;
        private Instant expiresAt;
        private String keptBecause;
        private Instant releasedAt;
        private String releaseReason;
        private Instant endedAt;
        private String problem;
        private List<Resource> resources;

        Draft(Environment before) {
            this.before = before;
            owner = before.owner;
            state = before.state;
            expiresAt = before.expiresAt;
            keptBecause = before.keptBecause;
            releasedAt = before.releasedAt;
            releaseReason = before.releaseReason;
            endedAt = before.endedAt;
            problem = before.problem;
            resources = before.resources;
        }

        Environment done() {
            return new Environment(
                    before.id,
                    before.name,
                    before.controller,
                    owner,
                    state,
                    before.createdAt,
                    expiresAt,
                    before.mayLiveUntil,
                    keptBecause,
                    releasedAt,
                    releaseReason,
                    endedAt,
                    problem,
                    resources);
        }
    }
}
