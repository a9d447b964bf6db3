package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.model.EndpointSpec;
import com.github.dockerjava.api.model.PortConfig;
import com.github.dockerjava.api.model.PortConfig.PublishMode;
import com.github.dockerjava.api.model.PortConfigProtocol;
import com.github.dockerjava.api.model.Service;
import com.github.dockerjava.api.model.ServiceModeConfig;
import com.github.dockerjava.api.model.ServiceRestartCondition;
import com.github.dockerjava.api.model.ServiceRestartPolicy;
import com.github.dockerjava.api.model.ServiceUpdateState;
import com.github.dockerjava.api.model.SwarmNode;
import com.github.dockerjava.api.model.Task;
import com.github.dockerjava.api.model.TaskState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackDeployer.Endpoint;
import io.jenkins.plugins.dataclone.port.StackDeployer.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Looks at a stack in a swarm. The swarm calls a task running only once its health check has passed. */
final class SwarmView {
    private static final Set<TaskState> FAILED = EnumSet.of(TaskState.FAILED, TaskState.REJECTED, TaskState.ORPHANED);
    private static final Set<ServiceUpdateState> UNDER_WAY =
            EnumSet.of(ServiceUpdateState.UPDATING, ServiceUpdateState.ROLLBACK_STARTED);
    private static final Set<ServiceUpdateState> UPDATE_FAILED = EnumSet.of(
            ServiceUpdateState.PAUSED, ServiceUpdateState.ROLLBACK_PAUSED, ServiceUpdateState.ROLLBACK_COMPLETED);

    private final EngineConnection connection;
    private final String stack;
    private Map<String, String> nodes;

    SwarmView(EngineConnection connection, String stack) {
        this.connection = connection;
        this.stack = stack;
    }

    Stack show() throws CloudException {
        List<Service> services = connection.call("Listing services of stack " + stack, () -> connection
                .client()
                .listServicesCmd()
                .withLabelFilter(Map.of(Labels.STACK, stack))
                .exec());
        List<Service> ours = services.stream()
                .filter(service -> service.getSpec().getLabels().containsKey(Labels.SPEC))
                .sorted(Comparator.comparing(service -> service.getSpec().getName()))
                .toList();
        if (ours.isEmpty()) {
            return new Stack(stack, List.of(), List.of());
        }
        List<Task> tasks = connection.call("Listing tasks of stack " + stack, () -> connection
                .client()
                .listTasksCmd()
                .withServiceFilter(ours.stream().map(Service::getId).toArray(String[]::new))
                .exec());
        List<io.jenkins.plugins.dataclone.port.StackDeployer.Service> shown = new ArrayList<>();
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (Service service : ours) {
            List<Task> own = tasks.stream()
                    .filter(task -> service.getId().equals(task.getServiceId()))
                    .toList();
            shown.add(look(service, own));
            endpoints.addAll(endpoints(service, own));
        }
        return new Stack(stack, shown, List.copyOf(endpoints));
    }

    private String name(Service service) {
        return service.getSpec().getName().substring(stack.length() + 1);
    }

    private io.jenkins.plugins.dataclone.port.StackDeployer.Service look(Service service, List<Task> tasks) {
        String current = service.getSpec().getLabels().get(Labels.TASK);
        boolean ends = endsByItself(service);
        int good = 0;
        int desired = 0;
        for (Task task : tasks) {
            boolean isCurrent = Objects.equals(current, label(task));
            boolean wanted = task.getDesiredState() == TaskState.RUNNING;
            desired += wanted ? 1 : 0;
            TaskState state = task.getStatus().getState();
            if (isCurrent && (wanted && state == TaskState.RUNNING || ends && state == TaskState.COMPLETE)) {
                good++;
            }
        }
        ServiceModeConfig mode = service.getSpec().getMode();
        int wanted = mode.getReplicated() != null
                ? Math.toIntExact(mode.getReplicated().getReplicas())
                : Math.max(1, desired);
        ServiceUpdateState update = service.getUpdateStatus() == null
                ? null
                : service.getUpdateStatus().getState();
        if (UNDER_WAY.contains(update) || UPDATE_FAILED.contains(update)) {
            good = Math.min(good, Math.max(0, wanted - 1));
        }
        String problem = null;
        if (UPDATE_FAILED.contains(update)) {
            problem = "the update failed and was "
                    + (update == ServiceUpdateState.ROLLBACK_COMPLETED ? "rolled back" : "stopped") + ": "
                    + DockerErrors.tidy(String.valueOf(service.getUpdateStatus().getMessage()));
        } else if (good < wanted) {
            problem = problem(tasks);
        }
        return new io.jenkins.plugins.dataclone.port.StackDeployer.Service(name(service), good, wanted, problem);
    }

    /** Whether a task that has completed its work is as good as a running one. */
    private static boolean endsByItself(Service service) {
        ServiceRestartPolicy policy = service.getSpec().getTaskTemplate().getRestartPolicy();
        return policy != null && policy.getCondition() != null && policy.getCondition() != ServiceRestartCondition.ANY;
    }

