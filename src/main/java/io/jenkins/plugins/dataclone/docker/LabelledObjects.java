package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ConfigSpec;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackDeployer.Labelled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything on an engine that bears our labels, whosever it is. Volumes that a swarm made on other nodes are not seen from here, and
 * containers of services are the swarm's own.
 */
final class LabelledObjects {
    private static final List<String> OURS = List.of(Labels.OURS);

    private final EngineConnection connection;
    private final DockerClient client;
    private final boolean swarm;
    private final List<Labelled> found = new ArrayList<>();

    LabelledObjects(EngineConnection connection, boolean swarm) {
        this.connection = connection;
        this.client = connection.client();
        this.swarm = swarm;
    }

    List<Labelled> list() throws CloudException {
        if (swarm) {
            collect(
                    "service",
                    () -> client.listServicesCmd().exec(),
                    service -> service.getSpec().getName(),
                    service -> service.getSpec().getLabels());
        }
        collect(
                "container",
                () -> client.listContainersCmd().withShowAll(true).withLabelFilter(OURS).exec().stream()
                        .filter(container -> !container.getLabels().containsKey(Labels.SWARM_SERVICE))
                        .toList(),
                container -> container.getNames() == null || container.getNames().length == 0
                        ? container.getId()
                        : container.getNames()[0].substring(1),
                container -> container.getLabels());
        collect(
                "network",
                () -> client.listNetworksCmd().withFilter("label", OURS).exec(),
                network -> network.getName(),
                network -> network.getLabels());
        if (swarm) {
            collect(
                    "config",
                    () -> client.listConfigsCmd()
                            .withFilters(Map.of("label", OURS))
                            .exec(),
                    config -> config.getSpec().getName(),
                    config -> labels(config.getSpec()));
            collect(
                    "secret",
                    () -> client.listSecretsCmd().exec(),
                    secret -> secret.getSpec().getName(),
                    secret -> secret.getSpec().getLabels());
        }
        collect(
                "volume",
                () -> client.listVolumesCmd().withFilter("label", OURS).exec().getVolumes(),
                volume -> volume.getName(),
                volume -> volume.getLabels());
        return found;
    }

    /** The client has no getter for them, but keeps the engine's answer. */
    private static Map<String, String> labels(ConfigSpec spec) {
        Map<String, String> labels = new HashMap<>();
        if (spec.getRawValues().get("Labels") instanceof Map<?, ?> raw) {
            raw.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
        }
        return labels;
    }

    private <T> void collect(
            String kind,
            EngineConnection.Call<List<T>> call,
            Function<T, String> name,
            Function<T, Map<String, String>> labels)
            throws CloudException {
        List<T> all = connection.call("Listing " + kind + "s", call);
        for (T each : all == null ? List.<T>of() : all) {
            Map<String, String> those = labels.apply(each);
            if (those != null && those.containsKey(Labels.OURS) && those.containsKey(Labels.STACK)) {
                found.add(
                        new Labelled(kind + " " + name.apply(each), those.get(Labels.STACK), OwnershipTag.from(those)));
            }
        }
    }
}
