package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One task: preparing, starting, running, and what becomes of it, by the clock. */
final class Task {
    private final EngineState state;
    private final String id;
    private final String serviceId;
    private final String serviceName;
    private final JsonNode spec;
    private final int slot;
    private final Instant created;
    /** Target and published port; each is there for IPv4 and again for IPv6, where a port of the engine's choice differs. */
    private final List<int[]> hostPorts = new ArrayList<>();

    private Instant stopped;

    Task(EngineState state, String serviceId, String serviceName, JsonNode spec, int slot, Instant created) {
        this.state = state;
        this.id = state.newId(25);
        this.serviceId = serviceId;
        this.serviceName = serviceName;
        this.spec = spec;
        this.slot = slot;
        this.created = created;
        for (JsonNode port : spec.path("EndpointSpec").path("Ports")) {
            if (port.path("PublishMode").asText().equals("host")) {
                int published = port.path("PublishedPort").asInt();
                for (int version = 0; version < 2; version++) {
                    hostPorts.add(
                            new int[] {port.path("TargetPort").asInt(), published > 0 ? published : state.newPort()});
                }
            }
        }
    }

    static Predicate<Task> inSlot(int slot) {
        return task -> task.slot == slot && !task.isStopped();
    }

    JsonNode spec() {
        return spec;
    }

    int slot() {
        return slot;
    }

    void stop(Instant now) {
        stopped = now;
    }

    boolean isStopped() {
        return stopped != null;
    }

    private JsonNode containerSpec() {
        return spec.path("TaskTemplate").path("ContainerSpec");
    }

    private Behaviour behaviour() {
        JsonNode container = containerSpec();
        return Behaviour.of(
                container.path("Command"),
                container.path("Args"),
                container.path("Healthcheck"),
                state.isSick(serviceName));
    }

    /** The state before anybody stopped it. */
    private String natural() {
        Instant now = stopped == null ? state.now() : stopped;
        if (now.isBefore(created.plus(state.delay))) {
            return "preparing";
        }
        if (!state.hasImage(containerSpec().path("Image").asText())) {
            return "rejected";
        }
        Behaviour behaviour = behaviour();
        if (now.isBefore(created.plus(state.delay.multipliedBy(2)))) {
            return behaviour.checked() ? "starting" : "running";
        }
        if (behaviour.exitCode() != null) {
            return behaviour.exitCode() == 0 ? "complete" : "failed";
        }
        return behaviour.checked() && !behaviour.healthy() ? "failed" : "running";
    }

    boolean hasFailed() {
        return List.of("failed", "rejected").contains(natural());
    }

    boolean hasCompleted() {
        return natural().equals("complete");
    }

    boolean isGood() {
        return List.of("running", "complete").contains(natural());
    }

    /** Whether its container exists on the node. */
    boolean hasContainer() {
        return List.of("starting", "running").contains(natural());
    }

    private String error(String natural) {
        return switch (natural) {
            case "rejected" -> "No such image: " + containerSpec().path("Image").asText();
            case "failed" ->
                behaviour().exitCode() == null
                        ? "task: non-zero exit (137): dockerexec: unhealthy container"
                        : "task: non-zero exit (" + behaviour().exitCode() + ")";
            default -> null;
        };
    }

    Map<String, Object> shown() {
        String natural = natural();
        boolean ended = List.of("failed", "rejected", "complete").contains(natural);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("Timestamp", (stopped == null ? state.now() : stopped).toString());
        status.put("State", isStopped() && !ended ? "shutdown" : natural);
        status.put("Message", natural.equals("running") ? "started" : natural);
        String error = error(natural);
        if (error != null) {
            status.put("Err", error);
        }
        if (natural.equals("running") && !isStopped()) {
            List<Map<String, Object>> ports = new ArrayList<>();
            hostPorts.forEach(port -> ports.add(
                    Map.of("Protocol", "tcp", "TargetPort", port[0], "PublishedPort", port[1], "PublishMode", "host")));
            status.put("PortStatus", Map.of("Ports", ports));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ID", id);
        shown.put("Version", Map.of("Index", 1));
        shown.put("CreatedAt", created.toString());
        shown.put("Spec", spec.path("TaskTemplate"));
        shown.put("ServiceID", serviceId);
        shown.put("Slot", slot);
        shown.put("NodeID", EngineState.NODE);
        shown.put("Status", status);
        shown.put("DesiredState", isStopped() || ended ? "shutdown" : "running");
        return shown;
    }

    Map<String, String> containerLabels() {
        Map<String, String> labels =
                new TreeMap<>(EngineState.labels(containerSpec().path("Labels")));
        labels.put("com.docker.swarm.service.id", serviceId);
        return labels;
    }

    Map<String, Object> container() {
        return Map.of(
                "Id",
                "c" + id,
                "Names",
                List.of("/" + serviceName + "." + slot + "." + id),
                "Labels",
                containerLabels(),
                "State",
                "running");
    }

    /** The node makes a volume when the first task that mounts it arrives. */
    void makeVolumes() {
        for (JsonNode mount : containerSpec().path("Mounts")) {
            if (mount.path("Type").asText().equals("volume") && mount.hasNonNull("Source")) {
                JsonNode options = mount.path("VolumeOptions");
                state.stores()
                        .makeVolume(
                                mount.path("Source").asText(),
                                options.path("DriverConfig").path("Name").asText(),
                                options.path("DriverConfig").path("Options"),
                                options.path("Labels"));
            }
        }
    }

    boolean usesVolume(String name) {
        for (JsonNode mount : containerSpec().path("Mounts")) {
            if (mount.path("Source").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    static boolean usesNetwork(JsonNode spec, String name) {
        for (JsonNode network : spec.path("TaskTemplate").path("Networks")) {
            if (network.path("Target").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
