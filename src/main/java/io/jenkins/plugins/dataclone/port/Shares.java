package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Manila. Source of the protocol: Shared File Systems API v2, microversions 2.7 to 2.65.
 *
 * <p>Lists are complete: all pages are read.
 */
public interface Shares {
    /**
     * @param id Manila's id
     * @param name may be empty
     * @param status the service's word
     * @param sizeGiB size in GiB
     * @param protocol {@code NFS}, {@code CIFS}, ...
     * @param snapshotId the snapshot it was made from, or null
     * @param createdAt or null
     * @param metadata never null
     */
    record Share(
            String id,
            String name,
            String status,
            int sizeGiB,
            String protocol,
            String snapshotId,
            Instant createdAt,
            Map<String, String> metadata) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofManila(status);
        }
    }

    /**
     * @param id Manila's id
     * @param name may be empty
     * @param status the service's word
     * @param shareId the share it is of
     * @param sizeGiB size of the share when it was taken, in GiB
     * @param createdAt the moment the data is from, or null
     */
    record Snapshot(String id, String name, String status, String shareId, int sizeGiB, Instant createdAt) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofManila(status);
        }
    }

    /**
     * @param id Manila's id of the rule
     * @param accessTo address or CIDR
     * @param accessLevel {@code rw} or {@code ro}
     * @param state {@code queued_to_apply}, {@code applying}, {@code active}, {@code error}, ...
     */
    record AccessRule(String id, String accessTo, String accessLevel, String state) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofManila(state);
        }
    }

    /**
     * A share to be created from a snapshot.
     *
     * @param sizeGiB size, at least the snapshot's
     * @param shareType or null for the type of the snapshot's share
     */
    record NewShare(String name, String snapshotId, String protocol, int sizeGiB, String shareType, OwnershipTag tag) {}

    Share showShare(String id) throws CloudException;

    /** All shares of the project whose name starts so. */
    List<Share> listShares(String namePrefix) throws CloudException;

    Share createShare(NewShare request) throws CloudException;

    /** Accepted is not gone: read back until NOT_FOUND. A share that does not exist is a success. */
    void deleteShare(String id) throws CloudException;

    /** Export locations that the project may use, preferred ones first; admin-only ones are left out. */
    List<ExportLocation> exportLocations(String shareId) throws CloudException;

    Snapshot showSnapshot(String id) throws CloudException;

    List<Snapshot> listSnapshots(String namePrefix) throws CloudException;

    /** Takes a snapshot of a share: one of the few calls that may name a production share. */
    Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException;

    void deleteSnapshot(String id) throws CloudException;

    List<AccessRule> listAccess(String shareId) throws CloudException;

    AccessRule allowAccess(String shareId, String accessTo, String accessLevel) throws CloudException;

    /** Removes one rule; a rule or share that does not exist is a success. */
    void denyAccess(String shareId, String ruleId) throws CloudException;

    /** What Manila's user messages (2.37 and later) say of a failed object; empty if the cloud is older or silent. */
    Optional<String> failureReason(String resourceId) throws CloudException;
}
