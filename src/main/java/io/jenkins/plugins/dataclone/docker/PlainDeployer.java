package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.model.ContainerNetwork;
import io.jenkins.plugins.dataclone.docker.Containers.Instance;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.FileMount;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Mount;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Port;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brings a plain engine to what a plan says. One container per replica, named {@code <stack>_<service>.<n>} as a swarm
 * names its tasks.
 */
final class PlainDeployer {
    private final EngineConnection connection;
    private final DockerPlan plan;
    private final OwnershipTag tag;
    private final Containers containers;

    PlainDeployer(EngineConnection connection, DockerPlan plan, OwnershipTag tag) {
        this.connection = connection;
        this.plan = plan;
        this.tag = tag;
        this.containers = new Containers(connection, plan.stack());
    }

    void deploy() throws CloudException {
        for (ComposeService service : plan.file().services().values()) {
            check(service);
        }
        PublishedPorts.check(connection, plan, true);
        StackVolumes volumes = new StackVolumes(connection, plan, tag);
        volumes.check();
        List<Instance> existing = containers.list();
        for (Instance instance : existing) {
            if (!Labels.isOf(tag, plan.stack(), instance.labels())) {
                throw connection.refused(
                        "Stack " + plan.stack() + " cannot be deployed: its container " + instance.name()
                                + " exists already and does not belong to this environment; remove it or choose another stack"
                                + " name;");
            }
        }
        Map<String, ComposeService> wanted = wanted();
        if (wanted.isEmpty()) {
            throw connection.refused(plan.fileName() + " starts nothing: all its services have deploy.replicas 0;");
        }
        // before anything that runs is touched: a pull is what fails most
        for (ComposeService service : plan.file().services().values()) {
            new Images(connection).provide(service.process().image());
        }
        Map<String, Instance> kept = keepWhatFits(existing, wanted);
        new StackNetworks(connection, plan, tag).create("bridge");
        volumes.create();
        for (Map.Entry<String, ComposeService> entry : wanted.entrySet()) {
            if (!kept.containsKey(entry.getKey())) {
                create(entry.getValue(), entry.getKey());
            }
        }
        containers.startWhatMay(containers.list());
    }

    /** What a plain engine cannot do is better refused before half a stack exists. */
    private void check(ComposeService service) throws CloudException {
        for (Port port : service.ports()) {
            if (port.published() > 0 && service.deploy().replicas() > 1) {
                throw refused(
                        service,
                        "has " + service.deploy().replicas() + " replicas and publishes port "
                                + port.published()
                                + ", which only one container can have without a swarm; leave the published"
                                + " port to the engine;");
            }
        }
        List<FileMount> files = Stream.concat(service.configs().stream(), service.secrets().stream())
                .toList();
        if (service.process().readOnly() && !files.isEmpty()) {
            throw refused(
                    service,
                    "is read_only and has configs or secrets, which without a swarm are files that are written"
                            + " into the container;");
        }
        for (FileMount file : files) {
            if (!TarArchive.fits(file.target())) {
                throw refused(service, "has the target " + file.target() + ", longer than 100 bytes;");
            }
            for (Mount mount : service.mounts()) {
                if (file.target().startsWith(mount.target() + "/")) {
                    throw refused(
                            service,
                            "has the config or secret " + file.source() + " at " + file.target() + ", where its "
                                    + (mount.tmpfs() ? "tmpfs " : "volume ") + mount.target()
                                    + " would hide it or take it in, since without a swarm it is a file that is written"
                                    + " into the container; give it another target;");
                }
            }
        }
    }

    private CloudException refused(ComposeService service, String what) {
        return connection.refused(
                plan.fileName() + ", line " + service.line() + ": service " + service.name() + " " + what);
    }

    private Map<String, ComposeService> wanted() {
        Map<String, ComposeService> wanted = new LinkedHashMap<>();
        for (ComposeService service : plan.file().services().values()) {
            int replicas = service.deploy().global() ? 1 : service.deploy().replicas();
            for (int number = 1; number <= replicas; number++) {
                wanted.put(plan.serviceName(service.name()) + "." + number, service);
            }
        }
        return wanted;
    }

    /** Removes what the file lost, what it says differently now, and what a crash left half made. */
    private Map<String, Instance> keepWhatFits(List<Instance> existing, Map<String, ComposeService> wanted)
            throws CloudException {
        Map<String, Instance> kept = new LinkedHashMap<>();
        for (Instance instance : existing) {
            ComposeService service = wanted.get(instance.name());
            if (service != null
                    && plan.serviceFingerprint(service).equals(instance.labels().get(Labels.SPEC))) {
                kept.put(instance.name(), instance);
            } else {
                containers.replace(instance);
            }
        }
        return kept;
    }

    private void create(ComposeService service, String name) throws CloudException {
        ContainerSpecs specs = new ContainerSpecs(connection, plan, tag);
        String id = connection.call(
                "Creating container " + name,
                () -> specs.of(service, name + Containers.UNFINISHED).exec().getId());
        String first = ContainerSpecs.firstNetwork(service);
        List<String> others = new ArrayList<>(service.networks().keySet());
        others.remove(first);
        for (String network : others) {
            String networkName = plan.networkName(network);
            connection.call("Connecting container " + name + " to network " + networkName, () -> connection
                    .client()
                    .connectToNetworkCmd()
                    .withContainerId(id)
                    .withNetworkId(networkName)
                    .withContainerNetwork(new ContainerNetwork().withAliases(ContainerSpecs.aliases(service, network)))
                    .exec());
        }
        new ContainerFiles(connection, plan).copy(service, id);
        connection.call(
                "Naming container " + name,
                () -> connection.client().renameContainerCmd(id).withName(name).exec());
    }
}
