package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.command.CreateVolumeCmd;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Map;

/**
 * The volumes of a stack. An engine that is asked for a volume of a name that it has gives that one, whoever's it is and whatever
 * it was made of; so they are looked at before. In a swarm those of this engine's node are: other nodes' are not seen from here.
 */
final class StackVolumes {
    private final EngineConnection connection;
    private final DockerPlan plan;
    private final OwnershipTag tag;

    StackVolumes(EngineConnection connection, DockerPlan plan, OwnershipTag tag) {
        this.connection = connection;
        this.plan = plan;
        this.tag = tag;
    }

    /** @throws CloudException REFUSED if one is somebody else's, or is not what the plan wants it to be */
    void check() throws CloudException {
        for (String volume : plan.usedVolumes()) {
            InspectVolumeResponse existing = existing(plan.volumeName(volume));
            if (existing != null) {
                check(existing, plan.volume(volume));
            }
        }
    }

    private void check(InspectVolumeResponse existing, Volume wanted) throws CloudException {
        if (!Labels.isOf(tag, plan.stack(), existing.getLabels())) {
            throw connection.refused("Stack " + plan.stack() + " cannot be deployed: a volume " + existing.getName()
                    + " exists already and does not belong to this environment;");
        }
        Map<String, String> options = existing.getOptions() == null ? Map.of() : existing.getOptions();
        // the engine adds the usual tag to the name of a plugin
        String driver = existing.getDriver().replaceFirst(":latest$", "");
        if (!driver.equals(wanted.driver().replaceFirst(":latest$", "")) || !options.equals(wanted.options())) {
            throw connection.refused("Stack " + plan.stack() + " cannot be changed: volume " + existing.getName()
                    + " exists with another driver or other options, and volumes cannot be changed; destroy the stack"
                    + " first;");
        }
    }

    /** Makes those that are missing; for a plain engine, as a swarm's nodes make them when a task arrives. */
    void create() throws CloudException {
        for (String volume : plan.usedVolumes()) {
            String name = plan.volumeName(volume);
            if (existing(name) == null) {
                Volume definition = plan.volume(volume);
                CreateVolumeCmd create = connection
                        .client()
                        .createVolumeCmd()
                        .withName(name)
                        .withDriver(definition.driver())
                        .withDriverOpts(definition.options())
                        .withLabels(Labels.of(
                                plan.stack(),
                                tag,
                                plan.file().volumes().get(volume).labels()));
                connection.call("Creating volume " + name, create::exec);
            }
        }
    }

    private InspectVolumeResponse existing(String name) throws CloudException {
        return connection.call("Looking for volume " + name, () -> {
            try {
                return connection.client().inspectVolumeCmd(name).exec();
            } catch (NotFoundException e) {
                return null;
            }
        });
    }
}
