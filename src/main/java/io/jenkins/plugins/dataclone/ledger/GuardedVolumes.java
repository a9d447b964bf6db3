package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.util.List;
import java.util.Optional;

/** Cinder behind the guard. */
final class GuardedVolumes implements Volumes {
    private final Volumes volumes;
    private final Ownership ours;

    GuardedVolumes(Volumes volumes, Ownership ours) {
        this.volumes = volumes;
        this.ours = ours;
    }

    @Override
    public Volume showVolume(String id) throws CloudException {
        return volumes.showVolume(id);
    }

    @Override
    public List<Volume> listVolumes(String namePrefix) throws CloudException {
        return volumes.listVolumes(namePrefix);
    }

    @Override
    public Volume createVolume(NewVolume request) throws CloudException {
        return volumes.createVolume(request);
    }

    @Override
    public void deleteVolume(String id) throws CloudException {
        ours.require(ResourceKind.VOLUME, id, "delete");
        volumes.deleteVolume(id);
    }

    /** Every snapshot that would go with it has to be ours too, or one that Cinder took because we had it reverted. */
    @Override
    public void deleteVolumeWithSnapshots(String id) throws CloudException {
        ours.require(ResourceKind.VOLUME, id, "delete");
        for (Snapshot snapshot : volumes.snapshotsOf(id)) {
            if (!snapshot.isBackupOfRevert()) {
                ours.require(ResourceKind.VOLUME_CHECKPOINT, snapshot.id(), "delete");
            }
        }
        volumes.deleteVolumeWithSnapshots(id);
    }

    @Override
    public Snapshot showSnapshot(String id) throws CloudException {
        return volumes.showSnapshot(id);
    }

    @Override
    public List<Snapshot> listSnapshots(String namePrefix) throws CloudException {
        return volumes.listSnapshots(namePrefix);
    }

    @Override
    public List<Snapshot> snapshotsOf(String volumeId) throws CloudException {
        return volumes.snapshotsOf(volumeId);
    }

    @Override
    public Snapshot createSnapshot(String volumeId, String name, OwnershipTag tag) throws CloudException {
        return volumes.createSnapshot(volumeId, name, tag);
    }

    @Override
    public void retagSnapshot(String id, OwnershipTag tag) throws CloudException {
        ours.require(ResourceKind.VOLUME_SNAPSHOT, id, "tag");
        volumes.retagSnapshot(id, tag);
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        ours.requireAny(List.of(ResourceKind.VOLUME_SNAPSHOT, ResourceKind.VOLUME_CHECKPOINT), id, "delete");
        volumes.deleteSnapshot(id);
    }

    @Override
    public Optional<String> whyNoRevert() throws CloudException {
        return volumes.whyNoRevert();
    }

    @Override
    public void revert(String volumeId, String snapshotId) throws CloudException {
        ours.require(ResourceKind.VOLUME, volumeId, "revert");
        ours.require(ResourceKind.VOLUME_CHECKPOINT, snapshotId, "go back to");
        volumes.revert(volumeId, snapshotId);
    }

    @Override
    public VolumeType volumeType(String nameOrId) throws CloudException {
        return volumes.volumeType(nameOrId);
    }

    @Override
    public List<String> volumeTypes() throws CloudException {
        return volumes.volumeTypes();
    }

    @Override
    public List<Attachment> attachments(String volumeId) throws CloudException {
        return volumes.attachments(volumeId);
    }

    @Override
    public void deleteAttachment(String volumeId, String attachmentId) throws CloudException {
        ours.require(ResourceKind.VOLUME, volumeId, "detach");
        volumes.deleteAttachment(volumeId, attachmentId);
    }

    @Override
    public Optional<String> failureReason(String resourceId) throws CloudException {
        return volumes.failureReason(resourceId);
    }
}
