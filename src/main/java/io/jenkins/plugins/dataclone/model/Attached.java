package io.jenkins.plugins.dataclone.model;

import java.util.Objects;

/**
 * Where a cloned volume is attached.
 *
 * @param serverId Nova's id of the server
 * @param server its name
 * @param device what Nova calls the disk there, {@code /dev/vdb}: a hint, as the server's kernel has the last word; may be empty
 */
public record Attached(String serverId, String server, String device) {
    public Attached {
        Objects.requireNonNull(serverId, "serverId");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(device, "device");
    }
}
