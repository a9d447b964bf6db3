package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything the look-alike knows. One lock, this object's, guards it all. */
final class EngineState {
    static final String NODE = "node0000000000000000000000";

    final InstantSource clock;
    final Duration delay;
    private final boolean swarm;
    private final Set<String> images = new TreeSet<>();
    private final Set<String> sick = new TreeSet<>();
    private final Stores stores = new Stores(this);
    private final Containers containers = new Containers(this);
    private final Services services = new Services(this);
    private int lastId;
    private int lastPort = 32767;

    EngineState(boolean swarm, InstantSource clock, Duration delay) {
        this.swarm = swarm;
        this.clock = clock;
        this.delay = delay;
    }

    Stores stores() {
        return stores;
    }

    Containers containers() {
        return containers;
    }

    Services services() {
        return services;
    }

    Instant now() {
        return clock.instant();
    }

    String newId(int length) {
        return String.format("%0" + length + "x", ++lastId);
    }

    int newPort() {
        return ++lastPort;
    }

    synchronized void addImage(String name) {
        images.add(name);
    }

    synchronized void neverHealthy(String service) {
        sick.add(service);
    }

    boolean isSick(String name) {
        return sick.stream()
                .anyMatch(service -> name.equals(service) || name.matches(".*_\\Q" + service + "\\E(\\.\\d+)?"));
    }

    boolean hasImage(String name) {
        return name.startsWith("dataclone-test/") || images.contains(name);
    }

    void requireSwarm() {
        if (!swarm) {
            throw new Router.Refusal(
                    503,
                    "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this"
                            + " node to swarm and try again.");
        }
    }

    Map<String, Object> info() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("NodeID", swarm ? NODE : "");
        state.put("NodeAddr", swarm ? "127.0.0.1" : "");
        state.put("LocalNodeState", swarm ? "active" : "inactive");
        state.put("ControlAvailable", swarm);
        return Map.of("ID", "LOOK:ALIKE", "Name", "look-alike", "ServerVersion", "20.10.24", "Swarm", state);
    }

    Map<String, Object> image(String name) {
        if (!hasImage(name)) {
            throw new Router.Refusal(404, "No such image: " + name);
        }
        return Map.of("Id", "sha256:" + "0".repeat(64), "RepoTags", List.of(name));
    }

    byte[] pull(String name) {
        String registry = name.contains("/") ? name.substring(0, name.indexOf('/')) : "registry-1.docker.io";
        throw new Router.Refusal(500, "Get \"http://" + registry + "/v2/\": dial tcp: connect: connection refused");
    }

    synchronized List<String> objects() {
        List<String> objects = new ArrayList<>();
        services.names().forEach(name -> objects.add("service " + name));
        containers.names().forEach(name -> objects.add("container " + name));
        stores.names().forEach(objects::add);
        objects.sort(null);
        return objects;
    }

    synchronized byte[] file(String container, String path) {
        byte[] content = stores.content(container);
        return content != null ? content : containers.file(container, path);
    }

    static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return labels;
    }

    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
