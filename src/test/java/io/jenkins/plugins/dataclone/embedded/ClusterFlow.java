package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens to clusters after a request: the Heat stack, its end, and Magnum noticing it some seconds later. */
final class ClusterFlow {
    private static final String NOVA_QUOTA = "Resource CREATE failed: Forbidden: resources.kube_masters.resources[0]."
            + "resources.kube-master: Quota exceeded for cores, ram: Requested 9999, 999999, but already used 0, 0 of"
            + " 20, 51200 cores, ram (HTTP 403) (Request-ID: %s)";

    private static final String NO_HOST = "Resource CREATE failed: ResourceInError: resources.swarm_primary_master"
            + ".resources[0].resources.swarm_master: Went to status ERROR due to \"Message: No valid host was found. ,"
            + " Code: 500\"";

    private static final Set<String> RESIZABLE =
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_FAILED", "UPDATE_IN_PROGRESS");

    private final CloudState cloud;
    private final StackEngine stacks;
    private final Set<String> justGone = new HashSet<>();
    private int lastAddress = 40;

    ClusterFlow(CloudState cloud, StackEngine stacks) {
        this.cloud = cloud;
        this.stacks = stacks;
    }

    /** True once for a cluster that went away: Magnum then finds half of it and answers 400. */
    boolean takeJustGone(String id) {
        return justGone.remove(id);
    }

    void create(Cluster cluster, Token token) {
        cluster.status = "CREATE_IN_PROGRESS";
        if (!token.canMakeTrusts()) {
            cloud.timeline.after(Step.CLUSTER_OLD_STATUS, () -> {
                failed(cluster, "Failed to create trustee or trust for Cluster: " + cluster.id, Map.of());
            });
            return;
        }
        String planned = cloud.faults.take("cluster");
        String failure = planned == null ? ofFlavor(cluster) : planned;
        String owner = token.user().name();
        cloud.timeline.after(Step.CLUSTER_STACK, () -> {
            if (isThere(cluster) && cluster.status.equals("CREATE_IN_PROGRESS")) {
                startStack(cluster, owner, failure);
            }
        });
    }

    /** What Heat says of servers that Nova cannot make; null if it can. */
    private String ofFlavor(Cluster cluster) {
        if (cluster.flavor.equals("huge")) {
            return NOVA_QUOTA.formatted(Ids.request());
        }
        Flavors.Flavor flavor = cloud.flavors.find(cluster.flavor);
        return flavor == null || flavor.findsHost() ? null : NO_HOST;
    }

    private void startStack(Cluster cluster, String owner, String failure) {
        Stack stack = new Stack(cluster.projectId, cluster.userId, owner, cloud.now());
        stack.name = cluster.name + "-" + Ids.suffix();
        stack.ofCluster = true;
        stack.timeoutMinutes = cluster.createTimeout;
        stack.parameters.put("cluster_uuid", cluster.id);
        stack.parameters.put("ssh_key_name", String.valueOf(cluster.keypair));
        stack.parameters.put("external_network", String.valueOf(cluster.template.text("external_network_id")));
        stack.parameters.put("trustee_password", "******");
        stack.parts.addAll(parts(cluster.template.coe()));
        cloud.store.stacks.add(stack);
        cluster.stackId = stack.id;
        Stack.Part failing = failure == null ? null : stack.parts.get(stack.parts.size() - 2);
        Networks.Network own = cluster.fixedNetwork == null ? privateNetwork(cluster, stack) : null;
        stacks.create(stack, List.copyOf(stack.parts), Step.CLUSTER_CREATE, failing, failure, () -> {
            cloud.timeline.after(Step.CLUSTER_CHECK, () -> noticeEnd(cluster, stack, own));
        });
    }

    private Networks.Network privateNetwork(Cluster cluster, Stack stack) {
        Networks.Network network = cloud.networks.add("", cluster.projectId, false, cloud.now());
        String name = stack.name + "-network-" + Ids.suffix() + "-private_subnet-" + Ids.suffix();
        Networks.Subnet subnet = new Networks.Subnet(Ids.uuid(), name, network.id(), cluster.projectId, "10.0.0.0/24");
        network.subnets().add(subnet);
        Stack.Part part = new Stack.Part("private_subnet", "Magnum::Optional::Neutron::Subnet", "network", false);
        part.physicalId = subnet.id();
        part.status = "CREATE_COMPLETE";
        part.reason = "state changed";
        stack.nested.add(part);
        return network;
    }

