package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.model.Network;
import io.jenkins.plugins.dataclone.docker.compose.ComposeFile;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the networks of a stack. */
final class StackNetworks {
    /** Drivers that mean "the usual one": which of them it is depends on the engine, not on the file. */
    private static final Set<String> USUAL = Set.of("bridge", "overlay");

    private final EngineConnection connection;
    private final DockerPlan plan;
    private final OwnershipTag tag;

    StackNetworks(EngineConnection connection, DockerPlan plan, OwnershipTag tag) {
        this.connection = connection;
        this.plan = plan;
        this.tag = tag;
    }

    /** @param usualDriver {@code overlay} in a swarm, {@code bridge} on a plain engine */
    void create(String usualDriver) throws CloudException {
        List<Network> all = connection.call(
                "Listing networks", () -> connection.client().listNetworksCmd().exec());
        for (Map.Entry<String, ComposeFile.Network> entry :
                plan.file().networks().entrySet()) {
            String name = plan.networkName(entry.getKey());
            Network existing = all.stream()
                    .filter(network -> network.getName().equals(name))
                    .findFirst()
                    .orElse(null);
            if (existing == null) {
                create(name, entry.getValue(), usualDriver);
            } else if (!Labels.isOf(tag, plan.stack(), existing.getLabels())) {
                throw connection.refused("Stack " + plan.stack() + " cannot be deployed: a network " + name
                        + " exists already and does not belong to this environment;");
            }
        }
    }

    private void create(String name, ComposeFile.Network network, String usualDriver) throws CloudException {
        String driver = network.driver() == null || USUAL.contains(network.driver()) ? usualDriver : network.driver();
        CreateNetworkCmd create = connection
                .client()
                .createNetworkCmd()
                .withName(name)
                .withDriver(driver)
                .withOptions(network.options())
                .withInternal(network.internal())
                .withCheckDuplicate(true)
                .withLabels(Labels.of(plan.stack(), tag, network.labels()));
        if (driver.equals("overlay")) {
            create.withAttachable(network.attachable());
        }
        connection.call("Creating network " + name, create::exec);
    }
}