    private static String label(Task task) {
        Map<String, String> labels = task.getSpec() == null || task.getSpec().getContainerSpec() == null
                ? null
                : task.getSpec().getContainerSpec().getLabels();
        return labels == null ? null : labels.get(Labels.TASK);
    }

    /** The last failure, or what keeps a task from being placed. */
    private static String problem(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> FAILED.contains(task.getStatus().getState())
                        || task.getStatus().getErr() != null
                                && !task.getStatus().getErr().isEmpty())
                .max(Comparator.comparing(
                        task -> String.valueOf(task.getStatus().getTimestamp())))
                .map(SwarmView::text)
                .orElse(null);
    }

    private static String text(Task task) {
        String error = task.getStatus().getErr();
        String text = error == null || error.isEmpty() ? task.getStatus().getMessage() : error;
        return EngineWords.of(task.getStatus().getState()) + ": " + DockerErrors.tidy(String.valueOf(text));
    }

    /** In the order of the file: the first one is the service's address. */
    private List<Endpoint> endpoints(Service service, List<Task> tasks) throws CloudException {
        Map<Integer, List<Endpoint>> byTarget = new LinkedHashMap<>();
        published(service).forEach(port -> byTarget.put(port.getTargetPort(), new ArrayList<>()));
        PortConfig[] ports =
                service.getEndpoint() == null ? null : service.getEndpoint().getPorts();
        for (PortConfig port : ports == null ? new PortConfig[0] : ports) {
            if (port.getPublishMode() != PublishMode.host && port.getPublishedPort() > 0 && isTcp(port)) {
                add(byTarget, service, connection.host(), new HostPort(port.getPublishedPort(), port.getTargetPort()));
            }
        }
        for (Task task : tasks) {
            if (task.getDesiredState() == TaskState.RUNNING && task.getStatus().getState() == TaskState.RUNNING) {
                for (HostPort port : hostPorts(service, task)) {
                    add(byTarget, service, host(task.getNodeId()), port);
                }
            }
        }
        return byTarget.values().stream().flatMap(List::stream).toList();
    }

    private void add(Map<Integer, List<Endpoint>> byTarget, Service service, String host, HostPort port) {
        byTarget.computeIfAbsent(port.target(), target -> new ArrayList<>())
                .add(Urls.endpoint(name(service), host, port.published(), port.target()));
    }

    private static List<PortConfig> published(Service service) {
        EndpointSpec endpoint = service.getSpec().getEndpointSpec();
        return endpoint == null || endpoint.getPorts() == null ? List.of() : endpoint.getPorts();
    }

    private static boolean isTcp(PortConfig port) {
        return port.getProtocol() == null || port.getProtocol() == PortConfigProtocol.TCP;
    }

    private record HostPort(int published, int target) {}

    /**
     * Ports that a task publishes on its own node; the library keeps {@code PortStatus} raw only. The engine lists each twice,
     * for IPv4 and then for IPv6, without saying which is which; a port of its own choice is often another one there.
     */
    private static List<HostPort> hostPorts(Service service, Task task) {
        Set<HostPort> ports = new LinkedHashSet<>();
        if (task.getRawValues().get("Status") instanceof Map<?, ?> status
                && status.get("PortStatus") instanceof Map<?, ?> portStatus
                && portStatus.get("Ports") instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> port
                        && "host".equals(port.get("PublishMode"))
                        && "tcp".equals(port.get("Protocol"))
                        && port.get("PublishedPort") instanceof Number published
                        && port.get("TargetPort") instanceof Number target
                        && ports.stream()
                                        .filter(known -> known.target() == target.intValue())
                                        .count()
                                < timesPublished(service, target.intValue())) {
                    ports.add(new HostPort(published.intValue(), target.intValue()));
                }
            }
        }
        return List.copyOf(ports);
    }

    private static long timesPublished(Service service, int target) {
        return published(service).stream()
                .filter(port -> port.getPublishMode() == PublishMode.host && isTcp(port))
                .filter(port -> port.getTargetPort() == target)
                .count();
    }

    /** The address of a node as this caller reaches it: the engine's own host, or what the swarm knows of the others. */
    private String host(String nodeId) throws CloudException {
        if (nodeId == null || nodeId.equals(connection.nodeId())) {
            return connection.host();
        }
        if (nodes == null) {
            nodes = new HashMap<>();
            List<SwarmNode> list = connection.call(
                    "Listing nodes of the swarm",
                    () -> connection.client().listSwarmNodesCmd().exec());
            list.forEach(node -> nodes.put(
                    node.getId(),
                    node.getStatus() == null ? null : node.getStatus().getAddress()));
        }
        String address = nodes.get(nodeId);
        return address == null || address.equals("0.0.0.0") ? connection.host() : address;
    }
}
