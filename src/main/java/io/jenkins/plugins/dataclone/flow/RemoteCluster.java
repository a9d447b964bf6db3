package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.StackProgress;
import java.util.Optional;
import java.util.TreeMap;

/** A Magnum cluster. */
final class RemoteCluster implements Remote {
    private static final int BAD_REQUEST = 400;

    private final FlowContext context;

    RemoteCluster(FlowContext context) {
        this.context = context;
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
            RemoteStatus status = cluster.remoteStatus();
            return status == RemoteStatus.FAILED || status == RemoteStatus.DELETE_FAILED
                    ? Look.failed(status, cluster.status(), reason(resource, cluster))
                    : Look.at(status, cluster.status());
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Look.missing();
            }
            if (e.status() == BAD_REQUEST && resource.state() == ResourceState.DELETING) {
                // Magnum's last word on a cluster that is on its way out: it has lost its masters, and a moment later
                // it is gone
                return Look.at(RemoteStatus.DELETING, "delete_in_progress");
            }
            throw e;
        }
    }

    /** The most telling of: Heat's own words for the failed resource, the faults by node group, the status reason. */
    private String reason(Resource resource, Cluster cluster) throws CloudException {
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
        clusters(resource).delete(resource.id());
    }

    private Clusters clusters(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).clusters();
    }
}
