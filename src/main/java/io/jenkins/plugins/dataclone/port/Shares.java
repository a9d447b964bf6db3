package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.SanitizingRecord;
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
     * @param type name of its share type, or its id where the service gives no name
     * @param shareNetworkId or null
     * @param abilities what can be done with it
     * @param rulesSettling whether the service says that the storage is not done with its access rules
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
            String type,
            String shareNetworkId,
            Abilities abilities,
            boolean rulesSettling,
            Map<String, String> metadata) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofManila(status);
        }
    }

    /**
     * What the back end of a share can do, as its type said when the share was made. Before the service tells (2.24, 2.27),
     * what can be snapshotted can be cloned, and nothing can be reverted.
     *
     * @param snapshots whether snapshots of it can be taken
     * @param clones whether shares can be made from its snapshots
     * @param reverts whether it can be reverted to its latest snapshot
     */
    record Abilities(boolean snapshots, boolean clones, boolean reverts) {}

    /**
     * @param id Manila's id
     * @param name its name
     * @param extraSpecs what its back ends can do, as far as the project may see it
     */
    record ShareType(String id, String name, Map<String, String> extraSpecs) {
        private static final String SHARE_SERVERS = "driver_handles_share_servers";

        /** Whether its driver makes share servers, so that its shares need a share network. */
        public boolean makesShareServers() {
            return has(SHARE_SERVERS, false);
        }

        /**
         * @param spec name of an extra spec that is true or false
         * @param otherwise what holds if the type does not have it
         */
        public boolean has(String spec, boolean otherwise) {
            String value = extraSpecs.get(spec);
            return value == null ? otherwise : value.replace("<is>", "").trim().equalsIgnoreCase("true");
        }
    }

    /**
     * @param id Manila's id
     * @param name may be empty
     * @param status the service's word
     * @param shareId the share it is of
     * @param sizeGiB size of the share when it was taken, in GiB
     * @param createdAt the moment the data is from, or null
     * @param tag who made it, if it was one of us
     * @param sanitized the run that made its data harmless, if one is recorded in its description
     */
    record Snapshot(
            String id,
            String name,
            String status,
            String shareId,
            int sizeGiB,
            Instant createdAt,
            Optional<OwnershipTag> tag,
            Optional<SanitizingRecord> sanitized) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofManila(status);
        }
    }

    /**
     * Somebody who is let in.
     *
     * @param type {@code ip}, {@code user}, {@code cert} or {@code cephx}
     * @param to address or CIDR, or name of the user, certificate or Ceph id
     * @param level {@code rw} or {@code ro}
     */
    record Access(String type, String to, String level) {}

    /**
     * @param id Manila's id of the rule
     * @param access who is let in
     * @param state {@code queued_to_apply}, {@code applying}, {@code active}, {@code error}, ...
     */
    record AccessRule(String id, Access access, String state) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofManila(state);
        }
    }

    /**
     * A share to be created from a snapshot.
     *
     * @param sizeGiB size, at least the snapshot's
     * @param shareType or null for the type of the snapshot's share
     * @param availabilityZone or null to leave it to the service
     * @param shareNetworkId or null for that of the snapshot's share
     */
    record NewShare(
            String name,
            String snapshotId,
            String protocol,
            int sizeGiB,
            String shareType,
            String availabilityZone,
            String shareNetworkId,
            OwnershipTag tag) {}

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

    /** All snapshots of a share, whoever took them. */
    List<Snapshot> listSnapshotsOf(String shareId) throws CloudException;

    /** Takes a snapshot of a share: one of the few calls that may name a production share. */
    Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException;

    void deleteSnapshot(String id) throws CloudException;

    /** Writes another tag on a snapshot of ours: another environment has taken it over. */
    void retagSnapshot(String id, OwnershipTag tag) throws CloudException;

    /**
     * Takes a share back to its latest snapshot: all that was written since is lost. Accepted is not done: read back until it is
     * no longer {@code reverting}.
     *
     * @throws CloudException CONFIGURATION if the service is older than 2.27; REFUSED if it is not the latest snapshot, or the
     *     back end cannot do it
     */
    void revertShare(String shareId, String snapshotId) throws CloudException;

    /** By name or id; NOT_FOUND with the names there are. */
    ShareType shareType(String nameOrId) throws CloudException;

    /** Names of the share types that the project may use. */
    List<String> shareTypes() throws CloudException;

    /** Names of the project's share networks; those without a name are left out. */
    List<String> shareNetworks() throws CloudException;

    /** The id of a share network, by name or id; NOT_FOUND if the project has none of that name. */
    String shareNetworkId(String nameOrId) throws CloudException;

    List<AccessRule> listAccess(String shareId) throws CloudException;

    /**
     * Checks that such a rule can be made in this cloud at all; before there is a share.
     *
     * @throws CloudException CONFIGURATION if the service is too old for it
     */
    void requireAccess(Access access) throws CloudException;

    AccessRule allowAccess(String shareId, Access access) throws CloudException;

    /** Removes one rule; a rule or share that does not exist is a success. */
    void denyAccess(String shareId, String ruleId) throws CloudException;

    /** What Manila's user messages (2.37 and later) say of a failed object; empty if the cloud is older or silent. */
    Optional<String> failureReason(String resourceId) throws CloudException;
}
