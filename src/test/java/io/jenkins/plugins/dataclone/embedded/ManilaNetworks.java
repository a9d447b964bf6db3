package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Manila share networks. */
final class ManilaNetworks {
    private final CloudState cloud;

    ManilaNetworks(CloudState cloud) {
        this.cloud = cloud;
    }

    void routes(Router router) {
        router.on("GET", "/v2/{project}/share-networks", call -> list(call, false));
        router.on("GET", "/v2/{project}/share-networks/detail", call -> list(call, true));
        router.on("POST", "/v2/{project}/share-networks", this::create);
        router.on(
                "GET",
                "/v2/{project}/share-networks/{id}",
                call -> Answer.ok(Json.map("share_network", view(network(call)))));
        router.on("DELETE", "/v2/{project}/share-networks/{id}", this::delete);
    }

    private ShareNetwork network(Call call) {
        ShareNetwork network = cloud.store.shareNetworks.get(call.var("id"), call.projectId());
        if (network == null) {
            throw new ApiError(404, "Share network " + call.var("id") + " could not be found.");
        }
        return network;
    }

    private Answer list(Call call, boolean detail) {
        List<ShareNetwork> page =
                Page.window(call, cloud.store.shareNetworks.list(call.projectId(), cloud.now()), cloud.maxPage);
        return Answer.ok(Json.map(
                "share_networks",
                Page.views(page, row -> detail ? view(row) : Json.map("id", row.id, "name", row.name))));
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json().path("share_network");
        ShareNetwork network = new ShareNetwork(call.projectId(), call.token.userId(), cloud.now());
        network.name = Json.string(asked, "name");
        network.description = Json.string(asked, "description");
        network.neutronNetworkId = Json.string(asked, "neutron_net_id");
        network.neutronSubnetId = Json.string(asked, "neutron_subnet_id");
        return Answer.ok(Json.map("share_network", view(cloud.store.shareNetworks.add(network))));
    }

    private Answer delete(Call call) {
        ShareNetwork network = network(call);
        long used = cloud.store.shares.all().stream()
                .filter(s -> network.id.equals(s.shareNetworkId))
                .count();
        if (used > 0) {
            throw new ApiError(409, "Can not delete share network " + network.id + ", it has " + used + " share(s).");
        }
        cloud.store.shareNetworks.remove(network);
        return Answer.accepted();
    }

    private static Map<String, Object> view(ShareNetwork network) {
        Map<String, Object> subnet = Json.map(
                "id", network.subnetEntryId,
                "availability_zone", null,
                "created_at", Times.micros(network.createdAt),
                "updated_at", null,
                "segmentation_id", null,
                "neutron_net_id", network.neutronNetworkId,
                "neutron_subnet_id", network.neutronSubnetId,
                "ip_version", null,
                "cidr", null,
                "network_type", null,
                "mtu", null,
                "gateway", null);
        return Json.map(
                "id", network.id,
                "name", network.name,
                "project_id", network.projectId,
                "created_at", Times.micros(network.createdAt),
                "updated_at", null,
                "description", network.description,
                "share_network_subnets", List.of(subnet),
                "status", network.status,
                "security_service_update_support", true);
    }
}
