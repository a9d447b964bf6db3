package io.jenkins.plugins.dataclone.embedded;

import java.util.Optional;

/** What stacks really make on this cloud: servers with their addresses, and volumes. Everything else of a stack is a name. */
final class StackGoods {
    private static final String VOLUME = "OS::Cinder::Volume";
    private static final String SERVER = "OS::Nova::Server";

    private final CloudState cloud;
    private final VolumeTypes types = new VolumeTypes();

    StackGoods(CloudState cloud) {
        this.cloud = cloud;
    }

    /** The resource is complete. */
    void make(Stack stack, Stack.Part part) {
        if (part.type.equals(SERVER)) {
            makeServer(stack, part);
        }
        if (part.type.equals(VOLUME)) {
            Volume volume = new Volume(stack.projectId, stack.userId, cloud.now());
            volume.name = stack.name + "-" + part.name + "-" + Ids.suffix();
            volume.size = part.size;
            volume.type = types.find("lvm");
            volume.status = "available";
            volume.updatedAt = cloud.now();
            part.physicalId = cloud.store.volumes.add(volume).id;
        }
    }

    private void makeServer(Stack stack, Stack.Part part) {
        String network = part.networks.isEmpty() ? "ci" : part.networks.get(0);
        Networks.Network found = cloud.networks.find(network);
        part.address = cloud.networks.nextAddress(network);
        Server server = new Server(
                stack.projectId,
                stack.userId,
                cloud.now(),
                "m1.small",
                Ids.uuid(),
                found == null ? network : found.name(),
                part.address);
        server.name = stack.name + "-" + part.name + "-" + Ids.suffix();
        server.status = "ACTIVE";
        server.launchedAt = cloud.now();
        part.physicalId = cloud.store.servers.add(server).id;
        cloud.networks.plug(stack.projectId, server.id, part.networks, cloud.now());
    }

    /** Why the resource cannot be deleted now. */
    Optional<String> obstacle(Stack.Part part) {
        boolean snapped = part.type.equals(VOLUME)
                && cloud.store.volumeSnapshots.all().stream()
                        .anyMatch(snapshot -> snapshot.volume.id.equals(part.physicalId));
        return snapped
                ? Optional.of("BadRequest: resources." + part.name
                        + ": Invalid volume: Volume status must be available or error or error_restoring or"
                        + " error_extending or error_managing and must not be migrating, attached, belong to a group,"
                        + " have snapshots, awaiting a transfer, or be disassociated from snapshots after volume"
                        + " transfer. (HTTP 400) (Request-ID: " + Ids.request() + ")")
                : Optional.empty();
    }

    void remove(Stack.Part part) {
        cloud.networks.unplug(part.physicalId);
        Server server = cloud.store.servers.get(part.physicalId);
        if (server != null) {
            NovaServers.remove(cloud, server);
        }
        if (part.type.equals(VOLUME)) {
            cloud.store.vanish(part.physicalId);
        }
    }
}
