package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Optional;

/**
 * What becomes of a snapshot of production when its environment goes: others may have clones of it, or it may be kept for later
 * ones. Then it is handed over, and bears the tag of its new environment; otherwise it is written down that it goes.
 */
final class SnapshotRelease {
    private final FlowContext context;
    private final String environmentId;

    SnapshotRelease(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    /** Whether others may have to do with that resource. */
    static boolean concerns(Resource resource) {
        boolean ofProduction =
                resource.kind() == ResourceKind.SHARE_SNAPSHOT || resource.kind() == ResourceKind.VOLUME_SNAPSHOT;
        return ofProduction
                && resource.id() != null
                && !resource.isGone()
                && resource.state() != ResourceState.DELETING;
    }

    /**
     * One attempt.
     *
     * @return the entry as it is now: handed over and thereby gone, or on its way out; as it was if it has to be tried again
     */
    Resource advance(Resource snapshot) throws CloudException {
        SharedSnapshots shared = context.ledger().snapshots();
        Optional<Environment> heir = shared.heir(environmentId, snapshot);
        if (heir.isEmpty()) {
            return shared.retire(environmentId, snapshot);
        }
        retag(snapshot, heir.get());
        return shared.handOver(environmentId, snapshot, heir.get().id());
    }

    /** The ledger decides whose it is; that the tag says so too is for people, and for those who have no ledger. */
    private void retag(Resource snapshot, Environment heir) throws CloudException {
        OwnershipTag tag = OwnershipTag.of(heir, context.clock().instant());
        try {
            Cloud cloud = context.cloud(snapshot.cloud());
            if (snapshot.kind() == ResourceKind.SHARE_SNAPSHOT) {
                cloud.shares().retagSnapshot(snapshot.id(), tag);
            } else {
                cloud.volumes().retagSnapshot(snapshot.id(), tag);
            }
        } catch (CloudException e) {
            if (e.isRetryable()) {
                throw e;
            }
        }
    }
}
