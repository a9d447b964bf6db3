package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Cinder. Source of the protocol: Block Storage API v3, microversions 3.0 to 3.70.
 *
 * <p>Lists are complete: all pages are read.
 */
public interface Volumes {
    /**
     * @param id Cinder's id
     * @param name may be empty
     * @param status the service's word
     * @param sizeGiB size in GiB
     * @param type name of its volume type; may be empty
     * @param snapshotId the snapshot it was made from, or null
     * @param multiattach whether its type lets it be attached to several servers at once
     * @param createdAt or null
     * @param metadata never null
     * @param attachments the servers that have it now; not those that are about to
     */
    record Volume(
            String id,
            String name,
            String status,
            int sizeGiB,
            String type,
            String snapshotId,
            boolean multiattach,
            Instant createdAt,
            Map<String, String> metadata,
            List<Attachment> attachments) {
        public Volume {
            metadata = Map.copyOf(metadata);
            attachments = List.copyOf(attachments);
        }

        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofCinder(status);
        }
    }

    /**
     * That a volume is attached, as Cinder sees it.
     *
     * @param id Cinder's id of the attachment
     * @param serverId Nova's id of the server; empty if a machine has it that Nova does not know
     */
    record Attachment(String id, String serverId) {}

    /**
     * @param id Cinder's id
     * @param name may be empty
     * @param status the service's word
     * @param volumeId the volume it is of
     * @param sizeGiB size of the volume when it was taken, in GiB
     * @param createdAt the moment the data is from, or null
     * @param metadata never null
     */
    record Snapshot(
            String id,
            String name,
            String status,
            String volumeId,
            int sizeGiB,
            Instant createdAt,
            Map<String, String> metadata) {
        public Snapshot {
            metadata = Map.copyOf(metadata);
        }

        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofCinder(status);
        }

        /**
         * Whether Cinder took it by itself when it was asked to revert the volume. It goes soon after that has worked, and stays
         * if it has failed: an administrator could get back with it what the volume had before.
         */
        public boolean isBackupOfRevert() {
            return name.equals("[revert] volume " + volumeId + " backup snapshot");
        }
    }

    /**
     * @param extraSpecs what the type asks of the back end, as far as the project may see it
     * @param qos limits by name, with the {@code consumer} that enforces them; empty if the type has none, null if only an
     *     administrator may see them, which is Cinder's default
     */
    record VolumeType(String id, String name, Map<String, String> extraSpecs, Map<String, String> qos) {
        public VolumeType {
            extraSpecs = Map.copyOf(extraSpecs);
        }

        /** Whether volumes of this type may be attached to several servers at once. */
        public boolean multiattach() {
            return "<is> true".equalsIgnoreCase(extraSpecs.get("multiattach"));
        }
    }

    /**
     * A volume to be created from a snapshot.
     *
     * @param sizeGiB size, at least the snapshot's
     * @param volumeType or null for the type of the snapshot's volume
     * @param availabilityZone or null to leave that to the service
     */
    record NewVolume(
            String name, String snapshotId, int sizeGiB, String volumeType, String availabilityZone, OwnershipTag tag) {
        public NewVolume {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(snapshotId, "snapshotId");
        }
    }

    Volume showVolume(String id) throws CloudException;

    /** All volumes of the project whose name starts so. */
    List<Volume> listVolumes(String namePrefix) throws CloudException;

    Volume createVolume(NewVolume request) throws CloudException;

    /** Accepted is not gone: read back until NOT_FOUND. A volume that does not exist is a success. */
    void deleteVolume(String id) throws CloudException;

    /** Deletes the volume together with all snapshots of it, those of Cinder's own too; otherwise as {@link #deleteVolume}. */
    void deleteVolumeWithSnapshots(String id) throws CloudException;

    Snapshot showSnapshot(String id) throws CloudException;

    List<Snapshot> listSnapshots(String namePrefix) throws CloudException;

    /** All snapshots of a volume, whoever made them, the latest first. */
    List<Snapshot> snapshotsOf(String volumeId) throws CloudException;

    /**
     * Takes a snapshot of a volume, in use or not: one of the few calls that may name a production volume. Of a volume in use
     * it is what a power failure would leave: file systems and databases recover from it.
     */
    Snapshot createSnapshot(String volumeId, String name, OwnershipTag tag) throws CloudException;

    /** Writes another tag on a snapshot of ours. */
    void retagSnapshot(String id, OwnershipTag tag) throws CloudException;

    void deleteSnapshot(String id) throws CloudException;

    /** Why this cloud cannot put volumes back to snapshots; empty if it can. */
    Optional<String> whyNoRevert() throws CloudException;

    /**
     * Asks for the volume to be put back to its latest snapshot; it has to be detached. Accepted is not done: its status tells.
     *
     * @throws CloudException REFUSED if the cloud cannot revert or the snapshot is not the latest one, CONFLICT if the volume is
     *     not available now
     */
    void revert(String volumeId, String snapshotId) throws CloudException;

    /** By name or id; NOT_FOUND with the names there are. */
    VolumeType volumeType(String nameOrId) throws CloudException;

    /** Names of the volume types that the project may use. */
    List<String> volumeTypes() throws CloudException;

    /** All attachments of a volume, those too that are only reserved so far. */
    List<Attachment> attachments(String volumeId) throws CloudException;

    /**
     * Ends an attachment that no server of Nova's has any more; one that does not exist is a success.
     *
     * @throws CloudException CONFLICT if it is Nova's to end
     */
    void deleteAttachment(String volumeId, String attachmentId) throws CloudException;

    /** What Cinder's user messages (3.3 and later) say of a failed object; empty if the cloud is older or silent. */
    Optional<String> failureReason(String resourceId) throws CloudException;
}
