package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.dataclone.embedded.docker.Router.Refusal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Networks, volumes, configs and secrets: what exists without running. */
final class Stores {
    private final EngineState state;
    /** By id. */
    private final Map<String, ObjectNode> networks = new LinkedHashMap<>();
    /** By name. */
    private final Map<String, ObjectNode> volumes = new LinkedHashMap<>();
    /** By kind and id. */
    private final Map<String, Map<String, JsonNode>> contents =
            Map.of("config", new LinkedHashMap<>(), "secret", new LinkedHashMap<>());

    Stores(EngineState state) {
        this.state = state;
    }

    List<JsonNode> networks(Filters filters) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode network : networks.values()) {
            if (filters.acceptLabels(EngineState.labels(network.path("Labels")))) {
                found.add(network);
            }
        }
        return found;
    }

    Map<String, String> createNetwork(JsonNode request) {
        String name = request.path("Name").asText();
        if (network(name) != null) {
            throw new Refusal(409, "network with name " + name + " already exists");
        }
        boolean overlay = request.path("Driver").asText().equals("overlay");
        if (overlay) {
            state.requireSwarm();
        }
        String id = state.newId(overlay ? 25 : 64);
        ObjectNode network = request.deepCopy();
        network.put("Id", id).put("Scope", overlay ? "swarm" : "local");
        networks.put(id, network);
        return Map.of("Id", id, "Warning", "");
    }

    /** By id or name; null if there is none. */
    ObjectNode network(String key) {
        return networks.containsKey(key)
                ? networks.get(key)
                : networks.values().stream()
                        .filter(network -> network.path("Name").asText().equals(key))
                        .findFirst()
                        .orElse(null);
    }

    Object removeNetwork(String key) {
        ObjectNode network = network(key);
        if (network == null) {
            throw new Refusal(404, "network " + key + " not found");
        }
        String name = network.path("Name").asText();
        String id = network.path("Id").asText();
        if (state.containers().usesNetwork(name) || state.services().usesNetwork(name)) {
            throw new Refusal(
                    403, "error while removing network: network " + name + " id " + id + " has active endpoints");
        }
        networks.remove(id);
        return null;
    }

    Map<String, Object> volumes(Filters filters) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode volume : volumes.values()) {
            if (filters.acceptLabels(EngineState.labels(volume.path("Labels")))) {
                found.add(volume);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Volumes", found);
        answer.put("Warnings", null);
        return answer;
    }

    /** Creating a volume that exists gives that one, whatever its options. */
    JsonNode createVolume(JsonNode request) {
        return makeVolume(
                request.path("Name").asText(),
                request.path("Driver").asText(),
                request.path("DriverOpts"),
                request.path("Labels"));
    }

    JsonNode makeVolume(String name, String driver, JsonNode options, JsonNode labels) {
        return volumes.computeIfAbsent(name, key -> {
            ObjectNode volume = Router.JSON.createObjectNode();
            volume.put("Name", name)
                    .put("Driver", driver.isEmpty() ? "local" : driver)
                    .put("Scope", "local")
                    .put("Mountpoint", "/var/lib/docker/volumes/" + name + "/_data");
            volume.set("Options", options.isObject() && !options.isEmpty() ? options : null);
            volume.set("Labels", labels.isObject() ? labels : null);
            return volume;
        });
    }

    JsonNode volume(String name) {
        JsonNode volume = volumes.get(name);
        if (volume == null) {
            throw new Refusal(404, "get " + name + ": no such volume");
        }
        return volume;
    }

    Object removeVolume(String name) {
        volume(name);
        if (state.containers().usesVolume(name) || state.services().usesVolume(name)) {
            throw new Refusal(409, "remove " + name + ": volume is in use");
        }
        volumes.remove(name);
        return null;
    }

    List<JsonNode> contents(String kind, Filters filters) {
        state.requireSwarm();
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode content : contents.get(kind).values()) {
            if (filters.acceptLabels(EngineState.labels(content.path("Spec").path("Labels")))) {
                ObjectNode shown = content.deepCopy();
                if (kind.equals("secret")) {
                    ((ObjectNode) shown.path("Spec")).remove("Data");
                }
                found.add(shown);
            }
        }
        return found;
    }

    Map<String, String> createContent(String kind, JsonNode spec) {
        state.requireSwarm();
        String name = spec.path("Name").asText();
        for (JsonNode other : contents.get(kind).values()) {
            if (other.path("Spec").path("Name").asText().equals(name)) {
                throw new Refusal(
                        409, "rpc error: code = AlreadyExists desc = " + kind + " " + name + " already exists");
            }
        }
        Base64.getDecoder().decode(spec.path("Data").asText());
        String id = state.newId(25);
        ObjectNode content = Router.JSON.createObjectNode();
        content.put("ID", id).set("Spec", spec);
        content.putObject("Version").put("Index", 1);
        contents.get(kind).put(id, content);
        return Map.of("ID", id);
    }

    Object removeContent(String kind, String id) {
        state.requireSwarm();
        JsonNode content = contents.get(kind).get(id);
        if (content == null) {
            throw new Refusal(404, kind + " " + id + " not found");
        }
        String user = state.services().userOf(kind, id);
        if (user != null) {
            throw new Refusal(
                    400,
                    "rpc error: code = InvalidArgument desc = " + kind + " '"
                            + content.path("Spec").path("Name").asText() + "' is in use by the following service: "
                            + user);
        }
        contents.get(kind).remove(id);
        return null;
    }

    /** The bytes of a config or secret of that name, or null. */
    byte[] content(String name) {
        for (Map<String, JsonNode> kind : contents.values()) {
            for (JsonNode content : kind.values()) {
                if (content.path("Spec").path("Name").asText().equals(name)) {
                    return Base64.getDecoder()
                            .decode(content.path("Spec").path("Data").asText());
                }
            }
        }
        return null;
    }

    boolean hasContent(String kind, String id) {
        return contents.get(kind).containsKey(id);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        networks.values()
                .forEach(network -> names.add("network " + network.path("Name").asText()));
        volumes.keySet().forEach(volume -> names.add("volume " + volume));
        contents.forEach((kind, all) -> all.values()
                .forEach(content ->
                        names.add(kind + " " + content.path("Spec").path("Name").asText())));
        return names;
    }
}
