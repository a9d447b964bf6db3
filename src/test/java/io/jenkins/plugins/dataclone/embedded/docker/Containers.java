package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.embedded.docker.Router.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Containers that are created one by one. */
final class Containers {
    private static final int TAR_BLOCK = 512;
    /** What a shell says of a process that was asked to end. */
    private static final int SIGTERM = 143;

    private static final Set<String> DIRECTORIES = Set.of("/", "/bin", "/sbin", "/tmp", "/etc", "/www");

    private static final class Container {
        final String id;
        final JsonNode spec;
        final Set<String> networks = new TreeSet<>();
        final Map<String, byte[]> files = new TreeMap<>();
        final Map<String, List<Map<String, String>>> ports = new TreeMap<>();
        String name;
        Instant started;
        boolean stopped;

        Container(String id, String name, JsonNode spec) {
            this.id = id;
            this.name = name;
            this.spec = spec;
        }

        Map<String, String> labels() {
            return EngineState.labels(spec.path("Labels"));
        }
    }

    private final EngineState state;
    private final Map<String, Container> containers = new LinkedHashMap<>();

    Containers(EngineState state) {
        this.state = state;
    }

    List<Map<String, Object>> list(Filters filters) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Container container : containers.values()) {
            if (filters.acceptLabels(container.labels())) {
                found.add(Map.of(
                        "Id", container.id,
                        "Names", List.of("/" + container.name),
                        "Labels", container.labels(),
                        "State", status(container)));
            }
        }
        found.addAll(state.services().containers(filters));
        return found;
    }

    Map<String, Object> create(String name, JsonNode spec) {
        if (!state.hasImage(spec.path("Image").asText())) {
            throw new Refusal(404, "No such image: " + spec.path("Image").asText());
        }
        for (Container other : containers.values()) {
            if (other.name.equals(name)) {
                throw new Refusal(
                        409,
                        "Conflict. The container name \"/" + name + "\" is already in use by container \"" + other.id
                                + "\". You have to remove (or rename) that container to be able to reuse that name.");
            }
        }
        String network = spec.path("HostConfig").path("NetworkMode").asText("default");
        Container container = new Container(state.newId(64), name, spec);
        container.networks.add(network);
        for (JsonNode mount : spec.path("HostConfig").path("Mounts")) {
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
        containers.put(container.id, container);
        return Map.of("Id", container.id, "Warnings", List.of());
    }

    private Container find(String key) {
        for (Container container : containers.values()) {
            if (container.id.equals(key) || container.name.equals(key)) {
                return container;
            }
        }
        throw new Refusal(404, "No such container: " + key);
    }

    Object connect(String network, JsonNode request) {
        if (state.stores().network(network) == null) {
            throw new Refusal(404, "network " + network + " not found");
        }
        find(request.path("Container").asText()).networks.add(network);
        return null;
    }

    Object start(String key) {
        Container container = find(key);
        for (String network : container.networks) {
            if (state.stores().network(network) == null) {
                throw new Refusal(404, "network " + network + " not found");
            }
        }
        Map<String, List<Map<String, String>>> ports = new TreeMap<>();
        container.spec.path("HostConfig").path("PortBindings").properties().forEach(entry -> {
            List<Map<String, String>> bound = new ArrayList<>();
            for (JsonNode binding : entry.getValue()) {
                bound.addAll(bind(binding, container.name));
            }
            ports.put(entry.getKey(), bound);
        });
        container.ports.putAll(ports);
        container.started = state.now();
        container.stopped = false;
        return null;
    }

    Object stop(String key) {
        Container container = find(key);
        if (!isRunning(status(container))) {
            throw new Refusal(304, "");
        }
        container.stopped = true;
        return null;
    }

    private static boolean isRunning(String status) {
        return status.equals("running") || status.equals("restarting");
    }

    /** On all addresses means once for each version of IP; a port of the engine's choice differs between them. */
    private List<Map<String, String>> bind(JsonNode binding, String name) {
        String address = binding.path("HostIp").asText("");
        List<String> addresses =
                address.isEmpty() || address.equals("null") ? List.of("0.0.0.0", "::") : List.of(address);
        String wanted = binding.path("HostPort").asText();
        boolean chosen = wanted.isEmpty() || wanted.equals("null") || wanted.equals("0");
        List<Map<String, String>> bound = new ArrayList<>();
        for (String each : addresses) {
            String port = chosen ? Integer.toString(state.newPort()) : wanted;
            if (containers.values().stream()
                    .flatMap(other -> other.ports.values().stream())
                    .flatMap(List::stream)
                    .anyMatch(other -> other.get("HostPort").equals(port))) {
                throw new Refusal(
                        500,
                        "driver failed programming external connectivity on endpoint " + name + ": Bind for " + each
                                + ":" + port + " failed: port is already allocated");
            }
            bound.add(Map.of("HostIp", each, "HostPort", port));
        }
        return bound;
    }

    Object rename(String key, String name) {
        find(key).name = name;
        return null;
    }

    Object remove(String key) {
        containers.remove(find(key).id);
        return null;
    }

    private Behaviour behaviour(Container container) {
        return Behaviour.of(
                container.spec.path("Entrypoint"),
                container.spec.path("Cmd"),
                container.spec.path("Healthcheck"),
                state.isSick(container.name));
    }

    private boolean settled(Container container) {
        return Duration.between(container.started, state.now()).compareTo(state.delay) >= 0;
    }

    private String status(Container container) {
        if (container.started == null) {
            return "created";
        }
        if (container.stopped) {
            return "exited";
        }
        Integer code = behaviour(container).exitCode();
        if (code == null || !settled(container)) {
            return "running";
        }
        String restart = container
                .spec
                .path("HostConfig")
                .path("RestartPolicy")
                .path("Name")
                .asText();
        return restart.equals("always") || restart.equals("on-failure") && code != 0 ? "restarting" : "exited";
    }

    Map<String, Object> inspect(String key) {
        Container container = find(key);
        String status = status(container);
        boolean running = isRunning(status);
        Behaviour behaviour = behaviour(container);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Status", status);
        shown.put("Running", running);
        shown.put("Restarting", status.equals("restarting"));
        boolean ended = status.equals("exited") || status.equals("restarting");
        shown.put("ExitCode", container.stopped ? SIGTERM : ended ? behaviour.exitCode() : 0);
        shown.put("Error", "");
        if (behaviour.checked() && running) {
            boolean settled = settled(container);
            shown.put(
                    "Health",
                    Map.of(
                            "Status", !settled ? "starting" : behaviour.healthy() ? "healthy" : "unhealthy",
                            "FailingStreak", settled && !behaviour.healthy() ? 1 : 0,
                            "Log",
                                    settled
                                            ? List.of(Map.of("ExitCode", behaviour.healthy() ? 0 : 1, "Output", ""))
                                            : List.of()));
        }
        return Map.of(
                "Id",
                container.id,
                "Name",
                "/" + container.name,
                "State",
                shown,
                "Config",
                Map.of(
                        "Labels",
                        container.labels(),
                        "Image",
                        container.spec.path("Image").asText()),
                "HostConfig",
                container.spec.path("HostConfig"),
                "NetworkSettings",
                Map.of("Ports", running ? container.ports : Map.of()));
    }

    /** The log in the framed form of containers without a terminal. */
    byte[] logs(String key) {
        Container container = find(key);
        byte[] text = container.started == null || !settled(container)
                ? new byte[0]
                : behaviour(container).output().getBytes(StandardCharsets.UTF_8);
        return text.length == 0
                ? text
                : ByteBuffer.allocate(8 + text.length)
                        .put((byte) 1)
                        .put(new byte[3])
                        .putInt(text.length)
                        .put(text)
                        .array();
    }

    byte[] stat(String key, String path) {
        Container container = find(key);
        boolean known = DIRECTORIES.contains(path)
                || container.files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
        if (!known) {
            throw new Refusal(404, "Could not find the file " + path + " in container " + key);
        }
        return new byte[0];
    }

    /** Reads the plain files of a ustar archive. */
    Object unpack(String key, byte[] tar) {
        Container container = find(key);
        for (int at = 0; at + TAR_BLOCK <= tar.length && tar[at] != 0; ) {
            String name = text(tar, at, 100);
            int size = Integer.parseInt(text(tar, at + 124, 12).trim(), 8);
            if (tar[at + 156] == '0') {
                container.files.put("/" + name, Arrays.copyOfRange(tar, at + TAR_BLOCK, at + TAR_BLOCK + size));
            }
            at += TAR_BLOCK + (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
        }
        return null;
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    byte[] file(String name, String path) {
        for (Container container : containers.values()) {
            if (container.name.equals(name)) {
                return container.files.get(path);
            }
        }
        return null;
    }

    boolean usesNetwork(String name) {
        return containers.values().stream()
                .anyMatch(container -> container.started != null && container.networks.contains(name));
    }

    boolean usesVolume(String name) {
        for (Container container : containers.values()) {
            for (JsonNode mount : container.spec.path("HostConfig").path("Mounts")) {
                if (mount.path("Source").asText().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    List<String> names() {
        return containers.values().stream().map(container -> container.name).toList();
    }
}
