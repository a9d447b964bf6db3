package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes one resource away, repeatably: delete, look, delete again if the cloud gave up, and gone only when the cloud says that
 * there is no such object, neither by id nor by name.
 */
final class Removal {
    static final Duration LATE_BIRTH = Ledger.LATE_BIRTH;
    /**
     * How long an object may be seen in one and the same status after it was asked to go. Services show the old one for some
     * seconds; what the storage still needs they put back into it, and answer each request to delete it as if all were well.
     * Longer than {@link RemoteCluster#BEGINNING}.
     */
    static final Duration UNMOVED = Duration.ofSeconds(45);

    private final FlowContext context;
    private final String environmentId;
    /** By name of the resource: what it was seen in first, and when, instead of on its way out. */
    private final Map<String, Stay> stays = new HashMap<>();

    private record Stay(String word, Instant since) {}

    Removal(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    /** One tick. */
    Resource advance(Resource resource, Remote remote) throws CloudException {
        return switch (resource.state()) {
            case PLANNED -> gone(resource, GoneProof.NEVER_REQUESTED);
            case REQUESTED -> findOrGone(resource, remote);
            case CREATED, READY, FAILED -> delete(resource, remote);
            case DELETING -> confirm(resource, remote);
            case GONE -> resource;
        };
    }

    private Resource findOrGone(Resource requested, Remote remote) throws CloudException {
        // as it was when the cloud was asked: what is born while an answer is under way is not in it
        boolean mayBeBorn = mayStillBeBorn(requested);
        Optional<String> found = remote.find(requested);
        if (found.isPresent()) {
            Resource known = context.ledger().update(environmentId, requested.name(), r -> r.created(found.get()));
            return delete(known, remote);
        }
        return mayBeBorn ? requested : gone(requested, GoneProof.NEVER_MADE);
    }

    private Resource delete(Resource resource, Remote remote) throws CloudException {
        ask(resource, remote);
        return update(resource, Resource::deleting);
    }

    /** What was refused is not under way; of what was not answered nobody knows, and the next look tells. */
    private void ask(Resource resource, Remote remote) throws CloudException {
        context.deletions().begin(environmentId, resource);
        try {
            remote.delete(resource);
        } catch (CloudException | RuntimeException e) {
            context.deletions().over(environmentId, resource);
            throw e;
        }
    }

    private Resource confirm(Resource deleting, Remote remote) throws CloudException {
        boolean mayBeBorn = mayStillBeBorn(deleting);
        Look look = remote.lookClosely(deleting);
        if (look.isMissing()) {
            Optional<String> twin = remote.find(deleting);
            if (twin.isEmpty()) {
                return mayBeBorn ? deleting : gone(deleting, look.proof());
            }
            Resource other = update(deleting, r -> r.twin(twin.get()));
            ask(other, remote);
            return other;
        }
        if (look.is(RemoteStatus.DELETING)) {
            context.deletions().seen(environmentId, deleting);
            return deleting;
        }
        // accepted but not begun, or given up: asking again is harmless
        ask(deleting, remote);
        if (look.is(RemoteStatus.DELETE_FAILED)) {
            // what fails again and again must not keep others waiting
            context.deletions().over(environmentId, deleting);
            throw failed(deleting, look, "its status is '" + look.word() + "'");
        }
        if (look.is(RemoteStatus.READY) && stays(deleting, look)) {
            context.deletions().over(environmentId, deleting);
            throw failed(
                    deleting, look, "its status is '" + look.word() + "' again, as if something else still needed it");
        }
        return deleting;
    }

    private boolean stays(Resource deleting, Look look) {
        Instant now = context.clock().instant();
        Stay stay = stays.get(deleting.name());
        if (stay == null || !stay.word().equals(look.word())) {
            stay = new Stay(look.word(), now);
            stays.put(deleting.name(), stay);
        }
        return !now.isBefore(stay.since().plus(UNMOVED));
    }

    private static CloudException failed(Resource deleting, Look look, String otherwise) {
        return CloudException.of(
                CloudException.Kind.FAILED,
                "Cloud '" + deleting.cloud() + "' could not delete "
                        + deleting.kind().label() + " "
                        + deleting.name() + " (" + deleting.id() + "): "
                        + (look.reason() == null ? otherwise : look.reason()));
    }

    private boolean mayStillBeBorn(Resource resource) {
        return resource.unansweredSince()
                .filter(sent -> context.ledger().passedSince(sent).compareTo(LATE_BIRTH) <= 0)
                .isPresent();
    }

    private Resource gone(Resource resource, GoneProof proof) throws CloudException {
        context.deletions().over(environmentId, resource);
        return update(resource, r -> r.gone(context.clock().instant(), proof));
    }

    /** Changes the resource if it is still where we saw it: a late answer may have come, or somebody else works on it too. */
    private Resource update(Resource resource, UnaryOperator<Resource> change) throws CloudException {
        return context.ledger()
                .update(
                        environmentId,
                        resource.name(),
                        r -> r.state() == resource.state() && Objects.equals(r.id(), resource.id())
                                ? change.apply(r)
                                : r);
    }
}
