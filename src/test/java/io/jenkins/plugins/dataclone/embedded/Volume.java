package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Cinder volume. */
final class Volume extends Resource {
    int size;
    VolumeType type;
    String snapshotId;
    String sourceVolumeId;
    /** Whether a back end has taken it. */
    boolean placed = true;

    Volume(String projectId, String userId, Instant createdAt) {
        super(projectId, userId, createdAt);
    }
}
