package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The Nova of a {@link FakeCloud}. */
final class FakeServers implements Servers {
    private final FakeCloud cloud;
    /** The bay of each node. */
    private final Map<String, FakeObject> bays = new TreeMap<>();

    FakeServers(FakeCloud cloud) {
        this.cloud = cloud;
    }

    /** The nodes of a bay; they live as long as it. */
    List<String> nodes(FakeObject cluster) {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < cluster.size(cloud.now()); i++) {
            String id = UUID.nameUUIDFromBytes((cluster.id + i).getBytes(StandardCharsets.UTF_8))
                    .toString();
            bays.put(id, cluster);
            nodes.add(id);
        }
        return nodes;
    }

    /** Whether there is such a server. */
    boolean isAlive(String id) {
        return bays.containsKey(id) ? bays.get(id).exists(cloud.now()) : cloud.isAlive(id);
    }

    @Override
    public Server server(String nameOrId) throws CloudException {
        return cloud.call("showServer", nameOrId, () -> {
            for (FakeObject server : cloud.listed(FakeObject.Words.SERVER, "")) {
                if (server.id.equals(nameOrId) || server.name.equals(nameOrId)) {
                    return new Server(server.id, server.name, server.status(cloud.now()));
                }
            }
            for (Map.Entry<String, FakeObject> node : bays.entrySet()) {
                String name = name(node.getKey());
                if ((node.getKey().equals(nameOrId) || name.equals(nameOrId)) && isAlive(node.getKey())) {
                    return new Server(node.getKey(), name, "ACTIVE");
                }
            }
            throw missing(nameOrId);
        });
    }

    @Override
    public Attachment attach(String serverId, String volumeId) throws CloudException {
        return cloud.change("attachVolume", volumeId, () -> {
            FakeObject volume = cloud.existing("Volume", volumeId);
            cloud.violated(volume, "attachVolume");
            if (!isAlive(serverId)) {
                throw missing(serverId);
            }
            Optional<FakeObject> there = find(serverId, volumeId);
            if (there.isPresent()) {
                return attachment(there.get());
            }
            if (!volume.isReady(cloud.now())) {
                throw CloudException.answered(
                        CloudException.Kind.CONFLICT,
                        "Volume " + volume.name + " status must be available (400, req-400)",
                        400,
                        "req-400",
                        null);
            }
            return attachment(cloud.create(
                    "attachVolume",
                    volume.name + " on " + serverId,
                    volumeId,
                    FakeObject.Words.ATTACHMENT,
                    Map.of(),
                    0,
                    serverId));
        });
    }

    @Override
    public void detach(String serverId, String volumeId) throws CloudException {
        cloud.change("detachVolume", volumeId, () -> {
            cloud.violated(cloud.peek(volumeId), "detachVolume");
            Optional<FakeObject> there = find(serverId, volumeId);
            if (there.isPresent() && isAlive(serverId)) {
                there.get().delete(cloud.now());
            }
            return null;
        });
    }

    @Override
    public Optional<Attachment> attachment(String serverId, String volumeId) throws CloudException {
        return cloud.call("volumeOfServer", volumeId, () -> find(serverId, volumeId)
                .filter(o -> isAlive(serverId))
                .map(FakeServers::attachment));
    }

    @Override
    public List<String> flavors() {
        return List.of("m1.small");
    }

    @Override
    public List<String> keypairs() {
        return List.of("jenkins");
    }

    private String name(String node) {
        return bays.get(node).name + "-node-" + nodes(bays.get(node)).indexOf(node);
    }

    private CloudException missing(String server) {
        return CloudException.answered(
                CloudException.Kind.NOT_FOUND,
                "Server " + server + " could not be found on cloud '" + cloud.name() + "' (404, req-404)",
                404,
                "req-404",
                null);
    }

    private Optional<FakeObject> find(String serverId, String volumeId) {
        return cloud.all().stream()
                .filter(o -> o.is(FakeObject.Words.ATTACHMENT) && o.exists(cloud.now()))
                .filter(o -> o.parent.equals(volumeId) && o.detail.equals(serverId))
                .findFirst();
    }

    private static Attachment attachment(FakeObject o) {
        return new Attachment(o.detail, o.parent, "/dev/vdb");
    }
}
