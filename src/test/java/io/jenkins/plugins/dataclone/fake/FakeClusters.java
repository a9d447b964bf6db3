package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Magnum of a {@link FakeCloud}. */
final class FakeClusters implements Clusters {
    /** What the id of a cluster's stack starts with; the cluster's id follows. */
    static final String STACK_OF = "stack-of-";

    boolean resizeIsDropped;
    String resizeFailure;
    private final FakeCloud cloud;
    private final Map<String, ClusterTemplate> templates = new TreeMap<>();

    FakeClusters(FakeCloud cloud) {
        this.cloud = cloud;
    }

    void addTemplate(String name, String coe) {
        templates.put(name, new ClusterTemplate("template-" + name, name, coe, false));
    }

    @Override
    public List<String> templates() throws CloudException {
        return cloud.call("clusterTemplates", "all", () -> List.copyOf(templates.keySet()));
    }

    @Override
    public ClusterTemplate template(String nameOrId) throws CloudException {
        return cloud.call("clusterTemplate", nameOrId, () -> {
            if (!templates.containsKey(nameOrId)) {
                throw CloudException.answered(
                        CloudException.Kind.NOT_FOUND,
                        "Cloud '" + cloud.name() + "' has no cluster template '" + nameOrId + "'; it has "
                                + templates.keySet(),
                        404,
                        "req-404",
                        null);
            }
            return templates.get(nameOrId);
        });
    }

    @Override
    public String create(NewCluster request) throws CloudException {
        return cloud.change("createCluster", request.name(), () -> cloud.create(
                        "createCluster",
                        request.name(),
                        request.templateId(),
                        FakeObject.Words.CLUSTER,
                        request.tag() == null ? Map.of() : request.tag().asMap(),
                        request.nodeCount(),
                        "cluster")
                .id);
    }

    @Override
    public Cluster show(String id) throws CloudException {
        return cloud.call("showCluster", id, () -> cluster(cloud.existing("Cluster", id)));
    }

    @Override
    public List<Cluster> list(String namePrefix) throws CloudException {
        return cloud.call("listClusters", namePrefix, () -> clusters(namePrefix));
    }

    private List<Cluster> clusters(String prefix) {
        return cloud.listed(FakeObject.Words.CLUSTER, prefix).stream()
                .filter(object -> object.detail.equals("cluster"))
                .map(this::cluster)
                .toList();
    }

    @Override
    public void delete(String id) throws CloudException {
        cloud.change("deleteCluster", id, () -> {
            FakeObject cluster = cloud.peek(id);
            cloud.violated(cluster, "deleteCluster");
            if (cluster != null && cluster.exists(cloud.now())) {
                cluster.delete(cloud.now());
            }
            return null;
        });
    }

    @Override
    public void requireTrust() {
        // everybody may
    }

    @Override
    public void resize(String id, int nodeCount) throws CloudException {
        cloud.change("resizeCluster", id + " to " + nodeCount, () -> {
            FakeObject cluster = cloud.existing("Cluster", id);
            cloud.violated(cluster, "resizeCluster");
            if (!resizeIsDropped) {
                cluster.resize(nodeCount, cloud.now(), resizeFailure);
            }
            resizeIsDropped = false;
            resizeFailure = null;
            return null;
        });
    }

    @Override
    public ClientCertificate signCertificate(String clusterId) throws CloudException {
        return cloud.call("signClusterCertificate", clusterId, () -> {
            cloud.existing("Cluster", clusterId);
            return new ClientCertificate("ca", "certificate", "key of " + clusterId);
        });
    }

    @Override
    public List<String> nodeCidrs(Cluster cluster) throws CloudException {
        return cloud.call("clusterNodeCidrs", cluster.name(), () -> List.of("10.1.0.0/24"));
    }

    private Cluster cluster(FakeObject o) {
        boolean ready = o.isReady(cloud.now());
        return new Cluster(
                o.id,
                o.name,
                o.status(cloud.now()),
                o.errorReason,
                Map.of(),
                o.parent,
                STACK_OF + o.id,
                ready ? "tcp://" + o.id + ":2376" : null,
                o.size(cloud.now()),
                OwnershipTag.from(o.metadata));
    }
}