    private void noticeEnd(Cluster cluster, Stack stack, Networks.Network own) {
        if (!isThere(cluster) || !cluster.status.equals("CREATE_IN_PROGRESS")) {
            return;
        }
        cluster.described = true;
        cluster.updatedAt = cloud.now();
        if (isLost(cluster)) {
            String reason = notFoundInHeat(cluster);
            failed(
                    cluster,
                    "default-master failed, default-worker failed",
                    Map.of("default-master", reason, "default-worker", reason));
            return;
        }
        if (stack.status.equals("CREATE_FAILED")) {
            failed(
                    cluster,
                    "default-master failed, default-worker failed",
                    Map.of("default-master", stack.statusReason, "default-worker", stack.statusReason));
            return;
        }
        for (int i = 0; i < cluster.masterCount; i++) {
            cluster.masterAddresses.add(address(cluster));
            addServer(cluster, stack, "swarm-master", "primary-master", i);
        }
        addNodes(cluster);
        try {
            cluster.apiAddress = apiAddress(cluster);
            cluster.status = "CREATE_COMPLETE";
        } catch (Exception e) {
            failed(cluster, "default-master failed", Map.of("default-master", String.valueOf(e.getMessage())));
        }
    }

    private boolean isThere(Cluster cluster) {
        return cloud.store.clusters.get(cluster.id) != null;
    }

    /**
     * Whether somebody took its stack away without a trace. Magnum asks Heat for the stack of each cluster that is on its way,
     * and a cluster whose stack is unknown there fails; it does not stay on its way for ever.
     */
    private boolean isLost(Cluster cluster) {
        return cloud.store.stacks.get(cluster.stackId) == null;
    }

    /** Magnum's words, on both node groups. */
    private static String notFoundInHeat(Cluster cluster) {
        return "Stack with id " + cluster.stackId + " not found in Heat.";
    }

    private String apiAddress(Cluster cluster) throws Exception {
        if (cluster.template.apiAddress != null) {
            return cluster.template.apiAddress;
        }
        if (cloud.bays.provisioner() != null) {
            return cloud.bays.provisioner().apiAddress(cloud.bays.info(cluster));
        }
        String host = cluster.masterAddresses.get(0);
        return switch (cluster.template.coe()) {
            case "kubernetes" -> "https://" + host + ":6443";
            case "swarm-mode" -> "tcp://" + host + ":2375";
            default -> "tcp://" + host + ":2376";
        };
    }

    private void addNodes(Cluster cluster) {
        Stack stack = cloud.store.stacks.get(cluster.stackId);
        while (cluster.nodeAddresses.size() < cluster.nodeCount) {
            addServer(cluster, stack, "swarm-node", "node", cluster.nodeAddresses.size());
            cluster.nodeAddresses.add(address(cluster));
        }
        while (cluster.nodeAddresses.size() > cluster.nodeCount) {
            cluster.nodeAddresses.remove(cluster.nodeAddresses.size() - 1);
        }
    }

    /** The servers of a cluster lie in nested stacks; what differs between the drivers is only what they are called. */
    private void addServer(Cluster cluster, Stack stack, String resource, String role, int number) {
        Server server = new Server(
                cluster.projectId,
                cluster.userId,
                cloud.now(),
                cluster.flavor,
                Ids.uuid(),
                "private",
                "10.0.0." + (number + 4));
        server.name = stack.name + "-" + role + "-" + number;
        server.status = "ACTIVE";
        server.launchedAt = cloud.now();
        server.furniture = true;
        cloud.store.servers.add(server);
        Stack.Part part = new Stack.Part(resource, "OS::Nova::Server", String.valueOf(number), false);
        part.physicalId = server.id;
        part.status = "CREATE_COMPLETE";
        part.reason = "state changed";
        // as Heat lists them: the last one first
        stack.nested.add(0, part);
    }

    private void removeServers(Cluster cluster) {
        Stack stack = cluster.stackId == null ? null : cloud.store.stacks.get(cluster.stackId);
        if (stack != null) {
            stack.nested.forEach(part -> {
                Server server = cloud.store.servers.get(part.physicalId);
                if (server != null) {
                    NovaServers.remove(cloud, server);
                }
            });
            stack.nested.clear();
        }
    }

    private String address(Cluster cluster) {
        String address = "172.24.4." + (lastAddress++ % 200 + 40);
        Instant now = cloud.now();
        cloud.networks.floatingIps.add(new Networks.FloatingIp(
                Ids.uuid(),
                cluster.projectId,
                address,
                cloud.networks.find("public").id(),
                "10.0.0." + (lastAddress % 200 + 20),
                now));
        return address;
    }

    private void failed(Cluster cluster, String reason, Map<String, String> faults) {
        cluster.status = "CREATE_FAILED";
        cluster.statusReason = reason;
        cluster.faults = faults;
        cluster.updatedAt = cloud.now();
    }

