package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Manila share network with its one subnet. */
final class ShareNetwork extends Resource {
    final String subnetEntryId = Ids.uuid();
    String neutronNetworkId;
    String neutronSubnetId;

    ShareNetwork(String projectId, String userId, Instant createdAt) {
        super(projectId, userId, createdAt);
        status = "active";
    }
}
