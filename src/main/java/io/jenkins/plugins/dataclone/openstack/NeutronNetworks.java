package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstack4j.model.network.IP;
import org.openstack4j.model.network.Network;
import org.openstack4j.model.network.Port;
import org.openstack4j.model.network.Subnet;
import org.openstack4j.model.network.options.PortListOptions;

/** Neutron through openstack4j's stock services. Source: Networking API v2.0, "Networks" and "Subnets". */
final class NeutronNetworks implements Networks {
    private static final ServiceName NEUTRON = ServiceName.NEUTRON;

    private final Session session;

    NeutronNetworks(Session session) {
        this.session = session;
    }

    @Override
    public List<String> subnetCidrs(String networkNameOrId) throws CloudException {
        List<String> cidrs = new ArrayList<>();
        for (String subnet : network(networkNameOrId).getSubnets()) {
            subnet(subnet).map(Subnet::getCidr).ifPresent(cidrs::add);
        }
        return cidrs;
    }

    @Override
    public String subnetCidr(String subnetNameOrId) throws CloudException {
        return findSubnetCidr(subnetNameOrId)
                .orElseThrow(() -> CloudException.of(
                        Kind.NOT_FOUND,
                        "Neutron on cloud '" + session.cloud() + "' has no subnet '" + subnetNameOrId
                                + "' that this project can see."));
    }

    /** The CIDR of a subnet, by name or id. */
    Optional<String> findSubnetCidr(String subnetNameOrId) throws CloudException {
        if (Ids.isId(subnetNameOrId)) {
            Optional<String> byId = subnet(subnetNameOrId).map(Subnet::getCidr);
            if (byId.isPresent()) {
                return byId;
            }
        }
        List<? extends Subnet> all = session.read(
                NEUTRON, "list subnets", client -> client.networking().subnet().list());
        List<String> cidrs = all.stream()
                .filter(subnet -> subnetNameOrId.equals(subnet.getName()))
                .map(subnet -> subnet.getCidr())
                .toList();
        if (cidrs.size() > 1) {
            throw ambiguous("subnets", subnetNameOrId, cidrs.size());
        }
        return cidrs.stream().findFirst();
    }

    /** Ids of the subnets that a server has an address in; empty while it has none. */
    List<String> subnetsOfServer(String serverId) throws CloudException {
        if (!Ids.isId(serverId)) {
            return List.of();
        }
        List<? extends Port> ports =
                session.read(NEUTRON, "list ports of server " + serverId, client -> client.networking()
                        .port()
                        .list(PortListOptions.create().deviceId(serverId)));
        return ports.stream()
                .flatMap(port -> port.getFixedIps().stream())
                .map(IP::getSubnetId)
                .filter(Ids::isId)
                .distinct()
                .toList();
    }

    private Optional<Subnet> subnet(String id) throws CloudException {
        try {
            return Optional.of(session.read(NEUTRON, "show subnet " + id, client -> client.networking()
                    .subnet()
                    .get(id)));
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Network network(String nameOrId) throws CloudException {
        List<? extends Network> found = Ids.isId(nameOrId) ? networks("id", nameOrId) : List.of();
        if (found.isEmpty()) {
            found = networks("name", nameOrId);
        }
        if (found.isEmpty()) {
            throw CloudException.of(
                    Kind.NOT_FOUND,
                    "Neutron on cloud '" + session.cloud() + "' has no network '" + nameOrId
                            + "' that this project can see.");
        }
        if (found.size() > 1) {
            throw ambiguous("networks", nameOrId, found.size());
        }
        return found.get(0);
    }

    private List<? extends Network> networks(String field, String value) throws CloudException {
        return session.read(NEUTRON, "list networks", client -> client.networking()
                .network()
                .list(Map.of(field, value)));
    }

    private CloudException ambiguous(String what, String name, int count) {
        return CloudException.of(
                Kind.REFUSED,
                "Neutron on cloud '" + session.cloud() + "' has " + count + " " + what + " of the name '" + name
                        + "'; give the id instead.");
    }
}
