package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Brings one resource from written down to usable, by at most one create and one look per tick:
 * planned, requested (written before the request leaves), created (id written), ready.
 */
final class Provisioner {
    /**
     * How long a request without an answer is given to show its effect before it is sent again: services write their record
     * while they handle the request, and our own read time-out is 30 s.
     */
    static final Duration SETTLE = Duration.ofSeconds(15);

    /** Sends the create request, once and nothing else, and gives the id. An error that cannot be retried means: not made. */
    @FunctionalInterface
    interface Creation {
        String create(Resource resource) throws CloudException;
    }

    private final FlowContext context;
    private final String environmentId;

    Provisioner(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    /**
     * One tick, with a remote that has not asked the cloud anything yet.
     *
     * @return the resource as it is now; it is usable when {@link Resource#isReady()}
     * @throws CloudException FAILED if the cloud says that it failed, or what the cloud answered
     */
    Resource advance(Resource resource, Remote remote, Creation creation) throws CloudException {
        return advance(resource, remote, creation, now());
    }

    /**
     * The same with a remote that may use what it was answered before.
     *
     * @param asked when it began to ask: what it was answered is as old as that, however long the answer took
     */
    Resource advance(Resource resource, Remote remote, Creation creation, Instant asked) throws CloudException {
        return switch (resource.state()) {
            case PLANNED -> create(resource, creation);
            case REQUESTED -> findOrCreate(resource, remote, creation, asked);
            case CREATED -> look(resource, remote, asked);
            case READY -> resource;
            case FAILED -> throw failed(resource, resource.problem());
            case DELETING, GONE ->
                throw CloudException.of(
                        CloudException.Kind.FAILED,
                        label(resource) + " is being taken away and cannot be used any more");
        };
    }

    private Resource create(Resource before, Creation creation) throws CloudException {
        boolean first = before.state() == ResourceState.PLANNED;
        Resource requested = context.ledger().request(environmentId, before.name());
        String id;
        try {
            id = creation.create(requested);
            requireId(requested, id);
        } catch (CloudException e) {
            if (e.isHeldBack()) {
                // it never left: whatever was known before is all there is to know
                update(requested, ResourceState.REQUESTED, r -> before);
            } else if (first && !e.isRetryable()) {
                // a plain no: nothing exists, and nobody has to look for it later
                update(requested, ResourceState.REQUESTED, Resource::refused);
            }
            throw e;
        }
        return context.ledger().update(environmentId, requested.name(), r -> r.created(id));
    }

    /** An answer that says yes and nothing else, as from something in front of the service that lost the rest of it. */
    private static void requireId(Resource requested, String id) throws CloudException {
        if (id == null || id.isBlank()) {
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE,
                    label(requested)
                            + " was asked for, and the answer names no id: whether it was made is found out by its name");
        }
    }

    /** A request has left before, and its answer was lost: by a crash, or on the way. */
    private Resource findOrCreate(Resource requested, Remote remote, Creation creation, Instant asked)
            throws CloudException {
        Optional<String> found = remote.find(requested);
        if (found.isPresent()) {
            return update(requested, ResourceState.REQUESTED, r -> r.created(found.get()));
        }
        if (wasSettling(requested, asked)) {
            return requested;
        }
        return create(requested, creation);
    }

    private Resource look(Resource created, Remote remote, Instant asked) throws CloudException {
        Look look = remote.look(created);
        if (look.isMissing() && wasSettling(created, asked)) {
            // what has just been made need not be visible everywhere
            return created;
        }
        if (look.isMissing()) {
            String why = "it disappeared while it was being made";
            update(created, ResourceState.CREATED, r -> r.failed(why));
            throw failed(created, why);
        }
        if (look.is(RemoteStatus.FAILED) || look.is(RemoteStatus.DELETE_FAILED)) {
            String why = look.reason() == null ? "its status is '" + look.word() + "'" : look.reason();
            update(created, ResourceState.CREATED, r -> r.failed(why));
            throw failed(created, why);
        }
        return look.is(RemoteStatus.READY) ? update(created, ResourceState.CREATED, r -> r.ready(now())) : created;
    }

    /**
     * Whether the request was so young when the cloud was asked that absence proves nothing. It is not the age when the answer
     * arrives that counts: an answer that is under way for long tells of the moment it was written, not of now.
     */
    private boolean wasSettling(Resource resource, Instant asked) {
        Duration underWay = Duration.between(asked, now());
        return context.ledger()
                        .passedSince(resource.requestedAt())
                        .minus(underWay)
                        .compareTo(SETTLE)
                < 0;
    }

    private CloudException failed(Resource resource, String why) {
        return CloudException.of(
                CloudException.Kind.FAILED,
                label(resource) + " could not be made: " + (why == null ? "the cloud gave no reason" : why));
    }

    private static String label(Resource resource) {
        String label = resource.kind().label();
        return Character.toUpperCase(label.charAt(0)) + label.substring(1) + " " + resource.name() + " on cloud '"
                + resource.cloud() + "'" + (resource.id() == null ? "" : " (" + resource.id() + ")");
    }

    /** Changes the resource if it is still where we saw it: a release may have begun while the cloud was asked. */
    private Resource update(Resource resource, ResourceState expected, UnaryOperator<Resource> change)
            throws CloudException {
        return context.ledger()
                .update(environmentId, resource.name(), r -> r.state() == expected ? change.apply(r) : r);
    }

    private Instant now() {
        return context.clock().instant();
    }
}
