package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.model.ContainerDNSConfig;
import com.github.dockerjava.api.model.ContainerSpec;
import com.github.dockerjava.api.model.ContainerSpecConfig;
import com.github.dockerjava.api.model.ContainerSpecFile;
import com.github.dockerjava.api.model.ContainerSpecSecret;
import com.github.dockerjava.api.model.EndpointResolutionMode;
import com.github.dockerjava.api.model.EndpointSpec;
import com.github.dockerjava.api.model.NetworkAttachmentConfig;
import com.github.dockerjava.api.model.PortConfig;
import com.github.dockerjava.api.model.PortConfig.PublishMode;
import com.github.dockerjava.api.model.PortConfigProtocol;
import com.github.dockerjava.api.model.ResourceRequirements;
import com.github.dockerjava.api.model.ResourceSpecs;
import com.github.dockerjava.api.model.ServiceGlobalModeOptions;
import com.github.dockerjava.api.model.ServiceModeConfig;
import com.github.dockerjava.api.model.ServicePlacement;
import com.github.dockerjava.api.model.ServiceReplicatedModeOptions;
import com.github.dockerjava.api.model.ServiceRestartCondition;
import com.github.dockerjava.api.model.ServiceRestartPolicy;
import com.github.dockerjava.api.model.ServiceSpec;
import com.github.dockerjava.api.model.TaskSpec;
import com.github.dockerjava.api.model.UpdateConfig;
import com.github.dockerjava.api.model.UpdateFailureAction;
import com.github.dockerjava.api.model.UpdateOrder;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Deploy;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.FileMount;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Port;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Process;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Resources;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Restart;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Update;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A service of the file in the swarm's words. Source: Docker Engine API v1.41, "Create a service". */
final class SwarmSpecs {
    private final DockerPlan plan;
    private final OwnershipTag tag;
    /** Ids of the configs and secrets, by their names on the engine. */
    private final Map<String, String> ids;

    SwarmSpecs(DockerPlan plan, OwnershipTag tag, Map<String, String> ids) {
        this.plan = plan;
        this.tag = tag;
        this.ids = ids;
    }

    ServiceSpec of(ComposeService service) {
        Deploy deploy = service.deploy();
        Map<String, String> labels = Labels.of(plan.stack(), tag, deploy.labels());
        labels.put(Labels.SPEC, plan.serviceFingerprint(service));
        labels.put(Labels.TASK, plan.taskFingerprint(service));
        ServiceSpec spec = new ServiceSpec()
                .withName(plan.serviceName(service.name()))
                .withLabels(labels)
                .withMode(mode(deploy))
                .withTaskTemplate(task(service))
                .withEndpointSpec(endpoint(service));
        if (deploy.update() != null) {
            spec.withUpdateConfig(update(deploy.update()));
        }
        if (deploy.rollback() != null) {
            spec.withRollbackConfig(update(deploy.rollback()));
        }
        return spec;
    }

    private static ServiceModeConfig mode(Deploy deploy) {
        return deploy.global()
                ? new ServiceModeConfig().withGlobal(new ServiceGlobalModeOptions())
                : new ServiceModeConfig()
                        .withReplicated(new ServiceReplicatedModeOptions().withReplicas(deploy.replicas()));
    }

    private TaskSpec task(ComposeService service) {
        Deploy deploy = service.deploy();
        List<NetworkAttachmentConfig> networks = new ArrayList<>();
        service.networks().forEach((name, aliases) -> {
            List<String> all = new ArrayList<>(List.of(service.name()));
            all.addAll(aliases);
            networks.add(new NetworkAttachmentConfig()
                    .withTarget(plan.networkName(name))
                    .withAliases(all));
        });
        TaskSpec task = new TaskSpec().withContainerSpec(container(service)).withNetworks(networks);
        if (!deploy.limits().equals(deploy.reservations()) || isSaid(deploy.limits())) {
            task.withResources(new ResourceRequirements()
                    .withLimits(resources(deploy.limits()))
                    .withReservations(resources(deploy.reservations())));
        }
        if (deploy.restart() != null) {
            task.withRestartPolicy(restart(deploy.restart()));
        }
        List<String> constraints = plan.constraints(service);
        if (!constraints.isEmpty() || deploy.maxPerNode() > 0) {
            ServicePlacement placement = new ServicePlacement().withConstraints(constraints);
            if (deploy.maxPerNode() > 0) {
                placement.withMaxReplicas(deploy.maxPerNode());
            }
            task.withPlacement(placement);
        }
        return task;
    }

