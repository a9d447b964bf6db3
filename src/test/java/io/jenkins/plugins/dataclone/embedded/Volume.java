package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Cinder volume. */
final class Volume extends Resource {
    int size;
    VolumeType type;
    String snapshotId;
    String sourceVolumeId;

    Volume(String projectId, String userId, Instant createdAt) {
        super(projectId, userId, createdAt);
    }
}
