package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;

/**
 * What a Heat stack will take of the project's quotas, counted in what Heat would make. What resources refer to in one another is
 * empty there, because it does not exist yet. Source: Orchestration API v1, "Preview stack"; Heat resource types.
 */
final class StackForecast {
    private final FlavorSizes flavors;

    StackForecast(FlavorSizes flavors) {
        this.flavors = flavors;
    }

    /** @param resources as Heat's preview lists them: a resource that stands for a stack of its own is a list */
    Demand of(JsonNode resources) {
        Demand sum = Demand.NONE;
        for (JsonNode resource : resources) {
            sum = sum.plus(resource.isArray() ? of(resource) : ofOne(resource));
        }
        return sum;
    }

    private Demand ofOne(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        return switch (Json.textOrEmpty(resource, "resource_type")) {
            case "OS::Nova::Server" -> ofServer(properties);
            case "OS::Cinder::Volume" ->
                disk(
                        Json.text(properties, "volume_type"),
                        properties.path("size").asLong());
            case "OS::Manila::Share" -> ofShare(properties);
            case "OS::Neutron::Port", "OS::Neutron::RouterInterface" -> Demand.of(QuotaKind.PORTS, 1);
            case "OS::Neutron::FloatingIP", "OS::Nova::FloatingIP" -> Demand.of(QuotaKind.FLOATING_IPS, 1);
            case "OS::Magnum::Cluster" -> Demand.of(QuotaKind.CLUSTERS, 1);
            default -> Demand.NONE;
        };
    }

    private Demand ofServer(JsonNode properties) {
        Demand server = Demand.of(QuotaKind.INSTANCES, 1)
                .plus(Demand.of(QuotaKind.PORTS, portsOf(properties.path("networks"))))
                .plus(flavors.of(Json.text(properties, "flavor"), 1));
        for (JsonNode device : properties.path("block_device_mapping_v2")) {
            if (device.path("volume_size").asLong() > 0 && !device.hasNonNull("volume_id")) {
                server = server.plus(disk(null, device.path("volume_size").asLong()));
            }
        }
        return server;
    }

    /** Nova makes a port for each network that none is named for, and one if no network is named. */
    private static long portsOf(JsonNode networks) {
        if (networks.isEmpty()) {
            return 1;
        }
        long ports = 0;
        for (JsonNode network : networks) {
            ports += network.hasNonNull("port") ? 0 : 1;
        }
        return ports;
    }

    private static Demand disk(String type, long size) {
        return Demand.of(QuotaKind.VOLUMES, type, 1).plus(Demand.of(QuotaKind.VOLUME_GIGABYTES, type, size));
    }

    private static Demand ofShare(JsonNode properties) {
        String type = Json.text(properties, "share_type");
        return Demand.of(QuotaKind.SHARES, type, 1)
                .plus(Demand.of(
                        QuotaKind.SHARE_GIGABYTES, type, properties.path("size").asLong()));
    }
}