    private ContainerSpec container(ComposeService service) {
        Process process = service.process();
        Map<String, String> labels = Labels.of(plan.stack(), tag, service.labels());
        labels.put(Labels.TASK, plan.taskFingerprint(service));
        ContainerSpec container = new ContainerSpec()
                .withImage(process.image())
                .withLabels(labels)
                .withEnv(environment(process))
                .withDir(process.workingDir())
                .withUser(process.user())
                .withHostname(process.hostname())
                .withMounts(new Mounts(plan, tag).of(service))
                .withStopSignal(process.stopSignal())
                .withConfigs(configs(service))
                .withSecrets(secrets(service));
        process.command().ifPresent(container::withArgs);
        // an empty text is how an image's entrypoint is taken away; an empty list means "as in the image"
        process.entrypoint().ifPresent(words -> container.withCommand(words.isEmpty() ? List.of("") : words));
        process.init().ifPresent(container::withInit);
        if (process.readOnly()) {
            container.withReadOnly(true);
        }
        if (process.tty()) {
            container.withTty(true);
        }
        if (process.stdinOpen()) {
            container.withOpenStdin(true);
        }
        if (process.stopGrace() != null) {
            container.withStopGracePeriod(process.stopGrace().toNanos());
        }
        service.healthcheck().ifPresent(check -> container.withHealthCheck(HealthChecks.of(check)));
        if (!service.extraHosts().isEmpty()) {
            container.withHosts(service.extraHosts().stream()
                    .map(host -> host.address() + " " + host.name())
                    .toList());
        }
        if (!service.dns().isEmpty()) {
            container.withDnsConfig(new ContainerDNSConfig()
                    .withNameservers(service.dns().servers())
                    .withSearch(service.dns().search())
                    .withOptions(service.dns().options()));
        }
        return container;
    }

    static List<String> environment(Process process) {
        List<String> environment = new ArrayList<>();
        process.environment().forEach((key, value) -> environment.add(key + "=" + value));
        return environment;
    }

    private List<ContainerSpecConfig> configs(ComposeService service) {
        List<ContainerSpecConfig> configs = new ArrayList<>();
        for (FileMount mount : service.configs()) {
            String name = plan.configName(mount.source());
            configs.add(new ContainerSpecConfig()
                    .withConfigID(ids.get(name))
                    .withConfigName(name)
                    .withFile(file(mount)));
        }
        return configs;
    }

    private List<ContainerSpecSecret> secrets(ComposeService service) {
        List<ContainerSpecSecret> secrets = new ArrayList<>();
        for (FileMount mount : service.secrets()) {
            String name = plan.secretName(mount.source());
            secrets.add(new ContainerSpecSecret()
                    .withSecretId(ids.get(name))
                    .withSecretName(name)
                    .withFile(file(mount)));
        }
        return secrets;
    }

    private static ContainerSpecFile file(FileMount mount) {
        return new ContainerSpecFile()
                .withName(mount.target())
                .withUid(mount.uid())
                .withGid(mount.gid())
                .withMode((long) mount.mode());
    }

    private static EndpointSpec endpoint(ComposeService service) {
        List<PortConfig> ports = new ArrayList<>();
        for (Port port : service.ports()) {
            PortConfig config = new PortConfig()
                    .withProtocol(PortConfigProtocol.valueOf(port.protocol().toUpperCase(Locale.ROOT)))
                    .withTargetPort(port.target())
                    .withPublishMode(port.host() ? PublishMode.host : PublishMode.ingress);
            if (port.published() > 0) {
                config.withPublishedPort(port.published());
            }
            ports.add(config);
        }
        return new EndpointSpec()
                .withMode(service.deploy().dnsRoundRobin() ? EndpointResolutionMode.DNSRR : EndpointResolutionMode.VIP)
                .withPorts(ports);
    }

    private static boolean isSaid(Resources resources) {
        return resources.nanoCpus() > 0 || resources.memory() > 0;
    }

    private static ResourceSpecs resources(Resources resources) {
        ResourceSpecs specs = new ResourceSpecs();
        if (resources.nanoCpus() > 0) {
            specs.withNanoCPUs(resources.nanoCpus());
        }
        if (resources.memory() > 0) {
            specs.withMemoryBytes(resources.memory());
        }
        return specs;
    }

    private static ServiceRestartPolicy restart(Restart restart) {
        ServiceRestartPolicy policy = new ServiceRestartPolicy()
                .withCondition(ServiceRestartCondition.valueOf(
                        restart.condition().toUpperCase(Locale.ROOT).replace('-', '_')));
        if (restart.maxAttempts() > 0) {
            policy.withMaxAttempts((long) restart.maxAttempts());
        }
        return policy.withDelay(nanos(restart.delay())).withWindow(nanos(restart.window()));
    }

    private static UpdateConfig update(Update update) {
        UpdateConfig config =
                new UpdateConfig().withDelay(nanos(update.delay())).withMonitor(nanos(update.monitor()));
        if (update.parallelism() >= 0) {
            config.withParallelism((long) update.parallelism());
        }
        if (update.failureAction() != null) {
            config.withFailureAction(
                    UpdateFailureAction.valueOf(update.failureAction().toUpperCase(Locale.ROOT)));
        }
        if (update.maxFailureRatio() >= 0) {
            config.withMaxFailureRatio((float) update.maxFailureRatio());
        }
        if (update.order() != null) {
            config.withOrder(
                    UpdateOrder.valueOf(update.order().toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return config;
    }

    private static Long nanos(Duration duration) {
        return duration == null ? null : duration.toNanos();
    }
}
