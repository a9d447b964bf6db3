package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** That a volume is attached to a server, reserved for it, or about to be taken off it. */
final class VolumeAttachment extends Resource {
    final Volume volume;
    final String serverId;
    final String device;
    /** Made through Nova, which then alone may end it. */
    final boolean novas;

    Instant attachedAt;

    VolumeAttachment(Volume volume, String userId, String serverId, String device, boolean novas, Instant createdAt) {
        super(volume.projectId, userId, createdAt);
        this.volume = volume;
        this.serverId = serverId;
        this.device = device;
        this.novas = novas;
    }
}
