package io.jenkins.plugins.dataclone.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One remote object that an environment owns or is about to own. Immutable: every change gives a new value.
 *
 * @param kind what it is
 * @param cloud name of the cloud it lives on
 * @param name deterministic name, unique within the controller (see {@code Naming}); findable without the id
 * @param state where it is in its life
 * @param id the cloud's id, or null while it is not known
 * @param attributes small facts needed to use or delete it later, such as the share an access rule belongs to; never secrets
 * @param requestedAt when the create request was about to be sent, or null
 * @param readyAt when it became usable, or null
 * @param goneAt when its absence was confirmed, or null
 * @param problem why it failed or could not be deleted yet, as the cloud put it, or null
 */
public record Resource(
        ResourceKind kind,
        String cloud,
        String name,
        ResourceState state,
        String id,
        Map<String, String> attributes,
        Instant requestedAt,
        Instant readyAt,
        Instant goneAt,
        String problem) {
    private static final String UNANSWERED = "unansweredRequestAt";
    private static final String PROOF = "goneProof";
    private static final String HANDED_TO = "handedTo";
    private static final String TAKEN_FROM = "takenFrom";
    private static final String MADE_FOR = "madeFor";

    public Resource {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** A resource that is only written down so far. */
    public static Resource planned(ResourceKind kind, String cloud, String name, Map<String, String> attributes) {
        return new Resource(kind, cloud, name, ResourceState.PLANNED, null, attributes, null, null, null, null);
    }

    /** The create request is about to leave; when it is not the first one, the time of the one before is kept. */
    public Resource requested(Instant now) {
        Resource before = state == ResourceState.REQUESTED ? withAttribute(UNANSWERED, requestedAt.toString()) : this;
        return new Resource(
                kind, cloud, name, to(ResourceState.REQUESTED), id, before.attributes, now, readyAt, goneAt, problem);
    }

    /** The cloud refused the only request that was ever sent, so nothing can exist. */
    public Resource refused() {
        return new Resource(
                kind, cloud, name, to(ResourceState.PLANNED), id, attributes, null, readyAt, goneAt, problem);
    }

    /**
     * The object's id is known: the cloud answered, or it was found by its name. An answer may come when the resource is
     * being taken away already, and even after it was taken for gone; then what it names has to go as well.
     */
    public Resource created(String newId) {
        Objects.requireNonNull(newId, "id");
        if (state == ResourceState.GONE) {
            return newId.equals(id) ? this : twin(newId);
        }
        if (id != null) {
            return this;
        }
        return new Resource(
                kind, cloud, name, to(ResourceState.CREATED), newId, attributes, requestedAt, readyAt, goneAt, problem);
    }

    /** The object became usable. */
    public Resource ready(Instant now) {
        return new Resource(kind, cloud, name, to(ResourceState.READY), id, attributes, requestedAt, now, goneAt, null);
    }

    /** The cloud reports that the object failed. */
    public Resource failed(String why) {
        return new Resource(
                kind, cloud, name, to(ResourceState.FAILED), id, attributes, requestedAt, readyAt, goneAt, why);
    }

    /**
     * Another object bears this resource's name: an earlier create request whose answer was lost was carried out late. It is
     * taken away in place of the one that is gone.
     */
    public Resource twin(String otherId) {
        Objects.requireNonNull(otherId, "id");
        return new Resource(
                kind,
                cloud,
                name,
                to(ResourceState.DELETING),
                otherId,
                attributes,
                requestedAt,
                readyAt,
                null,
                problem);
    }

    /** An object of this name is there, although it was confirmed that there is none any more; it has to be taken away anew. */
    public Resource back(String newId) {
        Objects.requireNonNull(newId, "id");
        Map<String, String> facts = new TreeMap<>(attributes);
        facts.keySet().removeAll(List.of(UNANSWERED, PROOF, HANDED_TO, TAKEN_FROM));
        return new Resource(kind, cloud, name, ResourceState.CREATED, newId, facts, requestedAt, readyAt, null, null);
    }

    /** Another environment has written the object down as its own and takes it away; nothing is left to do here. */
    public Resource handedTo(String environmentId, Instant now) {
        Resource noted = withAttribute(HANDED_TO, environmentId).withAttribute(PROOF, GoneProof.HANDED_OVER.name());
        return new Resource(
                kind, cloud, name, ResourceState.GONE, id, noted.attributes, requestedAt, readyAt, now, null);
    }

    /** The same object as an entry of another environment, which takes it over from that one. */
    public Resource takenFrom(String environmentId) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.remove(HANDED_TO);
        more.remove(PROOF);
        more.put(TAKEN_FROM, environmentId);
        more.putIfAbsent(MADE_FOR, environmentId);
        return new Resource(kind, cloud, name, state, id, more, requestedAt, readyAt, null, problem);
    }

    /** Id of the environment that it was handed to. */
    public Optional<String> successor() {
        return attribute(HANDED_TO);
    }

    /** Id of the environment that it was taken over from. */
    public Optional<String> predecessor() {
        return attribute(TAKEN_FROM);
    }

    /** Id of the environment that its first tag and its name tell of, if another one has taken it over since. */
    public Optional<String> madeFor() {
        return attribute(MADE_FOR);
    }

    /** The cloud accepted the deletion. */
    public Resource deleting() {
        return new Resource(
                kind, cloud, name, to(ResourceState.DELETING), id, attributes, requestedAt, readyAt, goneAt, problem);
    }

    /** Its absence is proven. */
    public Resource gone(Instant now, GoneProof proof) {
        Map<String, String> proven = withAttribute(PROOF, proof.name()).attributes;
        return new Resource(kind, cloud, name, to(ResourceState.GONE), id, proven, requestedAt, readyAt, now, null);
    }

    /** How it is known that it is gone; empty as long as it is not. */
    public Optional<GoneProof> goneProof() {
        return isGone() ? attribute(PROOF).map(GoneProof::valueOf) : Optional.empty();
    }

    /**
     * When the last create request was sent that may still bring an object into being although its effect is not known: the
     * request whose answer is awaited, or one before it that was given up.
     */
    public Optional<Instant> unansweredSince() {
        return state == ResourceState.REQUESTED
                ? Optional.ofNullable(requestedAt)
                : attribute(UNANSWERED).map(Instant::parse);
    }

    /** The same resource with a note of what went wrong last; the state stays. */
    public Resource withProblem(String why) {
        return new Resource(kind, cloud, name, state, id, attributes, requestedAt, readyAt, goneAt, why);
    }

    /** The same resource with one attribute more. */
    public Resource withAttribute(String key, String value) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(key, value);
        return new Resource(kind, cloud, name, state, id, more, requestedAt, readyAt, goneAt, problem);
    }

    /** The same resource without that attribute. */
    public Resource without(String key) {
        Map<String, String> fewer = new TreeMap<>(attributes);
        fewer.remove(key);
        return new Resource(kind, cloud, name, state, id, fewer, requestedAt, readyAt, goneAt, problem);
    }

    public Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    public boolean isGone() {
        return state == ResourceState.GONE;
    }

    public boolean isReady() {
        return state == ResourceState.READY;
    }

    private ResourceState to(ResourceState target) {
        if (!state.canBecome(target)) {
            throw new IllegalStateException(kind.label() + " " + name + " cannot go from " + state + " to " + target);
        }
        return target;
    }

    @Override
    public String toString() {
        return kind.label() + " " + name + (id == null ? "" : " (" + id + ")") + " " + state;
    }
}
