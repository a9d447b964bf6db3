package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Ports;
import io.jenkins.plugins.dataclone.docker.Containers.Instance;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackDeployer.Endpoint;
import io.jenkins.plugins.dataclone.port.StackDeployer.Service;
import io.jenkins.plugins.dataclone.port.StackDeployer.Stack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at a stack on a plain engine, and starts what waited for others. */
final class PlainView {
    private static final int LOG_LINES = 5;
    private static final long LOG_SECONDS = 10;

    private final EngineConnection connection;
    private final Containers containers;
    private final String stack;

    PlainView(EngineConnection connection, String stack) {
        this.connection = connection;
        this.containers = new Containers(connection, stack);
        this.stack = stack;
    }

    Stack show() throws CloudException {
        List<Instance> instances = containers.list();
        containers.startWhatMay(instances);
        Map<String, List<Instance>> byService = new TreeMap<>();
        for (Instance instance : instances) {
            byService
                    .computeIfAbsent(instance.service(), name -> new ArrayList<>())
                    .add(instance);
        }
        List<Service> services = new ArrayList<>();
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (Map.Entry<String, List<Instance>> entry : byService.entrySet()) {
            int good = 0;
            String problem = null;
            for (Instance instance : entry.getValue()) {
                if (instance.isGood()) {
                    good++;
                } else {
                    problem = problem(instance);
                }
                endpoints.addAll(endpoints(entry.getKey(), instance));
            }
            services.add(new Service(entry.getKey(), good, entry.getValue().size(), problem));
        }
        return new Stack(stack, services, List.copyOf(endpoints));
    }

    private List<Endpoint> endpoints(String service, Instance instance) {
        List<Endpoint> endpoints = new ArrayList<>();
        Ports ports = instance.inspected().getNetworkSettings() == null
                ? null
                : instance.inspected().getNetworkSettings().getPorts();
        if (ports == null || !instance.isRunning()) {
            return endpoints;
        }
        // the first one is the service's address, so it has to be the file's first
        List<String> order =
                List.of(instance.labels().getOrDefault(Labels.PORTS, "").split(","));
        List<Map.Entry<ExposedPort, Ports.Binding[]>> sorted =
                new ArrayList<>(ports.getBindings().entrySet());
        sorted.sort(
                Comparator.comparingInt(entry -> order.indexOf(entry.getKey().toString())));
        for (Map.Entry<ExposedPort, Ports.Binding[]> entry : sorted) {
            if (entry.getValue() == null || entry.getKey().getProtocol() != InternetProtocol.TCP) {
                continue;
            }
            for (Ports.Binding binding : reachable(entry.getValue())) {
                endpoints.add(Urls.endpoint(
                        service,
                        host(binding.getHostIp()),
                        Integer.parseInt(binding.getHostPortSpec()),
                        entry.getKey().getPort()));
            }
        }
        return endpoints;
    }

    /**
     * An engine publishes on all addresses twice, once for each version of IP, and a port of its own choice is often another
     * one there; the one that counts is that of the version by which the engine is reached.
     */
    private List<Ports.Binding> reachable(Ports.Binding[] bindings) {
        String other = connection.host().contains(":") ? "0.0.0.0" : "::";
        List<Ports.Binding> reachable = Stream.of(bindings)
                .filter(binding -> !other.equals(binding.getHostIp()))
                .toList();
        return reachable.isEmpty() ? List.of(bindings) : reachable;
    }

    /** A port that is published on one address is reached there only; "all addresses" means the engine's. */
    private String host(String bound) {
        return bound == null || bound.isEmpty() || bound.equals("0.0.0.0") || bound.equals("::")
                ? connection.host()
                : bound;
    }

    private String problem(Instance instance) {
        String status = String.valueOf(instance.state().getStatus());
        if (instance.health().equals("unhealthy")) {
            return "unhealthy: " + lastCheck(instance);
        }
        if (instance.isRunning() || instance.isCreated()) {
            String error = instance.state().getError();
            return error == null || error.isEmpty() ? null : DockerErrors.tidy(error);
        }
        String lines = log(instance);
        return status + " with exit code " + instance.state().getExitCodeLong()
                + (Boolean.TRUE.equals(instance.state().getOOMKilled()) ? " for want of memory" : "")
                + (lines.isEmpty() ? "" : ", its last lines: " + lines);
    }

    private static String lastCheck(Instance instance) {
        List<HealthStateLog> log = instance.state().getHealth().getLog();
        if (log == null || log.isEmpty()) {
            return "no result yet";
        }
        HealthStateLog last = log.get(log.size() - 1);
        return "its check ended with " + last.getExitCodeLong() + " and said "
                + DockerErrors.tidy(String.valueOf(last.getOutput()).trim());
    }

    /** Best effort: a problem without the lines is still a problem worth showing. */
    private String log(Instance instance) {
        StringBuilder text = new StringBuilder();
        ResultCallback.Adapter<Frame> callback = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                synchronized (text) {
                    text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
            }

            @Override
            public void onError(Throwable error) {
                // super would log it; a log that cannot be read is left out
                onComplete();
            }
        };
        try {
            connection.call("Reading the log of container " + instance.name(), () -> {
                try {
                    return connection
                            .client()
                            .logContainerCmd(instance.id())
                            .withStdOut(true)
                            .withStdErr(true)
                            .withTail(LOG_LINES)
                            .exec(callback)
                            .awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            });
        } catch (CloudException unreadable) {
            return "";
        }
        synchronized (text) {
            return DockerErrors.tidy(text.toString().trim().replaceAll("\\R", " | "));
        }
    }
}
