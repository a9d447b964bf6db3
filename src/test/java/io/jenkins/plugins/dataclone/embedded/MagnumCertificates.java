package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** Magnum's certificates: the authority of a cluster and what it signs. They exist once the cluster has its stack. */
final class MagnumCertificates {
    private final CloudState cloud;
    private final MagnumClusters clusters;

    MagnumCertificates(CloudState cloud, MagnumClusters clusters) {
        this.cloud = cloud;
        this.clusters = clusters;
    }

    void routes(Router router) {
        router.on("GET", "/v1/certificates/{id}", call -> {
            Cluster cluster = certified(call, call.var("id"));
            Map<String, Object> body = head(call, cluster);
            body.put("pem", cloud.bays.authorityOf(cluster).certificatePem());
            return Answer.ok(body);
        });
        router.on("POST", "/v1/certificates", this::sign);
    }

    private Cluster certified(Call call, String id) {
        Cluster cluster = clusters.find(call, id);
        if (cluster.stackId == null) {
            throw new ApiError(404, "A key pair None could not be found.");
        }
        return cluster;
    }

    private Answer sign(Call call) throws IOException {
        JsonNode asked = call.json();
        String id = asked.has("cluster_uuid") ? Json.string(asked, "cluster_uuid") : Json.string(asked, "bay_uuid");
        Cluster cluster = certified(call, String.valueOf(id));
        String csr = asked.path("csr").asText();
        Map<String, Object> body = head(call, cluster);
        body.put("csr", csr);
        try {
            body.put("pem", cloud.bays.authorityOf(cluster).signRequest(csr));
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, "Received invalid csr b'" + csr + "'.");
        }
        return Answer.json(201, body);
    }

    private static Map<String, Object> head(Call call, Cluster cluster) {
        return Json.map(
                "bay_uuid", cluster.id,
                "cluster_uuid", cluster.id,
                "links", Magnum.links(call, "certificates", cluster.id));
    }
}
