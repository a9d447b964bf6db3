package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The networks of the cloud: one external and, per project, one private with its subnets. */
final class Networks {
    record Network(String id, String name, String projectId, boolean external, Instant madeAt, List<Subnet> subnets) {}

    record Subnet(String id, String name, String networkId, String projectId, String cidr) {
        /** Without its last number, e.g. {@code 10.20.0.}; enough for the /16 and /24 networks here. */
        String start() {
            return cidr.substring(0, cidr.lastIndexOf('.') + 1);
        }

        String end() {
            String[] numbers = cidr.split("[./]");
            return cidr.endsWith("/16") ? numbers[0] + "." + numbers[1] + ".255.254" : start() + "254";
        }
    }

    record FloatingIp(String id, String projectId, String address, String networkId, String fixedAddress, Instant at) {}

    /** What a server is plugged into. */
    record Port(String id, String projectId, String serverId, Network network, String address, Instant at) {}

    final List<Port> ports = new ArrayList<>();
    final List<Network> networks = new ArrayList<>();
    final List<FloatingIp> floatingIps = new ArrayList<>();

    Network add(String name, String projectId, boolean external, Instant now, String... cidrs) {
        Network network = new Network(Ids.uuid(), name, projectId, external, now, new ArrayList<>());
        for (int i = 0; i < cidrs.length; i++) {
            String subnet = i == 0 ? name : name + "-" + (i + 1);
            network.subnets().add(new Subnet(Ids.uuid(), subnet, network.id(), projectId, cidrs[i]));
        }
        networks.add(network);
        return network;
    }

    /** The address that a server gets next on a network, by its name or id; null if there is no such network. */
    String nextAddress(String nameOrId) {
        Network network = find(nameOrId);
        return network == null ? null : network.subnets().get(0).start() + (20 + ports.size() % 200);
    }

    /** A server comes up: it gets an address on each of its networks. */
    void plug(String projectId, String serverId, List<String> namesOrIds, Instant now) {
        for (String name : namesOrIds) {
            Network network = find(name);
            if (network != null) {
                ports.add(new Port(Ids.uuid(), projectId, serverId, network, nextAddress(name), now));
            }
        }
    }

    void unplug(String serverId) {
        ports.removeIf(port -> port.serverId().equals(serverId));
    }

    /** By name or id, as Magnum takes them; null when unknown. */
    Network find(String nameOrId) {
        return networks.stream()
                .filter(n -> n.id().equals(nameOrId) || n.name().equals(nameOrId))
                .findFirst()
                .orElse(null);
    }

    List<Network> visibleTo(Token token) {
        return networks.stream()
                .filter(n -> n.external() || n.projectId().equals(token.projectId()) || token.admin())
                .toList();
    }

    List<Subnet> subnetsVisibleTo(Token token) {
        return networks.stream()
                .flatMap(n -> n.subnets().stream())
                .filter(s -> s.projectId().equals(token.projectId()) || token.admin())
                .toList();
    }
}
