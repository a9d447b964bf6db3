package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Clusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Magnum. Source: Container Infrastructure Management API v1; deviations of the Zed release are noted. */
final class MagnumClusters implements Clusters {
    private static final int BAD_REQUEST = 400;
    private static final Pattern NO_DRIVER =
            Pattern.compile("Cluster type .* not supported|COE type .* is not supported", Pattern.CASE_INSENSITIVE);

    private final Session session;
    private final Magnum magnum;
    private final NodeNetworks nodeNetworks;
    private volatile ClientKey.Kind keys = ClientKey.Kind.EC;

    MagnumClusters(Session session, HeatStacks heat, NeutronNetworks networks) {
        this.session = session;
        this.magnum = new Magnum(session);
        this.nodeNetworks = new NodeNetworks(session.cloud(), magnum, heat, networks);
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
    public List<String> templates() throws CloudException {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode template : magnum.all("/clustertemplates", "clustertemplates")) {
            names.add(Json.textOrEmpty(template, "name"));
        }
        return List.copyOf(names);
    }

    @Override
    public void requireTrust() throws CloudException {
        Trust.require(session, ServiceName.MAGNUM, "bays");
    }

    @Override
    public String create(NewCluster request) throws CloudException {
        requireTrust();
        Map<String, Object> body = body(request);
        boolean wanted = !request.options().labels().isEmpty();
        if (wanted || request.tag() != null) {
            body.put("labels", labels(request));
        }
        // the tag is no reason to do without a bay: an old Magnum's clusters are known by their names alone
        return create("create cluster " + request.name(), body, request.tag() != null && !wanted);
    }

    private String create(String action, Map<String, Object> body, boolean withoutLabelsTo) throws CloudException {
        try {
            return Json.textOrEmpty(magnum.attempt(api -> api.post("/clusters", body)), "uuid");
        } catch (HttpFailure failure) {
            if (withoutLabelsTo && unsupported(failure) == Unsupported.ATTRIBUTE) {
                body.remove("labels");
                return create(action, body, false);
            }
            throw notCreated(action, failure);
        } catch (RuntimeException failure) {
            throw session.errors().of(ServiceName.MAGNUM, action, failure);
        }
    }

    /** What this Magnum is too old or too new for is said as such. */
    private CloudException notCreated(String action, HttpFailure failure) {
        CloudException error = session.errors().of(ServiceName.MAGNUM, action, failure);
        String advice =
                switch (unsupported(failure)) {
                    case DRIVER ->
                        " The cloud has no driver (any more) for what the cluster template says; an administrator has to"
                                + " name another cluster template in the bay template.";
                    case ATTRIBUTE ->
                        " This Magnum does not know that setting for single clusters; it can be made in the cluster"
                                + " template instead of the bay template.";
                    case NOTHING -> "";
                };
        return advice.isEmpty()
                ? error
                : CloudException.answered(
                        Kind.REFUSED, error.getMessage() + advice, failure.status(), failure.requestId(), null);
    }

    private enum Unsupported {
        DRIVER,
        ATTRIBUTE,
        NOTHING
    }

    private static Unsupported unsupported(HttpFailure failure) {
        if (failure.status() != BAD_REQUEST) {
            return Unsupported.NOTHING;
        }
        if (NO_DRIVER.matcher(failure.body()).find()) {
            return Unsupported.DRIVER;
        }
        return failure.body().contains("Unknown attribute") ? Unsupported.ATTRIBUTE : Unsupported.NOTHING;
    }

    /** What is not given is left out, so that older releases are not asked for what they do not know. */
    private Map<String, Object> body(NewCluster request) throws CloudException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", request.name());
        body.put("cluster_template_id", Ids.require(session.cloud(), "cluster template", request.templateId()));
        body.put("node_count", request.nodeCount());
        body.put("master_count", request.masterCount());
        body.put("create_timeout", request.options().createTimeoutMinutes());
        if (request.options().keypair() != null) {
            body.put("keypair", request.options().keypair());
        }
        if (request.options().flavor() != null) {
            body.put("flavor_id", request.options().flavor());
        }
        if (request.options().masterFlavor() != null) {
            body.put("master_flavor_id", request.options().masterFlavor());
        }
        if (request.options().dockerVolumeSizeGiB() > 0) {
            body.put("docker_volume_size", request.options().dockerVolumeSizeGiB());
        }
        if (request.options().floatingIps() != null) {
            body.put("floating_ip_enabled", request.options().floatingIps());
        }
        return body;
    }

    /** A cluster's labels replace the template's as a whole, so the template's are sent along. */
    private Map<String, String> labels(NewCluster request) throws CloudException {
        JsonNode template = magnum.read(
                "show cluster template " + request.templateId(),
                api -> api.get("/clustertemplates/" + request.templateId()));
        Map<String, String> labels = new TreeMap<>(Json.map(template, "labels"));
        labels.putAll(request.options().labels());
        if (request.tag() != null) {
            labels.putAll(request.tag().asMap());
        }
        return labels;
    }

    @Override
    public Cluster show(String id) throws CloudException {
        String path = "/clusters/" + clusterId(id);
        try {
            return cluster(magnum.attempt(api -> api.get(path)));
        } catch (HttpFailure failure) {
            CloudException error = session.errors().of(ServiceName.MAGNUM, "show cluster " + id, failure);
            if (failure.status() == BAD_REQUEST) {
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
    public void resize(String id, int nodeCount) throws CloudException {
        String path = "/clusters/" + clusterId(id);
        magnum.write(
                "resize cluster " + id + " to " + nodeCount + (nodeCount == 1 ? " node" : " nodes"),
                api -> api.resize(path, nodeCount));
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
    public ClientCertificate signCertificate(String clusterId) throws CloudException {
        String path = "/certificates/" + clusterId(clusterId);
        JsonNode ca;
        try {
            ca = magnum.read("show the CA of cluster " + clusterId, api -> api.get(path));
        } catch (CloudException e) {
            throw e.isNotFound() && e.getMessage().contains("key pair") ? notYet(e) : e;
        }
        ClientKey key = ClientKey.generate(keys);
        JsonNode signed;
        try {
            signed = sign(clusterId, key);
        } catch (CloudException e) {
            if (e.status() != BAD_REQUEST || keys == ClientKey.Kind.RSA) {
                throw e;
            }
            // older signers know RSA only; the next certificates of this cloud are asked for so at once
            key = ClientKey.generate(ClientKey.Kind.RSA);
            signed = sign(clusterId, key);
            keys = ClientKey.Kind.RSA;
        }
        return new ClientCertificate(pem(clusterId, ca), pem(clusterId, signed), key.privatePem());
    }

    private JsonNode sign(String clusterId, ClientKey key) throws CloudException {
        return magnum.write(
                "sign a certificate for cluster " + clusterId,
                api -> api.post("/certificates", Map.of("cluster_uuid", clusterId, "csr", key.requestPem())));
    }

    /** The cluster is there, its certificates are still to be made. */
    private static CloudException notYet(CloudException error) {
        return CloudException.answered(
                Kind.CONFLICT,
                error.getMessage(),
                error.status(),
                error.requestId().orElse(null),
                error.retryAfter().orElse(null));
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
                node.path("tls_disabled").asBoolean());
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
                node.path("node_count").asInt(),
                OwnershipTag.from(Json.map(node, "labels")));
    }
}
