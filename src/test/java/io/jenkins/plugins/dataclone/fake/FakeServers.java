package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Nova of a {@link FakeCloud}. */
final class FakeServers implements Servers {
    private final FakeCloud cloud;

    FakeServers(FakeCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Server server(String nameOrId) throws CloudException {
        return cloud.call("showServer", nameOrId, () -> {
            for (FakeObject server : cloud.listed(FakeObject.Words.SERVER, "")) {
                if (server.id.equals(nameOrId) || server.name.equals(nameOrId)) {
                    return new Server(server.id, server.name, server.status(cloud.now()));
                }
            }
            cloud.existing("Server", nameOrId);
            throw new AssertionError("unreachable");
        });
    }

    @Override
    public Attachment attach(String serverId, String volumeId) throws CloudException {
        return cloud.change("attachVolume", volumeId, () -> {
            FakeObject volume = cloud.existing("Volume", volumeId);
            cloud.violated(volume, "attachVolume");
            cloud.existing("Server", serverId);
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
            if (there.isPresent() && cloud.isAlive(serverId)) {
                there.get().delete(cloud.now());
            }
            return null;
        });
    }

    @Override
    public Optional<Attachment> attachment(String serverId, String volumeId) throws CloudException {
        return cloud.call("volumeOfServer", volumeId, () -> find(serverId, volumeId)
                .filter(o -> cloud.isAlive(serverId))
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
