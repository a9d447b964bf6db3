package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Attachment;
import io.jenkins.plugins.dataclone.port.Volumes.NewVolume;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A clone that is a volume. Cinder puts back only what is attached to nothing, and only to the latest snapshot of all, whoever
 * took it: our own attachments are taken off and made again, what others have done to it makes another clone take its place.
 */
final class ClonedVolume implements ClonedData {
    private static final String REVERTING = "reverting";

    private final FlowContext context;
    private final String environmentId;
    private final AttachmentPause pause;
    private final VolumeAttachments attachments;

    ClonedVolume(Flow<?> flow, String environmentId) {
        this.context = flow.context();
        this.environmentId = environmentId;
        this.pause = new AttachmentPause(flow, environmentId);
        this.attachments = new VolumeAttachments(flow, environmentId);
    }

    @Override
    public DataKind kind() {
        return DataKind.VOLUME;
    }

    @Override
    public ResourceKind clones() {
        return ResourceKind.VOLUME;
    }

    @Override
    public ResourceKind checkpoints() {
        return ResourceKind.VOLUME_CHECKPOINT;
    }

    @Override
    public Remote remote() {
        return new RemoteVolume(context, environmentId);
    }

    @Override
    public Remote snapshots() {
        return new RemoteVolumeSnapshot(context, environmentId);
    }

    @Override
    public String takeSnapshot(Resource checkpoint, OwnershipTag tag) throws CloudException {
        String volume = checkpoint.attribute(RemoteVolumeSnapshot.SOURCE).orElseThrow();
        return volumes(checkpoint)
                .createSnapshot(volume, checkpoint.name(), tag)
                .id();
    }

    @Override
    public Instant takenAt(Resource checkpoint) throws CloudException {
        return volumes(checkpoint).showSnapshot(checkpoint.id()).createdAt();
    }

    /** Cinder counts the gigabytes of snapshots with those of volumes. */
    @Override
    public Demand demandOfCheckpoint(Resource clone) {
        return Demand.of(QuotaKind.VOLUME_SNAPSHOTS, 1)
                .plus(Demand.of(QuotaKind.VOLUME_GIGABYTES, CloneFlow.size(clone)));
    }

    @Override
    public Demand demandOfClone(Resource clone) {
        String type = clone.attribute(CloneFlow.TYPE).orElse(null);
        return Demand.of(QuotaKind.VOLUMES, type, 1)
                .plus(Demand.of(QuotaKind.VOLUME_GIGABYTES, type, CloneFlow.size(clone)));
    }

    @Override
    public Optional<String> obstacle(Resource clone, Resource checkpoint) throws CloudException {
        Optional<String> tooOld = volumes(clone).whyNoRevert();
        if (tooOld.isPresent()) {
            return tooOld;
        }
        if (volumes(clone).showVolume(clone.id()).status().equals(REVERTING)) {
            // by a wish that was given up: what there is now tells nothing of afterwards
            return Optional.empty();
        }
        Optional<Snapshot> latest = volumes(clone).snapshotsOf(clone.id()).stream()
                .filter(snapshot -> !isPassing(snapshot))
                .findFirst();
        if (latest.isPresent() && !latest.get().id().equals(checkpoint.id())) {
            return Optional.of(
                    "snapshot " + latest.get().name() + " (" + latest.get().id() + ") of it is a later one");
        }
        List<String> ours = holders(clone).stream()
                .map(r -> r.attribute(RemoteAttachment.SERVER).orElseThrow())
                .toList();
        for (Attachment attachment : volumes(clone).attachments(clone.id())) {
            if (!ours.contains(attachment.serverId())) {
                return Optional.of("server " + attachment.serverId()
                        + " has it, to which something else than this environment has attached it");
            }
        }
        return Optional.empty();
    }

    /** Cinder's own snapshot, which goes by itself. */
    private static boolean isPassing(Snapshot snapshot) {
        return snapshot.isBackupOfRevert() && snapshot.remoteStatus() != RemoteStatus.DELETE_FAILED;
    }

    @Override
    public boolean letGo(Resource clone) throws CloudException {
        return pause.begin(clone);
    }

    /**
     * To ask while the snapshot is not available would leave the volume in {@code reverting} for good. And as long as Cinder's own
     * snapshot is there, from the last time, that is the latest one.
     */
    @Override
    public Condition condition(Resource clone, Resource checkpoint) throws CloudException {
        Look look = remote().lookClosely(clone);
        boolean free = look.word().equals("available")
                && isUsable(checkpoint)
                && volumes(clone).snapshotsOf(clone.id()).stream().noneMatch(ClonedVolume::isPassing);
        return new Condition(look, free, look.word().equals(REVERTING));
    }

    private boolean isUsable(Resource checkpoint) throws CloudException {
        return snapshots().lookClosely(checkpoint).is(RemoteStatus.READY);
    }

    @Override
    public void revert(Resource clone, Resource checkpoint) throws CloudException {
        volumes(clone).revert(clone.id(), checkpoint.id());
    }

    /** Cinder is done with the volume a moment before it is with the snapshot. */
    @Override
    public boolean isBack(Condition now, Resource checkpoint) throws CloudException {
        return now.look().is(RemoteStatus.READY) && isUsable(checkpoint);
    }

    @Override
    public boolean giveBack(Resource clone) throws CloudException {
        return pause.end(clone);
    }

    @Override
    public List<String> inherited() {
        return List.of(
                CloneFlow.DATA_SOURCE,
                CloneFlow.TYPE,
                CloneFlow.DATA_TIME,
                CloneFlow.SANITIZER_RUN,
                CloneFlow.SIZE,
                AccessRules.LEVEL);
    }

    /** Of the type of the snapshot's volume, which is that of the clone. */
    @Override
    public String createFromCheckpoint(Resource planned, OwnershipTag tag) throws CloudException {
        return volumes(planned)
                .createVolume(new NewVolume(
                        planned.name(),
                        planned.attribute(CloneFlow.SNAPSHOT).orElseThrow(),
                        CloneFlow.size(planned),
                        null,
                        null,
                        tag))
                .id();
    }

    /**
     * The old one is taken off first: two disks with the same file system on one server, which knows them by what is written on
     * them, would be mistaken for each other.
     */
    @Override
    public boolean handOver(Resource old, Resource other) throws CloudException {
        return pause.begin(old) && attachments.advance(other, pause.servers(old));
    }

    @Override
    public Resource noted(Resource clone) {
        return clone;
    }

    @Override
    public List<Resource> holders(Resource clone) {
        return VolumeAttachments.living(context.ledger().get(environmentId), clone);
    }

    private Volumes volumes(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).volumes();
    }
}
