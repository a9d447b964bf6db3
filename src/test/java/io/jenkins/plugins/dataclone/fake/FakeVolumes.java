package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Cinder of a {@link FakeCloud}. */
final class FakeVolumes implements Volumes {
    /** The snapshot is in use a little longer than the volume. */
    private static final Duration SNAPSHOT_LATER = Duration.ofMillis(500);

    private final FakeCloud cloud;
    private boolean reverts = true;
    private final Map<String, VolumeType> types = new TreeMap<>();

    FakeVolumes(FakeCloud cloud) {
        this.cloud = cloud;
        addType("lvm", false);
    }

    void addType(String name, boolean multiattach) {
        Map<String, String> specs = multiattach ? Map.of("multiattach", "<is> True") : Map.of();
        types.put(name, new VolumeType("type-" + name, name, specs, null));
    }

    @Override
    public Volume showVolume(String id) throws CloudException {
        return cloud.call("showVolume", id, () -> volume(cloud.existing("Volume", id)));
    }

    @Override
    public List<Volume> listVolumes(String namePrefix) throws CloudException {
        return cloud.call("listVolumes", namePrefix, () -> volumes(namePrefix));
    }

    private List<Volume> volumes(String prefix) {
        return cloud.listed(FakeObject.Words.VOLUME, prefix).stream()
                .map(this::volume)
                .toList();
    }

    @Override
    public Volume createVolume(NewVolume request) throws CloudException {
        return cloud.change("createVolume", request.name(), () -> {
            FakeObject snapshot = cloud.existing("Snapshot", request.snapshotId());
            if (!snapshot.isReady(cloud.now()) || request.sizeGiB() < snapshot.size) {
                throw refused("Invalid snapshot or size");
            }
            String type = request.volumeType() == null ? snapshot.detail : request.volumeType();
            return volume(cloud.create(
                    "createVolume",
                    request.name(),
                    snapshot.id,
                    FakeObject.Words.VOLUME,
                    request.tag().asMap(),
                    request.sizeGiB(),
                    type));
        });
    }

    @Override
    public void deleteVolume(String id) throws CloudException {
        delete("deleteVolume", id, snapshots(id).isEmpty());
    }

    @Override
    public void deleteVolumeWithSnapshots(String id) throws CloudException {
        for (FakeObject snapshot : snapshots(id)) {
            delete("deleteVolumeSnapshot", snapshot.id, hasNoClones(snapshot.id));
        }
        delete("deleteVolume", id, true);
    }

    @Override
    public Snapshot showSnapshot(String id) throws CloudException {
        return cloud.call("showVolumeSnapshot", id, () -> snapshot(cloud.existing("Snapshot", id)));
    }

    @Override
    public List<Snapshot> listSnapshots(String namePrefix) throws CloudException {
        return cloud.call("listVolumeSnapshots", namePrefix, () -> snapshotsNamed(namePrefix));
    }

    private List<Snapshot> snapshotsNamed(String prefix) {
        return cloud.listed(FakeObject.Words.VOLUME_SNAPSHOT, prefix).stream()
                .map(this::snapshot)
                .toList();
    }

    @Override
    public List<Snapshot> snapshotsOf(String volumeId) throws CloudException {
        return cloud.call("volumeSnapshotsOf", volumeId, () -> snapshots(volumeId).stream()
                .sorted(Comparator.comparing((FakeObject o) -> o.bornAt).reversed())
                .map(this::snapshot)
                .toList());
    }

    private List<FakeObject> snapshots(String volumeId) {
        return cloud.all().stream()
                .filter(o -> o.is(FakeObject.Words.VOLUME_SNAPSHOT) && volumeId.equals(o.parent))
                .filter(o -> o.exists(cloud.now()))
                .toList();
    }

    @Override
    public Snapshot createSnapshot(String volumeId, String name, OwnershipTag tag) throws CloudException {
        return cloud.change("createVolumeSnapshot", name, () -> {
            FakeObject volume = cloud.existing("Volume", volumeId);
            return snapshot(cloud.create(
                    "createVolumeSnapshot",
                    name,
                    volume.id,
                    FakeObject.Words.VOLUME_SNAPSHOT,
                    tag.asMap(),
                    volume.size,
                    volume.detail));
        });
    }

    @Override
    public void retagSnapshot(String id, OwnershipTag tag) throws CloudException {
        cloud.change("retagVolumeSnapshot", id, () -> {
            FakeObject snapshot = cloud.existing("Snapshot", id);
            cloud.violated(snapshot, "retagVolumeSnapshot");
            snapshot.metadata = tag.asMap();
            return null;
        });
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        delete("deleteVolumeSnapshot", id, hasNoClones(id));
    }

    /** Some back ends would take the clones' data with it. */
    private boolean hasNoClones(String snapshotId) {
        List<FakeObject> clones = cloud.all().stream()
                .filter(o -> o.is(FakeObject.Words.VOLUME) && snapshotId.equals(o.parent) && o.exists(cloud.now()))
                .toList();
        clones.forEach(clone -> cloud.broken("deleteVolumeSnapshot of " + clone.name));
        return clones.isEmpty();
    }

    /** As a cloud that is too old. */
    void cannotRevert() {
        reverts = false;
    }

    @Override
    public Optional<String> whyNoRevert() throws CloudException {
        return cloud.call(
                "whyNoRevert",
                "volumes",
                () -> reverts ? Optional.empty() : Optional.of("Cinder on cloud 'lab' cannot revert volumes"));
    }

