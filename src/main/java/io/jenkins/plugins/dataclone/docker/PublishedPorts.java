package io.jenkins.plugins.dataclone.docker;

import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Port;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.List;

/** Ports that services of one file would take from each other. */
final class PublishedPorts {
    private record Use(ComposeService service, Port port) {}

    private PublishedPorts() {}

    /**
     * @param oneNode whether ports published on the node of each task are all on the same one
     * @throws CloudException REFUSED if the engine would refuse the second of two services after it had made the first
     */
    static void check(EngineConnection connection, DockerPlan plan, boolean oneNode) throws CloudException {
        List<Use> uses = new ArrayList<>();
        for (ComposeService service : plan.file().services().values()) {
            for (Port port : service.ports()) {
                for (Use use : uses) {
                    if (collide(use.port(), port, oneNode)) {
                        throw connection.refused(plan.fileName() + ", line " + service.line() + ": service "
                                + service.name() + " publishes port " + port.published() + ", as service "
                                + use.service().name() + " does; publish another one, or leave the choice to the engine"
                                + " by naming the container's port alone;");
                    }
                }
                uses.add(new Use(service, port));
            }
        }
    }

    private static boolean collide(Port one, Port other, boolean oneNode) {
        boolean sameAddress =
                one.hostIp() == null || other.hostIp() == null || one.hostIp().equals(other.hostIp());
        return one.published() > 0
                && one.published() == other.published()
                && one.protocol().equals(other.protocol())
                && sameAddress
                && (oneNode || !one.host() || !other.host());
    }
}
