package io.jenkins.plugins.dataclone.model;

import java.time.Instant;
import java.util.ArrayList;
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
 * @param expiresAt when it is taken away even if its build still lives
 * @param releaseReason why it is being taken away, or null while it is open
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
        String releaseReason,
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
        resources = List.copyOf(resources);
    }

    /** A new, empty, open environment. */
    public static Environment open(
            String id, String name, String controller, Owner owner, Instant now, Instant expiresAt) {
        return new Environment(
                id, name, controller, owner, EnvironmentState.OPEN, now, expiresAt, null, null, List.of());
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
        EnvironmentState then =
                state == EnvironmentState.ENDED && !changed.isGone() ? EnvironmentState.RELEASING : state;
        return new Environment(
                id,
                name,
                controller,
                owner,
                then,
                createdAt,
                expiresAt,
                releaseReason,
                problem,
                new ArrayList<>(byName.values()));
    }

    /** Asks for everything to be taken away; a second request keeps the first reason. */
    public Environment releasing(String reason) {
        if (state != EnvironmentState.OPEN) {
            return this;
        }
        return in(EnvironmentState.RELEASING, reason, problem);
    }

    /** Notes a failed attempt to take it away. */
    public Environment stuck(String why) {
        return in(EnvironmentState.STUCK, releaseReason, why);
    }

    /** All gone. */
    public Environment ended() {
        if (!allGone()) {
            throw new IllegalStateException("environment " + id + " still has " + resources(r -> !r.isGone()));
        }
        return in(EnvironmentState.ENDED, releaseReason, null);
    }

    /** The same environment of the same build, whose job got another name. */
    public Environment ownedBy(String run, String url) {
        Owner renamed = new Owner(run, url, owner.startedAt());
        return new Environment(
                id, name, controller, renamed, state, createdAt, expiresAt, releaseReason, problem, resources);
    }

    /** The same environment with another end of its life. */
    public Environment expiring(Instant at) {
        return new Environment(id, name, controller, owner, state, createdAt, at, releaseReason, problem, resources);
    }

    public boolean allGone() {
        return resources.stream().allMatch(Resource::isGone);
    }

    public boolean isOpen() {
        return state == EnvironmentState.OPEN;
    }

    private Environment in(EnvironmentState target, String reason, String why) {
        if (!state.canBecome(target)) {
            throw new IllegalStateException("environment " + id + " cannot go from " + state + " to " + target);
        }
        return new Environment(id, name, controller, owner, target, createdAt, expiresAt, reason, why, resources);
    }
}
