package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which servers a clone may be attached to: those that the administrator names, and those that the environment itself has. An
 * author who names another one does not learn whether it exists.
 */
final class AttachTargets {
    private final FlowContext context;
    private final String environmentId;

    AttachTargets(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    /**
     * The servers that a request asks for.
     *
     * @throws CloudException CONFIGURATION if one of them is not allowed, with those that are
     */
    List<Server> of(CloneRequest request) throws CloudException {
        List<Server> servers = new ArrayList<>();
        for (String wanted : request.attach().wanted()) {
            servers.add(of(request, wanted));
        }
        return servers;
    }

    private Server of(CloneRequest request, String wanted) throws CloudException {
        if (request.attach().allowed().contains(wanted)) {
            return named(request, wanted);
        }
        for (Resource bay : own(request.cloud(), ResourceKind.CLUSTER)) {
            if (wanted.equals(bay.name()) || wanted.equals(bay.id())) {
                return node(bay);
            }
        }
        Optional<Server> own = own(request.cloud(), wanted);
        return own.orElseThrow(() -> CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "attachTo: a clone of data source '" + request.source() + "' cannot be attached to '" + wanted
                        + "'; it may be attached to " + choice(request.attach(), request.cloud())));
    }

    private Server named(CloneRequest request, String server) throws CloudException {
        try {
            return context.cloud(request.cloud()).servers().server(server);
        } catch (CloudException e) {
            if (e.isNotFound()) {
                throw CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "Data source '" + request.source() + "' lets its clones be attached to server '" + server
                                + "', which cloud '" + request.cloud() + "' does not know (" + e.clause()
                                + "); ask the administrator to correct the data source",
                        e);
            }
            throw e;
        }
    }

    /** The node of a bay that a volume goes to if nobody says which: the first worker. */
    Server node(Resource bay) throws CloudException {
        Cloud cloud = context.cloud(bay.cloud());
        List<String> nodes =
                cloud.stacks().servers(cloud.clusters().show(bay.id()).stackId());
        if (nodes.isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.FAILED,
                    "Bay " + bay.name() + " on cloud '" + bay.cloud()
                            + "' shows no servers in its Heat stack, so no volume can be attached to a node of it");
        }
        return cloud.servers().server(nodes.get(0));
    }

    private Optional<Server> own(String cloud, String wanted) throws CloudException {
        for (Server server : own(cloud).values()) {
            if (wanted.equals(server.id()) || wanted.equals(server.name())) {
                return Optional.of(server);
            }
        }
        return Optional.empty();
    }

    /** The servers of the environment, by id. */
    private Map<String, Server> own(String cloudName) throws CloudException {
        Cloud cloud = context.cloud(cloudName);
        List<String> stacks = new ArrayList<>();
        for (Resource bay : own(cloudName, ResourceKind.CLUSTER)) {
            stacks.add(cloud.clusters().show(bay.id()).stackId());
        }
        own(cloudName, ResourceKind.HEAT_STACK).forEach(stack -> stacks.add(stack.id()));
        Map<String, Server> servers = new LinkedHashMap<>();
        for (String stack : stacks) {
            for (String id : cloud.stacks().servers(stack)) {
                servers.put(id, cloud.servers().server(id));
            }
        }
        return servers;
    }

    private List<Resource> own(String cloud, ResourceKind kind) {
        Environment environment = context.ledger().get(environmentId);
        return environment.resources(
                r -> r.kind() == kind && r.isReady() && r.cloud().equals(cloud));
    }

    private String choice(AttachPolicy policy, String cloud) {
        List<String> names = new ArrayList<>(policy.allowed());
        own(cloud, ResourceKind.CLUSTER).forEach(bay -> names.add(bay.name()));
        return names.isEmpty()
                ? "servers of its environment, which has none yet"
                : String.join(", ", names) + ", or another server of its environment";
    }
}
