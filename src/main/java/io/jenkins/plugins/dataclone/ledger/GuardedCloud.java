package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Networks;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.List;
import java.util.Optional;

/**
 * A cloud through which production cannot be changed: every call that changes or deletes something is refused, before
 * anything is sent, unless the ledger has recorded the object as one of ours. What remains possible on a foreign share is to
 * read it and to take a snapshot of it.
 */
public final class GuardedCloud implements Cloud {
    private final Cloud cloud;
    private final Ledger ledger;

    public GuardedCloud(Cloud cloud, Ledger ledger) {
        this.cloud = cloud;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return cloud.name();
    }

    @Override
    public Shares shares() {
        return new GuardedShares(cloud.shares());
    }

    @Override
    public Clusters clusters() {
        return new GuardedClusters(cloud.clusters());
    }

    @Override
    public Networks networks() {
        return cloud.networks();
    }

    private void own(ResourceKind kind, String id, String what) throws CloudException {
        if (!ledger.owns(kind, cloud.name(), id)) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Refused to " + what + " " + kind.label() + " " + id + " on cloud '" + cloud.name()
                            + "': it is not recorded as made by this controller, and nothing else is ever changed");
        }
    }

    private final class GuardedShares implements Shares {
        private final Shares shares;

        GuardedShares(Shares shares) {
            this.shares = shares;
        }

        @Override
        public Share showShare(String id) throws CloudException {
            return shares.showShare(id);
        }

        @Override
        public List<Share> listShares(String namePrefix) throws CloudException {
            return shares.listShares(namePrefix);
        }

        @Override
        public Share createShare(NewShare request) throws CloudException {
            return shares.createShare(request);
        }

        @Override
        public void deleteShare(String id) throws CloudException {
            own(ResourceKind.SHARE, id, "delete");
            shares.deleteShare(id);
        }

        @Override
        public List<ExportLocation> exportLocations(String shareId) throws CloudException {
            return shares.exportLocations(shareId);
        }

        @Override
        public Snapshot showSnapshot(String id) throws CloudException {
            return shares.showSnapshot(id);
        }

        @Override
        public List<Snapshot> listSnapshots(String namePrefix) throws CloudException {
            return shares.listSnapshots(namePrefix);
        }

        @Override
        public Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException {
            return shares.createSnapshot(shareId, name, tag);
        }

        @Override
        public void deleteSnapshot(String id) throws CloudException {
            own(ResourceKind.SHARE_SNAPSHOT, id, "delete");
            shares.deleteSnapshot(id);
        }

        @Override
        public List<AccessRule> listAccess(String shareId) throws CloudException {
            return shares.listAccess(shareId);
        }

        @Override
        public AccessRule allowAccess(String shareId, String accessTo, String accessLevel) throws CloudException {
            own(ResourceKind.SHARE, shareId, "open");
            return shares.allowAccess(shareId, accessTo, accessLevel);
        }

        @Override
        public void denyAccess(String shareId, String ruleId) throws CloudException {
            own(ResourceKind.SHARE, shareId, "change the access rules of");
            shares.denyAccess(shareId, ruleId);
        }

        @Override
        public Optional<String> failureReason(String resourceId) throws CloudException {
            return shares.failureReason(resourceId);
        }
    }

    private final class GuardedClusters implements Clusters {
        private final Clusters clusters;

        GuardedClusters(Clusters clusters) {
            this.clusters = clusters;
        }

        @Override
        public ClusterTemplate template(String nameOrId) throws CloudException {
            return clusters.template(nameOrId);
        }

        @Override
        public String create(NewCluster request) throws CloudException {
            return clusters.create(request);
        }

        @Override
        public Cluster show(String id) throws CloudException {
            return clusters.show(id);
        }

        @Override
        public List<Cluster> list(String namePrefix) throws CloudException {
            return clusters.list(namePrefix);
        }

        @Override
        public void delete(String id) throws CloudException {
            own(ResourceKind.CLUSTER, id, "delete");
            clusters.delete(id);
        }

        @Override
        public Optional<Progress> progress(Cluster cluster) throws CloudException {
            return clusters.progress(cluster);
        }

        @Override
        public ClientCertificate signCertificate(String clusterId) throws CloudException {
            own(ResourceKind.CLUSTER, clusterId, "sign in to");
            return clusters.signCertificate(clusterId);
        }

        @Override
        public List<String> nodeCidrs(Cluster cluster) throws CloudException {
            return clusters.nodeCidrs(cluster);
        }
    }
}
