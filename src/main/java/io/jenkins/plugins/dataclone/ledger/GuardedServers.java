package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers;
import java.util.List;
import java.util.Optional;

/** Nova behind the guard: whatever the server, only volumes of ours are put on it or taken off. */
final class GuardedServers implements Servers {
    private final Servers servers;
    private final Ownership ours;

    GuardedServers(Servers servers, Ownership ours) {
        this.servers = servers;
        this.ours = ours;
    }

    @Override
    public Server server(String nameOrId) throws CloudException {
        return servers.server(nameOrId);
    }

    @Override
    public Attachment attach(String serverId, String volumeId) throws CloudException {
        ours.require(ResourceKind.VOLUME, volumeId, "attach");
        return servers.attach(serverId, volumeId);
    }

    @Override
    public void detach(String serverId, String volumeId) throws CloudException {
        ours.require(ResourceKind.VOLUME, volumeId, "detach");
        servers.detach(serverId, volumeId);
    }

    @Override
    public Optional<Attachment> attachment(String serverId, String volumeId) throws CloudException {
        return servers.attachment(serverId, volumeId);
    }

    @Override
    public List<String> flavors() throws CloudException {
        return servers.flavors();
    }

    @Override
    public List<String> keypairs() throws CloudException {
        return servers.keypairs();
    }
}
