package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Config;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Secret;
import com.github.dockerjava.api.model.Service;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes everything that bears the stack's label and was made by this product, and tells what is still there. An object
 * that is still used (a swarm takes its containers down in its own time) is left for the next round. Volumes that a swarm
 * made on other nodes are not seen from here; they go with the bay's nodes.
 */
final class StackRemover {
    private final EngineConnection connection;
    private final String stack;
    private final boolean swarm;
    /** Why an object could not be removed, by {@code kind name}. */
    private final Map<String, String> reasons = new LinkedHashMap<>();

    StackRemover(EngineConnection connection, String stack, boolean swarm) {
        this.connection = connection;
        this.stack = stack;
        this.swarm = swarm;
    }

    List<String> remove() throws CloudException {
        if (swarm) {
            for (Service service : services()) {
                remove("service " + service.getSpec().getName(), () -> connection
                        .client()
                        .removeServiceCmd(service.getId())
                        .exec());
            }
        }
        for (Container container : containers()) {
            if (!container.getLabels().containsKey(Labels.SWARM_SERVICE)) {
                remove("container " + name(container), () -> Containers.remove(connection.client(), container.getId()));
            }
        }
        for (Network network : networks()) {
            remove(
                    "network " + network.getName(),
                    () -> connection.client().removeNetworkCmd(network.getId()).exec());
        }
        if (swarm) {
            for (Config config : configs()) {
                remove("config " + config.getSpec().getName(), () -> connection
                        .client()
                        .removeConfigCmd(config.getId())
                        .exec());
            }
            for (Secret secret : secrets()) {
                remove("secret " + secret.getSpec().getName(), () -> connection
                        .client()
                        .removeSecretCmd(secret.getId())
                        .exec());
            }
        }
        for (InspectVolumeResponse volume : volumes()) {
            remove(
                    "volume " + volume.getName(),
                    () -> connection.client().removeVolumeCmd(volume.getName()).exec());
        }
        return left();
    }

    /** A refusal is no end: the others are removed, and the object is listed as left with the engine's reason. */
    private void remove(String object, Runnable call) throws CloudException {
        try {
            connection.delete("Removing " + object, call);
        } catch (CloudException e) {
            if (e.status() == 0) {
                throw e;
            }
            String message = e.getMessage();
            reasons.put(object, message.substring(message.indexOf("answered ") + "answered ".length()));
        }
    }

    private List<String> left() throws CloudException {
        List<String> left = new ArrayList<>();
        if (swarm) {
            services()
                    .forEach(service -> left.add("service " + service.getSpec().getName()));
        }
        containers().forEach(container -> left.add("container " + name(container)));
        networks().forEach(network -> left.add("network " + network.getName()));
        if (swarm) {
            configs().forEach(config -> left.add("config " + config.getSpec().getName()));
            secrets().forEach(secret -> left.add("secret " + secret.getSpec().getName()));
        }
        volumes().forEach(volume -> left.add("volume " + volume.getName()));
        left.replaceAll(object -> reasons.containsKey(object) ? object + " (" + reasons.get(object) + ")" : object);
        return left;
    }

    private static String name(Container container) {
        return container.getNames() == null || container.getNames().length == 0
                ? container.getId()
                : container.getNames()[0].substring(1);
    }

    private List<Service> services() throws CloudException {
        return list(
                "services",
                () -> connection.client().listServicesCmd().withLabelFilter(Map.of(Labels.STACK, stack)).exec().stream()
                        .filter(service -> service.getSpec().getLabels().containsKey(Labels.SPEC))
                        .toList());
    }

    private List<Container> containers() throws CloudException {
        return list("containers", () -> connection
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Labels.filter(stack))
                .exec());
    }

    private List<Network> networks() throws CloudException {
        return list("networks", () -> connection
                .client()
                .listNetworksCmd()
                .withFilter("label", Labels.filter(stack))
                .exec());
    }

    private List<Config> configs() throws CloudException {
        return list("configs", () -> connection
                .client()
                .listConfigsCmd()
                .withFilters(Map.of("label", Labels.filter(stack)))
                .exec());
    }

    private List<Secret> secrets() throws CloudException {
        return list(
                "secrets",
                () -> connection.client().listSecretsCmd().withLabelFilter(Map.of(Labels.STACK, stack)).exec().stream()
                        .filter(secret -> secret.getSpec().getLabels().containsKey(Labels.OURS))
                        .toList());
    }

    private List<InspectVolumeResponse> volumes() throws CloudException {
        List<InspectVolumeResponse> volumes = list("volumes", () -> connection
                .client()
                .listVolumesCmd()
                .withFilter("label", Labels.filter(stack))
                .exec()
                .getVolumes());
        return volumes == null ? List.of() : volumes;
    }

    private <T> List<T> list(String what, EngineConnection.Call<List<T>> call) throws CloudException {
        return connection.call("Listing " + what + " of stack " + stack, call);
    }
}