    /** A cluster that is being made or deleted stays as it is: the wish is dropped, and nobody is told. */
    void resize(Cluster cluster, int nodes) {
        String planned = cloud.faults.take("resize");
        if (!RESIZABLE.contains(cluster.status)) {
            return;
        }
        cluster.nodeCount = nodes;
        cloud.timeline.after(Step.CLUSTER_OLD_STATUS, () -> {
            if (!cluster.status.startsWith("DELETE")) {
                cluster.status = "UPDATE_IN_PROGRESS";
                cluster.statusReason = null;
                cloud.timeline.after(Step.CLUSTER_RESIZE, () -> resized(cluster, planned));
            }
        });
    }

    private void resized(Cluster cluster, String failure) {
        if (!isThere(cluster) || !cluster.status.equals("UPDATE_IN_PROGRESS")) {
            return;
        }
        cluster.updatedAt = cloud.now();
        if (isLost(cluster)) {
            String reason = notFoundInHeat(cluster);
            cluster.status = "UPDATE_FAILED";
            cluster.statusReason = "default-master failed, default-worker failed";
            cluster.faults = Map.of("default-master", reason, "default-worker", reason);
        } else if (failure == null) {
            addNodes(cluster);
            cluster.status = "UPDATE_COMPLETE";
        } else {
            cluster.status = "UPDATE_FAILED";
            cluster.statusReason = "default-worker failed";
            cluster.faults = Map.of("default-worker", "Resource UPDATE failed: " + failure);
        }
    }

    /** Deleting again while it goes is accepted and changes nothing. */
    void delete(Cluster cluster) {
        if (cluster.status.equals("DELETE_IN_PROGRESS") || cluster.vanishing) {
            return;
        }
        cluster.vanishing = true;
        boolean fails = cloud.faults.deleteFails(Kind.CLUSTER);
        boolean forgets = cloud.faults.take("forget cluster") != null;
        cloud.timeline.after(Step.CLUSTER_OLD_STATUS, () -> {
            cluster.status = "DELETE_IN_PROGRESS";
            cluster.updatedAt = cloud.now();
            Stack stack = cluster.stackId == null ? null : cloud.store.stacks.get(cluster.stackId);
            if (stack == null || forgets) {
                gone(cluster);
            } else {
                stacks.delete(stack, Step.CLUSTER_DELETE, () -> {});
                cloud.timeline.after(Step.CLUSTER_DELETE, () -> deleted(cluster, fails));
            }
        });
    }

    private void deleted(Cluster cluster, boolean fails) {
        Stack stack = cloud.store.stacks.get(cluster.stackId);
        if (!fails && (stack == null || stack.status.equals("DELETE_COMPLETE"))) {
            gone(cluster);
            return;
        }
        cluster.vanishing = false;
        cluster.status = "DELETE_FAILED";
        cluster.statusReason = "default-master failed, default-worker failed";
        String text = "Resource DELETE failed: Conflict: resources.network.resources.private_subnet: Unable to complete"
                + " operation on subnet: One or more ports have an IP allocation from this subnet.";
        cluster.faults = Map.of("default-master", text, "default-worker", text);
        cluster.updatedAt = cloud.now();
    }

    private void gone(Cluster cluster) {
        cloud.store.clusters.remove(cluster);
        removeServers(cluster);
        Set<String> addresses = new HashSet<>(cluster.nodeAddresses);
        addresses.addAll(cluster.masterAddresses);
        cloud.networks.floatingIps.removeIf(ip -> addresses.contains(ip.address()));
        cloud.networks.networks.removeIf(n -> n.name().isEmpty()
                && n.subnets().stream().anyMatch(s -> s.name().startsWith(cluster.name + "-")));
        if (cluster.stackId != null && cloud.badRequestBeforeClusterGone) {
            justGone.add(cluster.id);
        }
        if (cluster.described && cloud.bays.provisioner() != null) {
            cloud.bays.provisioner().removed(cloud.bays.info(cluster));
        }
    }

    /** The outer resources of the stacks Magnum's drivers make. */
    private static List<Stack.Part> parts(String coe) {
        boolean kubernetes = coe.equals("kubernetes");
        String master = kubernetes ? "kube_masters" : "swarm_primary_master";
        String nodes = kubernetes ? "kube_minions" : "swarm_nodes";
        return List.of(
                new Stack.Part("network", "Magnum::Network"),
                new Stack.Part(
                        "secgroup_" + (kubernetes ? "kube_master" : "swarm_manager"), "OS::Neutron::SecurityGroup"),
                new Stack.Part("secgroup_" + (kubernetes ? "kube_minion" : "swarm_node"), "OS::Neutron::SecurityGroup"),
                new Stack.Part("worker_nodes_server_group", "OS::Nova::ServerGroup"),
                new Stack.Part("api_address_lb_switch", "Magnum::ApiGatewaySwitcher"),
                new Stack.Part("api_address_floating_switch", "Magnum::FloatingIPAddressSwitcher"),
                new Stack.Part(master, "OS::Heat::ResourceGroup"),
                new Stack.Part(nodes, "OS::Heat::ResourceGroup"));
    }
}
