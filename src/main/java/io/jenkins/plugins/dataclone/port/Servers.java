package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import java.util.List;
import java.util.Optional;

/**
 * Nova, as far as volumes and forms need it. Source of the protocol: Compute API v2.1, microversions 2.1 to 2.60.
 */
public interface Servers {
    /**
     * @param id Nova's id
     * @param name its name, which others may have too
     * @param status {@code ACTIVE}, {@code SHUTOFF}, ...
     */
    record Server(String id, String name, String status) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofNova(status);
        }
    }

    /**
     * That a server has a volume, or is about to.
     *
     * @param device what the server was told to call it, such as {@code /dev/vdb}; empty while it is not decided
     */
    record Attachment(String serverId, String volumeId, String device) {}

    /** By name or id; NOT_FOUND if the project has none such, REFUSED if it has several of that name. */
    Server server(String nameOrId) throws CloudException;

    /** Asks for the volume to be attached; whether it is, tells the volume's status. Again for the same two is a success. */
    Attachment attach(String serverId, String volumeId) throws CloudException;

    /**
     * Asks for the volume to be taken off the server. Accepted is not done: read back until there is no attachment. What is not
     * attached, or does not exist, is a success.
     */
    void detach(String serverId, String volumeId) throws CloudException;

    /** Empty if the server has no such volume, or there is no such server. */
    Optional<Attachment> attachment(String serverId, String volumeId) throws CloudException;

    /** Names of the flavours that the project may use. */
    List<String> flavors() throws CloudException;

    /** Names of the user's key pairs. */
    List<String> keypairs() throws CloudException;
}
