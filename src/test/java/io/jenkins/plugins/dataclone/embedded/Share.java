package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.List;

/** A Manila share. */
final class Share extends Resource {
    /** One way to reach a share. */
    record ExportLocation(String id, String path, boolean preferred, boolean adminOnly) {}

    int size;
    String proto;
    ShareType type;
    String snapshotId;
    String shareNetworkId;
    String availabilityZone;
    String progress;
    boolean isPublic;
    final String instanceId = Ids.uuid();
    List<ExportLocation> exports = List.of();

    Share(String projectId, String userId, Instant createdAt) {
        super(projectId, userId, createdAt);
    }
}
