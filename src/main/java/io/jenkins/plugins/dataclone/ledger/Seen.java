package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object with a tag of this product, as a list of a cloud or an engine showed it: whose it is, nobody has looked at yet.
 *
 * @param kind what its name says it is, as far as its list can have such a thing
 * @param cloud name of the cloud it is on; for what is on a bay, of the bay's
 * @param id the cloud's id
 * @param name its name
 * @param status the service's word; empty where there is none
 * @param tag whose it says it is
 * @param attributes what of it the ledger has to know to take it away: what it was made from, or what it is on
 */
public record Seen(
        ResourceKind kind,
        String cloud,
        String id,
        String name,
        String status,
        OwnershipTag tag,
        Map<String, String> attributes) {
    /** On an application: name of the bay it is on. */
    public static final String BAY = "bay";
    /** On a resource: when it was found without the ledger's knowing of it, ISO 8601. */
    public static final String FOUND = "foundAt";

    public Seen {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(tag, "tag");
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** Of what it was made, or what it is a part of; empty if its list does not tell. */
    Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    /** Whether it is a snapshot of production: the only kind of object that is handed from one environment to another. */
    boolean isShared() {
        return kind == ResourceKind.SHARE_SNAPSHOT || kind == ResourceKind.VOLUME_SNAPSHOT;
    }

    /**
     * Whether it is named as what its tag tells of is named; what is shared may bear the name of who made it. Anybody in the
     * project can edit a tag, so what it says to be an environment need not be one.
     */
    public boolean isNamedAsTagged() {
        return Naming.parse(name)
                .filter(parts -> parts.kind() == kind)
                .filter(parts -> isShared()
                        ? Naming.isEnvironment(tag.environment())
                        : parts.environment().equals(tag.environment()))
                .isPresent();
    }

    /**
     * Its entry in the ledger, as of something that is there and has to go.
     *
     * @param former what the ledger had under its name, which was confirmed gone
     */
    Resource entry(Optional<Resource> former, Instant now) {
        Resource entry = former.map(gone -> gone.back(id))
                .orElseGet(() -> new Resource(
                        kind, cloud, name, ResourceState.CREATED, id, Map.of(), tag.createdAt(), null, null, null))
                .withAttribute(FOUND, now.toString());
        for (Map.Entry<String, String> fact : attributes.entrySet()) {
            entry = entry.withAttribute(fact.getKey(), fact.getValue());
        }
        String maker = Naming.parse(name).map(Naming.Parts::environment).orElse(tag.environment());
        return maker.equals(tag.environment()) ? entry : entry.takenFrom(maker);
    }

    /** How people are told of it. */
    @Override
    public String toString() {
        return kind.label() + " " + name + (id.equals(name) ? "" : " (" + id + ")") + " on "
                + attribute(BAY).map(bay -> "bay " + bay).orElse("cloud '" + cloud + "'");
    }
}
