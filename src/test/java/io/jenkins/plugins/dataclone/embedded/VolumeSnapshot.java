package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Cinder snapshot. */
final class VolumeSnapshot extends Resource {
    final Volume volume;
    final int size;
    /** Not if Cinder took it for itself. */
    boolean consumesQuota = true;

    VolumeSnapshot(Volume volume, String userId, Instant createdAt) {
        super(volume.projectId, userId, createdAt);
        this.volume = volume;
        this.size = volume.size;
    }
}
