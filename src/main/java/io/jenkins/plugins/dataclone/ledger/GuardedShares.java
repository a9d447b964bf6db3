package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.List;
import java.util.Optional;

/** Manila behind the guard. */
final class GuardedShares implements Shares {
    private static final List<ResourceKind> SNAPSHOTS =
            List.of(ResourceKind.SHARE_SNAPSHOT, ResourceKind.SHARE_CHECKPOINT);

    private final Shares shares;
    private final Ownership ours;

    GuardedShares(Shares shares, Ownership ours) {
        this.shares = shares;
        this.ours = ours;
    }

    @Override
    public Share showShare(String id) throws CloudException {
        return shares.showShare(id);
    }

    @Override
    public List<Share> listShares(String namePrefix) throws CloudException {
        return shares.listShares(namePrefix);
    }

    @Override
    public Share createShare(NewShare request) throws CloudException {
        return shares.createShare(request);
    }

    @Override
    public void deleteShare(String id) throws CloudException {
        ours.require(ResourceKind.SHARE, id, "delete");
        shares.deleteShare(id);
    }

    @Override
    public List<ExportLocation> exportLocations(String shareId) throws CloudException {
        return shares.exportLocations(shareId);
    }

    @Override
    public Snapshot showSnapshot(String id) throws CloudException {
        return shares.showSnapshot(id);
    }

    @Override
    public List<Snapshot> listSnapshots(String namePrefix) throws CloudException {
        return shares.listSnapshots(namePrefix);
    }

    @Override
    public List<Snapshot> listSnapshotsOf(String shareId) throws CloudException {
        return shares.listSnapshotsOf(shareId);
    }

    @Override
    public Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException {
        return shares.createSnapshot(shareId, name, tag);
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        ours.requireAny(SNAPSHOTS, id, "delete");
        shares.deleteSnapshot(id);
    }

    @Override
    public void retagSnapshot(String id, OwnershipTag tag) throws CloudException {
        ours.requireAny(SNAPSHOTS, id, "write a tag on");
        shares.retagSnapshot(id, tag);
    }

    @Override
    public void revertShare(String shareId, String snapshotId) throws CloudException {
        ours.require(ResourceKind.SHARE, shareId, "revert");
        ours.require(ResourceKind.SHARE_CHECKPOINT, snapshotId, "go back to");
        shares.revertShare(shareId, snapshotId);
    }

    @Override
    public ShareType shareType(String nameOrId) throws CloudException {
        return shares.shareType(nameOrId);
    }

    @Override
    public List<String> shareTypes() throws CloudException {
        return shares.shareTypes();
    }

    @Override
    public List<String> shareNetworks() throws CloudException {
        return shares.shareNetworks();
    }

    @Override
    public String shareNetworkId(String nameOrId) throws CloudException {
        return shares.shareNetworkId(nameOrId);
    }

    @Override
    public List<AccessRule> listAccess(String shareId) throws CloudException {
        return shares.listAccess(shareId);
    }

    @Override
    public void requireAccess(Access access) throws CloudException {
        shares.requireAccess(access);
    }

    @Override
    public AccessRule allowAccess(String shareId, Access access) throws CloudException {
        ours.require(ResourceKind.SHARE, shareId, "open");
        return shares.allowAccess(shareId, access);
    }

    @Override
    public void denyAccess(String shareId, String ruleId) throws CloudException {
        ours.require(ResourceKind.SHARE, shareId, "change the access rules of");
        shares.denyAccess(shareId, ruleId);
    }

    @Override
    public Optional<String> failureReason(String resourceId) throws CloudException {
        return shares.failureReason(resourceId);
    }
}
