package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.embedded.docker.Router.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services of a swarm and their tasks. */
final class Services {
    private static final class Service {
        final String id;
        JsonNode spec;
        long version;
        boolean updated;
        final List<Task> tasks = new ArrayList<>();
        final Map<Integer, Integer> ingress = new LinkedHashMap<>();

        Service(String id, JsonNode spec, long version) {
            this.id = id;
            this.spec = spec;
            this.version = version;
        }

        String name() {
            return spec.path("Name").asText();
        }
    }

    private record Leaving(Task task, Instant until) {}

    private final EngineState state;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final List<Leaving> leaving = new ArrayList<>();
    private long index = 10;

    Services(EngineState state) {
        this.state = state;
    }

    Map<String, Object> create(JsonNode spec) {
        state.requireSwarm();
        for (Service other : services.values()) {
            if (other.name().equals(spec.path("Name").asText())) {
                throw new Refusal(
                        409,
                        "rpc error: code = AlreadyExists desc = name conflicts with an existing object: service "
                                + other.name() + " already exists");
            }
        }
        check(spec);
        Service service = new Service(state.newId(25), spec, ++index);
        services.put(service.id, service);
        assignPorts(service);
        scale(service);
        return Map.of("ID", service.id);
    }

    /** What the orchestrator refuses at once. */
    private void check(JsonNode spec) {
        JsonNode endpoint = spec.path("EndpointSpec");
        if (!spec.path("Name").asText().matches("[A-Za-z0-9](?:[-_]*[A-Za-z0-9]+)*")) {
            throw new Refusal(
                    400, "rpc error: code = InvalidArgument desc = name must be valid as a DNS name component");
        }
        for (JsonNode port : endpoint.path("Ports")) {
            if (endpoint.path("Mode").asText().equals("dnsrr")
                    && !port.path("PublishMode").asText().equals("host")) {
                throw new Refusal(
                        400,
                        "rpc error: code = InvalidArgument desc = EndpointSpec: port published with ingress mode can't be"
                                + " used with dnsrr mode");
            }
        }
        for (JsonNode network : spec.path("TaskTemplate").path("Networks")) {
            if (state.stores().network(network.path("Target").asText()) == null) {
                throw new Refusal(404, "network " + network.path("Target").asText() + " not found");
            }
        }
        for (String kind : List.of("Config", "Secret")) {
            for (JsonNode use : spec.path("TaskTemplate").path("ContainerSpec").path(kind + "s")) {
                if (!state.stores()
                        .hasContent(
                                kind.toLowerCase(java.util.Locale.ROOT),
                                use.path(kind + "ID").asText())) {
                    throw new Refusal(400, "rpc error: code = InvalidArgument desc = " + kind + " not found");
                }
            }
        }
    }

    private void assignPorts(Service service) {
        for (JsonNode port : service.spec.path("EndpointSpec").path("Ports")) {
            if (!port.path("PublishMode").asText().equals("host")) {
                int published = port.path("PublishedPort").asInt();
                service.ingress.put(port.path("TargetPort").asInt(), published > 0 ? published : state.newPort());
            }
        }
    }

    private int replicas(Service service) {
        JsonNode replicated = service.spec.path("Mode").path("Replicated");
        return replicated.isMissingNode() ? 1 : replicated.path("Replicas").asInt();
    }

    private void scale(Service service) {
        int wanted = replicas(service);
        for (int slot = 1; slot <= wanted; slot++) {
            if (service.tasks.stream().noneMatch(Task.inSlot(slot))) {
                service.tasks.add(new Task(state, service.id, service.name(), service.spec, slot, state.now()));
            }
        }
        for (Task task : service.tasks) {
            if (task.slot() > wanted && !task.isStopped()) {
                stop(task);
            }
        }
    }

    private void stop(Task task) {
        if (task.hasContainer()) {
            leaving.add(new Leaving(task, state.now().plus(state.delay)));
        }
        task.stop(state.now());
    }

    Object update(String key, String version, JsonNode spec) {
        Service service = find(key);
        if (!Long.toString(service.version).equals(version)) {
            throw new Refusal(500, "rpc error: code = Unknown desc = update out of sequence");
        }
        check(spec);
        boolean replaced = !spec.path("TaskTemplate").equals(service.spec.path("TaskTemplate"));
        service.spec = spec;
        service.version = ++index;
        assignPorts(service);
        if (replaced) {
            service.updated = true;
            service.tasks.stream().filter(task -> !task.isStopped()).forEach(this::stop);
        }
        scale(service);
        return Map.of("Warnings", List.of());
    }

    private Service find(String key) {
        state.requireSwarm();
        for (Service service : services.values()) {
            if (service.id.equals(key) || service.name().equals(key)) {
                return service;
            }
        }
        throw new Refusal(404, "service " + key + " not found");
    }

    Object remove(String key) {
        Service service = find(key);
        service.tasks.stream().filter(task -> !task.isStopped()).forEach(this::stop);
        services.remove(service.id);
        return null;
    }