    @Override
    public void revert(String volumeId, String snapshotId) throws CloudException {
        cloud.change("revertVolume", volumeId, () -> {
            FakeObject volume = cloud.existing("Volume", volumeId);
            cloud.violated(volume, "revertVolume");
            List<FakeObject> snapshots = snapshots(volumeId).stream()
                    .sorted(Comparator.comparing(o -> o.bornAt))
                    .toList();
            if (snapshots.isEmpty() || !snapshots.get(snapshots.size() - 1).id.equals(snapshotId)) {
                throw refused("Specified snapshot is not the latest one");
            }
            if (!volume(volume).status().equals("available")) {
                throw conflict(volume.name + " is '" + volume(volume).status() + "' and cannot be reverted");
            }
            FakeObject latest = snapshots.get(snapshots.size() - 1);
            volume.brokenWord = null;
            cloud.revert(volume, "error");
            if (!latest.isReady(cloud.now())) {
                volume.busyUntil = Instant.MAX;
                throw conflict("Snapshot's status must be 'available'");
            }
            latest.busyWord = "restoring";
            latest.busyUntil = volume.busyUntil.plus(SNAPSHOT_LATER);
            FakeObject backup = cloud.byproduct(
                    "[revert] volume " + volume.id + " backup snapshot",
                    volume.id,
                    FakeObject.Words.VOLUME_SNAPSHOT,
                    volume.size,
                    volume.detail);
            if (volume.brokenWord == null) {
                backup.deletedAt = latest.busyUntil;
            }
            return null;
        });
    }

    @Override
    public List<String> volumeTypes() throws CloudException {
        return cloud.call("volumeTypes", "all", () -> List.copyOf(types.keySet()));
    }

    @Override
    public VolumeType volumeType(String nameOrId) throws CloudException {
        return cloud.call("volumeType", nameOrId, () -> {
            if (!types.containsKey(nameOrId)) {
                throw CloudException.answered(
                        CloudException.Kind.NOT_FOUND,
                        "Cloud '" + cloud.name() + "' has no volume type '" + nameOrId + "'; there are "
                                + types.keySet(),
                        404,
                        "req-404",
                        null);
            }
            return types.get(nameOrId);
        });
    }

    @Override
    public List<Attachment> attachments(String volumeId) throws CloudException {
        return cloud.call("volumeAttachments", volumeId, () -> attachedTo(volumeId).stream()
                .map(FakeVolumes::attachment)
                .toList());
    }

    @Override
    public void deleteAttachment(String volumeId, String attachmentId) throws CloudException {
        cloud.change("deleteVolumeAttachment", attachmentId, () -> {
            FakeObject attachment = cloud.peek(attachmentId);
            cloud.violated(cloud.peek(volumeId), "deleteVolumeAttachment");
            if (attachment == null) {
                return null;
            }
            if (cloud.hasServer(attachment.detail)) {
                throw conflict("ConflictNovaUsingAttachment: Detach volume using the Compute API");
            }
            cloud.vanish(attachmentId);
            return null;
        });
    }

    @Override
    public Optional<String> failureReason(String resourceId) throws CloudException {
        return cloud.call(
                "volumeFailureReason",
                resourceId,
                () -> Optional.ofNullable(cloud.existing("Object", resourceId).errorReason));
    }

    private void delete(String method, String id, boolean unused) throws CloudException {
        cloud.change(method, id, () -> {
            FakeObject object = cloud.peek(id);
            cloud.violated(object, method);
            if (object == null || !object.exists(cloud.now())) {
                return null;
            }
            if (object.deletedAt == null
                    && (!unused
                            || object.isMaking(cloud.now())
                            || cloud.now().isBefore(object.busyUntil)
                            || !attachedTo(id).isEmpty())) {
                throw conflict(object.name + " is '" + status(object) + "' or needed, and cannot be deleted now");
            }
            object.delete(cloud.now());
            return null;
        });
    }

    /** The attachments of a volume, those too that are under way. */
    private List<FakeObject> attachedTo(String volumeId) {
        return cloud.all().stream()
                .filter(o -> o.is(FakeObject.Words.ATTACHMENT) && volumeId.equals(o.parent))
                .filter(o -> o.exists(cloud.now()))
                .toList();
    }

    private String status(FakeObject o) {
        List<FakeObject> attached = o.is(FakeObject.Words.VOLUME) ? attachedTo(o.id) : List.of();
        return attached.isEmpty() ? o.status(cloud.now()) : attached.get(0).status(cloud.now());
    }

    private static CloudException refused(String why) {
        return CloudException.answered(CloudException.Kind.REFUSED, why + " (400, req-400)", 400, "req-400", null);
    }

    private static CloudException conflict(String why) {
        return CloudException.answered(CloudException.Kind.CONFLICT, why + " (409, req-409)", 409, "req-409", null);
    }

    private static Attachment attachment(FakeObject o) {
        return new Attachment(o.id, o.detail);
    }

    private Volume volume(FakeObject o) {
        List<Attachment> attachments = new ArrayList<>();
        for (FakeObject attached : attachedTo(o.id)) {
            if (!attached.isMaking(cloud.now())) {
                attachments.add(attachment(attached));
            }
        }
        boolean multiattach = types.containsKey(o.detail) && types.get(o.detail).multiattach();
        return new Volume(
                o.id, o.name, status(o), o.size, o.detail, o.parent, multiattach, o.bornAt, o.metadata, attachments);
    }

    private Snapshot snapshot(FakeObject o) {
        return new Snapshot(o.id, o.name, o.status(cloud.now()), o.parent, o.size, o.bornAt, o.metadata);
    }
}
