package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Clusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Magnum. Source: Container Infrastructure Management API v1; deviations of the Zed release are noted. */
final class MagnumClusters implements Clusters {
    private final Session session;
    private final Magnum magnum;
    private final HeatStacks heat;
    private final NodeNetworks nodeNetworks;

    MagnumClusters(Session session) {
        this.session = session;
        this.magnum = new Magnum(session);
        this.heat = new HeatStacks(session);
        this.nodeNetworks = new NodeNetworks(session.cloud(), magnum, heat, new NeutronNetworks(session));
    }

    @Override
    public ClusterTemplate template(String nameOrId) throws CloudException {
        TreeSet<String> names = new TreeSet<>();
        JsonNode found = null;
        for (JsonNode template : magnum.all("/clustertemplates", "clustertemplates")) {
            String name = Json.textOrEmpty(template, "name");
            names.add(name);
            if (nameOrId.equals(Json.text(template, "uuid"))) {
                return clusterTemplate(template);
            }
            if (name.equals(nameOrId)) {
                if (found != null) {
                    throw CloudException.of(
                            Kind.REFUSED,
                            "Magnum on cloud '" + session.cloud() + "' has several cluster templates of the name '"
                                    + nameOrId + "'; give the id.");
                }
                found = template;
            }
        }
        if (found == null) {
            throw CloudException.of(
                    Kind.NOT_FOUND,
                    "Magnum on cloud '" + session.cloud() + "' has no cluster template '" + nameOrId + "'; it has "
                            + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
        }
        return clusterTemplate(found);
    }

    @Override
    public String create(NewCluster request) throws CloudException {
        if (session.credential() instanceof Credential.ApplicationCredential) {
            // Magnum would accept it, fail to make a trust and leave a cluster in CREATE_FAILED
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    "Cluster " + request.name() + " was not asked for: bays need a password credential, and cloud '"
                            + session.cloud() + "' has only an application credential for them, with which Keystone"
                            + " refuses the trust that Magnum needs; give the cloud a second credential for bays.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", request.name());
        body.put("cluster_template_id", Ids.require(session.cloud(), "cluster template", request.templateId()));
        body.put("node_count", request.nodeCount());
        body.put("master_count", request.masterCount());
        body.put("create_timeout", request.createTimeoutMinutes());
        if (request.keypair() != null) {
            body.put("keypair", request.keypair());
        }
        if (request.flavor() != null) {
            body.put("flavor_id", request.flavor());
        }
        if (!request.labels().isEmpty()) {
            body.put("labels", labels(request));
        }
        JsonNode answer = magnum.write("create cluster " + request.name(), api -> api.post("/clusters", body));
        return Json.textOrEmpty(answer, "uuid");
    }

    /** A cluster's labels replace the template's as a whole, so the template's are sent along. */
    private Map<String, String> labels(NewCluster request) throws CloudException {
        JsonNode template = magnum.read(
                "show cluster template " + request.templateId(),
                api -> api.get("/clustertemplates/" + request.templateId()));
        Map<String, String> labels = new TreeMap<>(Json.map(template, "labels"));
        labels.putAll(request.labels());
        return labels;
    }

    @Override
    public Cluster show(String id) throws CloudException {
        String path = "/clusters/" + clusterId(id);
        try {
            return cluster(magnum.attempt(api -> api.get(path)));
        } catch (HttpFailure failure) {
            CloudException error = session.errors().of(ServiceName.MAGNUM, "show cluster " + id, failure);
            if (failure.status() == 400) {
                // seen once just before the 404 of a deleted cluster: the next look will tell
                throw CloudException.answered(
                        Kind.UNAVAILABLE, error.getMessage(), failure.status(), failure.requestId(), null);
            }
            throw error;
        } catch (RuntimeException failure) {
            throw session.errors().of(ServiceName.MAGNUM, "show cluster " + id, failure);
        }
    }

    @Override
    public List<Cluster> list(String namePrefix) throws CloudException {
        return magnum.all("/clusters/detail", "clusters").stream()
                .map(MagnumClusters::cluster)
                .filter(cluster -> cluster.name().startsWith(namePrefix))
                .toList();
    }

    @Override
    public void delete(String id) throws CloudException {
        String path = "/clusters/" + clusterId(id);
        try {
            magnum.write("delete cluster " + id, api -> {
                api.delete(path);
                return null;
            });
        } catch (CloudException e) {
            boolean gone = e.isNotFound() || (e.kind() == Kind.CONFLICT && isDeleting(id));
            if (!gone) {
                throw e;
            }
        }
    }

    private boolean isDeleting(String id) throws CloudException {
        try {
            return show(id).remoteStatus() == RemoteStatus.DELETING;
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public Optional<Progress> progress(Cluster cluster) throws CloudException {
        return heat.progress(cluster.stackId());
    }

    @Override
    public ClientCertificate signCertificate(String clusterId) throws CloudException {
        String path = "/certificates/" + clusterId(clusterId);
        String ca = pem(clusterId, magnum.read("show the CA of cluster " + clusterId, api -> api.get(path)));
        ClientKey key = ClientKey.generate();
        JsonNode signed = magnum.write(
                "sign a certificate for cluster " + clusterId,
                api -> api.post("/certificates", Map.of("cluster_uuid", clusterId, "csr", key.requestPem())));
        return new ClientCertificate(ca, pem(clusterId, signed), key.privatePem());
    }

    @Override
    public List<String> nodeCidrs(Cluster cluster) throws CloudException {
        clusterId(cluster.id());
        return nodeNetworks.cidrs(cluster);
    }

    private String pem(String clusterId, JsonNode answer) throws CloudException {
        String pem = Json.textOrEmpty(answer, "pem");
        if (pem.isBlank()) {
            throw CloudException.of(
                    Kind.UNAVAILABLE,
                    "Magnum on cloud '" + session.cloud() + "' gave no certificate of cluster " + clusterId + ".");
        }
        return pem.endsWith("\n") ? pem : pem + "\n";
    }

    private String clusterId(String id) throws CloudException {
        return Ids.require(session.cloud(), "cluster", id);
    }

    private static ClusterTemplate clusterTemplate(JsonNode node) {
        return new ClusterTemplate(
                Json.textOrEmpty(node, "uuid"),
                Json.textOrEmpty(node, "name"),
                Json.textOrEmpty(node, "coe"),
                Json.text(node, "fixed_network"),
                node.path("tls_disabled").asBoolean(),
                Json.map(node, "labels"));
    }

    private static Cluster cluster(JsonNode node) {
        return new Cluster(
                Json.textOrEmpty(node, "uuid"),
                Json.textOrEmpty(node, "name"),
                Json.textOrEmpty(node, "status"),
                Json.text(node, "status_reason"),
                Json.map(node, "faults"),
                Json.textOrEmpty(node, "cluster_template_id"),
                Json.text(node, "stack_id"),
                Json.text(node, "api_address"),
                node.path("node_count").asInt());
    }
}