    List<Map<String, Object>> list(Filters filters) {
        state.requireSwarm();
        return services.values().stream()
                .filter(service -> filters.acceptLabels(EngineState.labels(service.spec.path("Labels"))))
                .map(this::shown)
                .toList();
    }

    Map<String, Object> inspect(String key) {
        return shown(find(key));
    }

    private Map<String, Object> shown(Service service) {
        List<Map<String, Object>> ports = new ArrayList<>();
        for (JsonNode port : service.spec.path("EndpointSpec").path("Ports")) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("Protocol", port.path("Protocol").asText("tcp"));
            one.put("TargetPort", port.path("TargetPort").asInt());
            boolean host = port.path("PublishMode").asText().equals("host");
            one.put(
                    "PublishedPort",
                    host
                            ? port.path("PublishedPort").asInt()
                            : service.ingress.get(port.path("TargetPort").asInt()));
            one.put("PublishMode", host ? "host" : "ingress");
            ports.add(one);
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ID", service.id);
        shown.put("Version", Map.of("Index", service.version));
        shown.put("Spec", service.spec);
        shown.put("Endpoint", Map.of("Spec", service.spec.path("EndpointSpec"), "Ports", ports));
        if (service.updated) {
            List<Task> current =
                    service.tasks.stream().filter(task -> !task.isStopped()).toList();
            boolean done = current.stream().allMatch(Task::isGood);
            boolean failed = service.tasks.stream().anyMatch(task -> task.spec() == service.spec && task.hasFailed());
            shown.put(
                    "UpdateStatus",
                    failed
                            ? Map.of(
                                    "State",
                                    "paused",
                                    "Message",
                                    "update paused due to failure or early termination of task")
                            : Map.of(
                                    "State", done ? "completed" : "updating",
                                    "Message", done ? "update completed" : "update in progress"));
        }
        return shown;
    }

    /** What happened since somebody last looked: volumes of tasks that arrived, new tasks for those that ended. */
    void advance() {
        tasksWithContainers().forEach(Task::makeVolumes);
        for (Service service : services.values()) {
            String condition = service.spec
                    .path("TaskTemplate")
                    .path("RestartPolicy")
                    .path("Condition")
                    .asText("any");
            for (Task task : List.copyOf(service.tasks)) {
                boolean again =
                        task.hasFailed() && !condition.equals("none") || task.hasCompleted() && condition.equals("any");
                if (again && !task.isStopped()) {
                    task.stop(state.now());
                    service.tasks.add(
                            new Task(state, service.id, service.name(), service.spec, task.slot(), state.now()));
                }
            }
        }
    }

    List<Map<String, Object>> tasks(Filters filters) {
        state.requireSwarm();
        List<Map<String, Object>> tasks = new ArrayList<>();
        for (Service service : services.values()) {
            if (filters.accept("service", service.id, service.name())) {
                service.tasks.forEach(task -> tasks.add(task.shown()));
            }
        }
        return tasks;
    }

    List<Map<String, Object>> nodes() {
        state.requireSwarm();
        return List.of(Map.of(
                "ID",
                EngineState.NODE,
                "Status",
                Map.of("State", "ready", "Addr", "127.0.0.1"),
                "Spec",
                Map.of("Role", "manager")));
    }

    /** The containers behind the tasks, those on their way out included. */
    List<Map<String, Object>> containers(Filters filters) {
        return tasksWithContainers().stream()
                .filter(task -> filters.acceptLabels(task.containerLabels()))
                .map(Task::container)
                .toList();
    }

    private List<Task> tasksWithContainers() {
        leaving.removeIf(gone -> !gone.until().isAfter(state.now()));
        List<Task> tasks = new ArrayList<>(leaving.stream().map(Leaving::task).toList());
        for (Service service : services.values()) {
            service.tasks.stream()
                    .filter(task -> task.hasContainer() && !task.isStopped())
                    .forEach(tasks::add);
        }
        return tasks;
    }

    boolean usesNetwork(String name) {
        return services.values().stream().anyMatch(service -> Task.usesNetwork(service.spec, name))
                || tasksWithContainers().stream().anyMatch(task -> Task.usesNetwork(task.spec(), name));
    }

    boolean usesVolume(String name) {
        return tasksWithContainers().stream().anyMatch(task -> task.usesVolume(name));
    }

    /** Name of a service that uses a config or secret, or null. */
    String userOf(String kind, String id) {
        String field = kind.equals("config") ? "Config" : "Secret";
        for (Service service : services.values()) {
            for (JsonNode use :
                    service.spec.path("TaskTemplate").path("ContainerSpec").path(field + "s")) {
                if (use.path(field + "ID").asText().equals(id)) {
                    return service.name();
                }
            }
        }
        return null;
    }

    List<String> names() {
        return services.values().stream().map(Service::name).toList();
    }
}
