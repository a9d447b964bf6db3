package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Stacks.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Magnum cluster with its Heat stack. It is gone when both are: Magnum has been seen to forget a cluster whose stack stayed,
 * with servers, volumes and floating IPs that nobody would have found.
 */
final class RemoteCluster implements Remote {
    /**
     * How long Magnum is given to begin a deletion. It shows the old status for some seconds, and when it is asked again, Heat
     * cancels the deletion that it has begun and starts over.
     */
    static final Duration BEGINNING = Duration.ofSeconds(30);

    /** When its deletion was asked for last, ISO 8601. */
    static final String ASKED = "deleteAskedAt";

    private static final int BAD_REQUEST = 400;

    private final FlowContext context;
    private final String environmentId;
    private final BayClearing clearing;

    RemoteCluster(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
        this.clearing = new BayClearing(context, environmentId);
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        return clusters(resource).list(resource.name()).stream()
                .filter(listed -> listed.name().equals(resource.name()))
                .map(Cluster::id)
                .findFirst();
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Cluster> listed = context.board(resource.cloud()).cluster(resource.id());
        if (listed.isPresent() && listed.get().remoteStatus() == RemoteStatus.PENDING) {
            return Look.at(RemoteStatus.PENDING, listed.get().status());
        }
        // Magnum's list leaves out faults and the API address
        return lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        try {
            Cluster cluster = clusters(resource).show(resource.id());
            noteStack(resource, cluster);
            RemoteStatus status = cluster.remoteStatus();
            return status == RemoteStatus.FAILED || status == RemoteStatus.DELETE_FAILED
                    ? Look.failed(status, cluster.status(), reason(resource, cluster))
                    : Look.at(status, cluster.status());
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return resource.state() == ResourceState.DELETING ? lookAtStack(resource) : Look.missing();
            }
            if (e.status() == BAD_REQUEST && resource.state() == ResourceState.DELETING) {
                // Magnum's last word on a cluster that is on its way out: it has lost its masters, and a moment later
                // it is gone
                return Look.at(RemoteStatus.DELETING, "delete_in_progress");
            }
            throw e;
        }
    }

    /** The cluster is gone; is its stack? */
    private Look lookAtStack(Resource resource) throws CloudException {
        Optional<String> id = resource.attribute(Ledger.STACK);
        if (id.isEmpty()) {
            return Look.missing();
        }
        Stacks stacks = context.cloud(resource.cloud()).stacks();
        return Look.unlessMissing(() -> {
            Stack left = stacks.show(id.get());
            String reason = stacks.progress(left.id())
                    .map(StackProgress::failure)
                    .orElse("its Heat stack " + left.name() + " is left behind, " + left.status());
            return Look.failed(left.remoteStatus(), left.status(), reason);
        });
    }

    /** The most telling of: Heat's own words for the failed resource, the faults by node group, the status reason. */
    String reason(Resource resource, Cluster cluster) throws CloudException {
        Optional<String> failedResource = context.cloud(resource.cloud())
                .stacks()
                .progress(cluster.stackId())
                .map(StackProgress::failure);
        if (failedResource.isPresent()) {
            return failedResource.get();
        }
        if (!cluster.faults().isEmpty()) {
            StringBuilder faults = new StringBuilder();
            new TreeMap<>(cluster.faults()).forEach((group, fault) -> faults.append(faults.isEmpty() ? "" : "; ")
                    .append(group)
                    .append(": ")
                    .append(fault));
            return faults.toString();
        }
        return cluster.statusReason();
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        boolean again = resource.state() == ResourceState.DELETING;
        if (again && isBeginning(resource)) {
            return;
        }
        if (!again) {
            rememberStack(resource);
            clearing.clear(resource);
        }
        Instant now = context.clock().instant();
        context.ledger().update(environmentId, resource.name(), r -> r.withAttribute(ASKED, now.toString()));
        clusters(resource).delete(resource.id());
        if (again) {
            deleteLeftStack(resource);
        }
    }

    /**
     * Whether it was asked to go a moment ago, so that what is seen of it proves nothing. An hour that is still to come was noted by
     * a process whose clock was ahead: nobody waits for it, asking once too often is harmless.
     */
    private boolean isBeginning(Resource resource) {
        Instant now = context.clock().instant();
        return resource.attribute(ASKED)
                .map(Instant::parse)
                .filter(asked -> !asked.isAfter(now) && now.isBefore(asked.plus(BEGINNING)))
                .isPresent();
    }

    /** Before the cluster goes: afterwards nobody could tell which stack was its own. */
    private void rememberStack(Resource resource) throws CloudException {
        if (resource.attribute(Ledger.STACK).isEmpty()) {
            try {
                noteStack(resource, clusters(resource).show(resource.id()));
            } catch (CloudException e) {
                if (!e.isNotFound()) {
                    throw e;
                }
            }
        }
    }

    /** Writes down which stack is the cluster's, as soon as Magnum tells. */
    void noteStack(Resource resource, Cluster cluster) throws CloudException {
        String stack = cluster.stackId();
        if (stack != null && resource.attribute(Ledger.STACK).isEmpty()) {
            context.ledger().update(environmentId, resource.name(), r -> r.withAttribute(Ledger.STACK, stack));
        }
    }

    private void deleteLeftStack(Resource resource) throws CloudException {
        Optional<String> stack = resource.attribute(Ledger.STACK);
        if (stack.isPresent() && isForgotten(resource)) {
            context.cloud(resource.cloud()).stacks().delete(stack.get());
        }
    }

    private boolean isForgotten(Resource resource) throws CloudException {
        try {
            clusters(resource).show(resource.id());
            return false;
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return true;
            }
            throw e;
        }
    }

    private Clusters clusters(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).clusters();
    }
}
