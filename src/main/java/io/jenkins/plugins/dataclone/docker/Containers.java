package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The containers of a stack on a plain engine. */
final class Containers {
    /**
     * A container that is being made bears this behind its name, and gets its final name once its networks and files are
     * complete; so one that a crash left half made is told from one that may start.
     */
    static final String UNFINISHED = ".new";

    /** One container as inspected. */
    record Instance(InspectContainerResponse inspected) {
        String id() {
            return inspected.getId();
        }

        String name() {
            return inspected.getName().substring(1);
        }

        boolean isFinished() {
            return !name().endsWith(UNFINISHED);
        }

        Map<String, String> labels() {
            Map<String, String> labels = inspected.getConfig().getLabels();
            return labels == null ? Map.of() : labels;
        }

        String service() {
            return labels().getOrDefault(Labels.SERVICE, name());
        }

        ContainerState state() {
            return inspected.getState();
        }

        boolean isRunning() {
            return Boolean.TRUE.equals(state().getRunning()) && !Boolean.TRUE.equals(state().getRestarting());
        }

        /** {@code starting}, {@code healthy}, {@code unhealthy}, or empty without a health check. */
        String health() {
            return state().getHealth() == null
                            || "none".equals(state().getHealth().getStatus())
                    ? ""
                    : String.valueOf(state().getHealth().getStatus());
        }

        boolean isCreated() {
            return "created".equals(state().getStatus());
        }

        /** Ended by itself, as it should. */
        boolean isCompleted() {
            return "exited".equals(state().getStatus())
                    && Long.valueOf(0).equals(state().getExitCodeLong())
                    && !restartsAlways();
        }

        private boolean restartsAlways() {
            return inspected.getHostConfig().getRestartPolicy() != null
                    && "always"
                            .equals(inspected.getHostConfig().getRestartPolicy().getName());
        }

        boolean isGood() {
            return isFinished() && (isCompleted() || isRunning() && (health().isEmpty() || health().equals("healthy")));
        }
    }

    private final EngineConnection connection;
    private final String stack;

    Containers(EngineConnection connection, String stack) {
        this.connection = connection;
        this.stack = stack;
    }

    /** All of the stack's containers that no swarm looks after, by name. */
    List<Instance> list() throws CloudException {
        List<Container> found = connection.call("Listing containers of stack " + stack, () -> connection
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Labels.filter(stack))
                .exec());
        List<Instance> instances = new ArrayList<>();
        for (Container container : found) {
            if (!container.getLabels().containsKey(Labels.SWARM_SERVICE)) {
                try {
                    instances.add(inspect(container.getId()));
                } catch (CloudException e) {
                    if (!e.isNotFound()) {
                        throw e;
                    }
                }
            }
        }
        instances.sort(Comparator.comparing(Instance::name));
        return instances;
    }

    private Instance inspect(String id) throws CloudException {
        return new Instance(connection.call(
                "Looking at container " + id,
                () -> connection.client().inspectContainerCmd(id).exec()));
    }

    /** Starts every created container whose dependencies are met. */
    void startWhatMay(List<Instance> instances) throws CloudException {
        for (Instance instance : instances) {
            if (instance.isFinished() && instance.isCreated() && mayStart(instance, instances)) {
                connection.call("Starting container " + instance.name(), () -> {
                    try {
                        return connection
                                .client()
                                .startContainerCmd(instance.id())
                                .exec();
                    } catch (NotModifiedException alreadyStarted) {
                        return null;
                    }
                });
            }
        }
    }

    private static boolean mayStart(Instance instance, List<Instance> all) {
        for (String after : instance.labels().getOrDefault(Labels.AFTER, "").split(",")) {
            int equals = after.indexOf('=');
            if (equals > 0 && !isMet(after.substring(0, equals), after.substring(equals + 1), all)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMet(String service, String condition, List<Instance> all) {
        List<Instance> others = all.stream()
                .filter(other -> other.isFinished() && other.service().equals(service))
                .toList();
        return others.stream().allMatch(other -> switch (condition) {
            case "HEALTHY" -> other.isGood();
            case "COMPLETED" -> other.isCompleted();
            default -> other.isRunning() || other.isCompleted();
        });
    }

    /** Lets a container end as its image wants it before it is removed: its volumes live on, and with them what it was writing. */
    void replace(Instance instance) throws CloudException {
        if (Boolean.TRUE.equals(instance.state().getRunning())) {
            connection.delete("Stopping container " + instance.name(), () -> {
                try {
                    connection.client().stopContainerCmd(instance.id()).exec();
                } catch (NotModifiedException ended) {
                    // meanwhile, by itself
                }
            });
        }
        remove(instance);
    }

    private void remove(Instance instance) throws CloudException {
        connection.delete("Removing container " + instance.name(), () -> remove(connection.client(), instance.id()));
    }

    /** Removes a container with its anonymous volumes, running or not. */
    static void remove(DockerClient client, String id) {
        client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    }
}
