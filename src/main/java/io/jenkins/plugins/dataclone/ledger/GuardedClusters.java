package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import java.util.List;

/** Magnum behind the guard. */
final class GuardedClusters implements Clusters {
    private final Clusters clusters;
    private final Ownership ours;

    GuardedClusters(Clusters clusters, Ownership ours) {
        this.clusters = clusters;
        this.ours = ours;
    }

    @Override
    public ClusterTemplate template(String nameOrId) throws CloudException {
        return clusters.template(nameOrId);
    }

    @Override
    public List<String> templates() throws CloudException {
        return clusters.templates();
    }

    @Override
    public void requireTrust() throws CloudException {
        clusters.requireTrust();
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
        ours.require(ResourceKind.CLUSTER, id, "delete");
        clusters.delete(id);
    }

    @Override
    public void resize(String id, int nodeCount) throws CloudException {
        ours.require(ResourceKind.CLUSTER, id, "resize");
        clusters.resize(id, nodeCount);
    }

    @Override
    public ClientCertificate signCertificate(String clusterId) throws CloudException {
        ours.require(ResourceKind.CLUSTER, clusterId, "sign in to");
        return clusters.signCertificate(clusterId);
    }

    @Override
    public List<String> nodeCidrs(Cluster cluster) throws CloudException {
        return clusters.nodeCidrs(cluster);
    }
}
