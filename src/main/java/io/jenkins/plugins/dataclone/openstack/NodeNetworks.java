package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that the nodes of a cluster have: those of the subnet or network that the cluster or its template names,
 * else of the subnet that Heat made for it.
 */
final class NodeNetworks {
    private final String cloud;
    private final Magnum magnum;
    private final HeatStacks heat;
    private final NeutronNetworks networks;

    NodeNetworks(String cloud, Magnum magnum, HeatStacks heat, NeutronNetworks networks) {
        this.cloud = cloud;
        this.magnum = magnum;
        this.heat = heat;
        this.networks = networks;
    }

    List<String> cidrs(Cluster cluster) throws CloudException {
        List<String> cidrs =
                named(magnum.read("show cluster " + cluster.id(), api -> api.get("/clusters/" + cluster.id())));
        if (cidrs.isEmpty() && Ids.isId(cluster.templateId())) {
            cidrs = named(magnum.read(
                    "show cluster template " + cluster.templateId(),
                    api -> api.get("/clustertemplates/" + cluster.templateId())));
        }
        if (cidrs.isEmpty()) {
            cidrs = made(cluster.stackId());
        }
        if (cidrs.isEmpty()) {
            boolean building = cluster.remoteStatus() == RemoteStatus.PENDING;
            throw CloudException.of(
                    building ? Kind.CONFLICT : Kind.REFUSED,
                    "The network of cluster " + cluster.name() + " on cloud '" + cloud + "' "
                            + (building
                                    ? "does not exist yet."
                                    : "cannot be found out; name the addresses that may reach the clone."));
        }
        return cidrs;
    }

    private List<String> named(JsonNode clusterOrTemplate) throws CloudException {
        String subnet = Json.textOrEmpty(clusterOrTemplate, "fixed_subnet");
        if (!subnet.isEmpty()) {
            Optional<String> cidr = networks.findSubnetCidr(subnet);
            if (cidr.isPresent()) {
                return List.of(cidr.get());
            }
        }
        String network = Json.textOrEmpty(clusterOrTemplate, "fixed_network");
        return network.isEmpty() ? List.of() : networks.subnetCidrs(network);
    }

    private List<String> made(String stackId) throws CloudException {
        List<String> cidrs = new ArrayList<>();
        for (String subnet : heat.subnetIds(stackId)) {
            networks.findSubnetCidr(subnet).ifPresent(cidrs::add);
        }
        return cidrs;
    }
}
