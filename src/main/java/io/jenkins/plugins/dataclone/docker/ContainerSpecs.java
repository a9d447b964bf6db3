package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.RestartPolicy;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Condition;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Deploy;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Port;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Process;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Restart;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A service of the file as a container. Source: Docker Engine API v1.41, "Create a container". */
final class ContainerSpecs {
    private final EngineConnection connection;
    private final DockerPlan plan;
    private final OwnershipTag tag;

    ContainerSpecs(EngineConnection connection, DockerPlan plan, OwnershipTag tag) {
        this.connection = connection;
        this.plan = plan;
        this.tag = tag;
    }

    CreateContainerCmd of(ComposeService service, String containerName) {
        Process process = service.process();
        List<ExposedPort> exposed = new ArrayList<>();
        List<PortBinding> bindings = new ArrayList<>();
        for (Port port : service.ports()) {
            ExposedPort target = ExposedPort.parse(port.target() + "/" + port.protocol());
            exposed.add(target);
            bindings.add(new PortBinding(
                    new Binding(port.hostIp(), port.published() == 0 ? null : Integer.toString(port.published())),
                    target));
        }
        CreateContainerCmd create = connection
                .client()
                .createContainerCmd(process.image())
                .withName(containerName)
                .withLabels(labels(service))
                .withEnv(SwarmSpecs.environment(process))
                .withExposedPorts(exposed)
                .withHostConfig(host(service, bindings))
                .withAliases(aliases(service, firstNetwork(service)))
                .withTty(process.tty())
                .withStdinOpen(process.stdinOpen());
        process.command().ifPresent(create::withCmd);
        // an empty text is how the API takes an image's entrypoint away; an empty list means "as in the image"
        process.entrypoint().ifPresent(words -> create.withEntrypoint(words.isEmpty() ? List.of("") : words));
        service.healthcheck().ifPresent(check -> create.withHealthcheck(HealthChecks.of(check)));
        if (process.user() != null) {
            create.withUser(process.user());
        }
        if (process.workingDir() != null) {
            create.withWorkingDir(process.workingDir());
        }
        if (process.hostname() != null) {
            create.withHostName(process.hostname());
        }
        if (process.stopSignal() != null) {
            create.withStopSignal(process.stopSignal());
        }
        if (process.stopGrace() != null) {
            // whole seconds; less than one would be none
            create.withStopTimeout((int) process.stopGrace().plusMillis(999).toSeconds());
        }
        return create;
    }

    private Map<String, String> labels(ComposeService service) {
        Map<String, String> labels = Labels.of(plan.stack(), tag, service.labels());
        labels.put(Labels.SERVICE, service.name());
        labels.put(Labels.SPEC, plan.serviceFingerprint(service));
        labels.put(
                Labels.PORTS,
                service.ports().stream()
                        .map(port -> port.target() + "/" + port.protocol())
                        .distinct()
                        .collect(Collectors.joining(",")));
        Map<String, Condition> after = service.dependsOn();
        labels.put(
                Labels.AFTER,
                after.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(",")));
        return labels;
    }

    private HostConfig host(ComposeService service, List<PortBinding> bindings) {
        Deploy deploy = service.deploy();
        Process process = service.process();
        HostConfig host = HostConfig.newHostConfig()
                .withPortBindings(bindings)
                .withNetworkMode(plan.networkName(firstNetwork(service)))
                .withMounts(new Mounts(plan, tag).of(service))
                .withRestartPolicy(restart(deploy.restart()))
                .withReadonlyRootfs(process.readOnly());
        process.init().ifPresent(host::withInit);
        if (deploy.limits().nanoCpus() > 0) {
            host.withNanoCPUs(deploy.limits().nanoCpus());
        }
        if (deploy.limits().memory() > 0) {
            host.withMemory(deploy.limits().memory());
        }
        if (deploy.reservations().memory() > 0) {
            host.withMemoryReservation(deploy.reservations().memory());
        }
        if (!service.extraHosts().isEmpty()) {
            host.withExtraHosts(service.extraHosts().stream()
                    .map(extra -> extra.name() + ":" + extra.address())
                    .toArray(String[]::new));
        }
        if (!service.dns().isEmpty()) {
            host.withDns(service.dns().servers())
                    .withDnsSearch(service.dns().search())
                    .withDnsOptions(service.dns().options());
        }
        return host;
    }

    private static RestartPolicy restart(Restart restart) {
        if (restart == null || restart.condition().equals("none")) {
            return RestartPolicy.noRestart();
        }
        return restart.condition().equals("any")
                ? RestartPolicy.alwaysRestart()
                : RestartPolicy.onFailureRestart(restart.maxAttempts());
    }

    static String firstNetwork(ComposeService service) {
        return service.networks().keySet().iterator().next();
    }

    /** Host names of the service in one of its networks: its own and the file's. */
    static List<String> aliases(ComposeService service, String network) {
        List<String> aliases = new ArrayList<>(List.of(service.name()));
        aliases.addAll(service.networks().get(network));
        return aliases;
    }
}
