package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Manila. Source: Shared File Systems API v2; deviations of the Zed release are noted where they are met. */
final class ManilaShares implements Shares {
    private static final ServiceName MANILA = ServiceName.MANILA;
    /** Manila deletes from these states only. */
    private static final Set<String> DELETABLE = Set.of("available", "error", "inactive");

    private final Session session;
    private final ManilaVersion version;
    private final ManilaLists lists;
    private final Deletion deletion;
    private final ManilaAccess access;
    private final ManilaTypes types;

    ManilaShares(Session session, int pageSize) {
        this.session = session;
        this.version = new ManilaVersion(session);
        this.lists = new ManilaLists(session, version, pageSize);
        this.deletion = new Deletion(session, MANILA);
        this.access = new ManilaAccess(session, version);
        this.types = new ManilaTypes(session, version);
    }

    ManilaVersion version() {
        return version;
    }

    /** The microversion in use, {@code 2.65} at most. */
    String microversion() throws CloudException {
        return "2." + version.minor();
    }

    @Override
    public Share showShare(String id) throws CloudException {
        String path = "/shares/" + shareId(id);
        JsonApi api = api();
        return session.read(
                MANILA,
                "show share " + id,
                client -> ManilaJson.share(api.get(path).path("share")));
    }

    @Override
    public List<Share> listShares(String namePrefix) throws CloudException {
        return lists.startingWith("shares", namePrefix, ManilaJson::share, Share::name);
    }

    @Override
    public Share createShare(NewShare request) throws CloudException {
        Ids.require(session.cloud(), "snapshot", request.snapshotId());
        Map<String, Object> share = new LinkedHashMap<>();
        share.put("name", request.name());
        share.put("snapshot_id", request.snapshotId());
        share.put("share_proto", request.protocol());
        share.put("size", request.sizeGiB());
        share.put("is_public", false);
        share.put("metadata", request.tag().asMap());
        putUnlessNull(share, "share_type", request.shareType());
        putUnlessNull(share, "availability_zone", request.availabilityZone());
        putUnlessNull(share, "share_network_id", request.shareNetworkId());
        JsonApi api = api();
        return session.write(
                MANILA,
                "create share " + request.name() + " from snapshot " + request.snapshotId()
                        + (request.availabilityZone() == null
                                ? ""
                                : " in availability zone " + request.availabilityZone()),
                client -> ManilaJson.share(
                        api.post("/shares", Map.of("share", share)).path("share")));
    }

    @Override
    public void deleteShare(String id) throws CloudException {
        String path = "/shares/" + shareId(id);
        JsonApi api = api();
        deletion.of(
                "share " + id,
                () -> api.delete(path),
                () -> showShare(id).status(),
                status -> reason("share", id, status, "it has snapshots, which must be deleted first"));
    }

    @Override
    public List<ExportLocation> exportLocations(String shareId) throws CloudException {
        boolean separate = version.minor() >= ManilaVersion.EXPORT_LOCATIONS;
        String path = "/shares/" + shareId(shareId) + (separate ? "/export_locations" : "");
        JsonApi api = api();
        JsonNode answer = session.read(MANILA, "list export locations of share " + shareId, client -> api.get(path));
        return ManilaJson.exportLocations(
                separate
                        ? answer.path("export_locations")
                        : answer.path("share").path("export_locations"));
    }

    @Override
    public Snapshot showSnapshot(String id) throws CloudException {
        String path = "/snapshots/" + snapshotId(id);
        JsonApi api = api();
        return session.read(
                MANILA,
                "show snapshot " + id,
                client -> ManilaJson.snapshot(api.get(path).path("snapshot")));
    }

    @Override
    public List<Snapshot> listSnapshots(String namePrefix) throws CloudException {
        return lists.startingWith("snapshots", namePrefix, ManilaJson::snapshot, Snapshot::name);
    }

    @Override
    public List<Snapshot> listSnapshotsOf(String shareId) throws CloudException {
        return lists.of("snapshots", Map.of("share_id", shareId(shareId)), ManilaJson::snapshot).stream()
                // a service that does not know a filter lists everything
                .filter(snapshot -> snapshot.shareId().equals(shareId))
                .toList();
    }

    @Override
    public Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException {
        Map<String, Object> snapshot = new LinkedHashMap<>();
        snapshot.put("share_id", shareId(shareId));
        snapshot.put("name", name);
        // snapshots have no metadata before 2.73
        snapshot.put("description", ManilaJson.description(tag));
        JsonApi api = api();
        return session.write(
                MANILA,
                "create snapshot " + name + " of share " + shareId,
                client -> ManilaJson.snapshot(
                        api.post("/snapshots", Map.of("snapshot", snapshot)).path("snapshot")));
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        String path = "/snapshots/" + snapshotId(id);
        JsonApi api = api();
        deletion.of(
                "snapshot " + id,
                () -> api.delete(path),
                () -> showSnapshot(id).status(),
                status -> reason(
                        "share snapshot", id, status, "shares were made from it, and the storage needs it for them"));
    }

    @Override
    public void retagSnapshot(String id, OwnershipTag tag) throws CloudException {
        String path = "/snapshots/" + snapshotId(id);
        JsonApi api = api();
        session.write(
                MANILA,
                "write a tag on snapshot " + id,
                client ->
                        api.put(path, Map.of("snapshot", Map.of("display_description", ManilaJson.description(tag)))));
    }

    @Override
    public void revertShare(String shareId, String snapshotId) throws CloudException {
        version.require(ManilaVersion.REVERT, "going back to a snapshot in place");
        String path = "/shares/" + shareId(shareId) + "/action";
        Map<String, Object> body = ManilaJson.action("revert", Map.of("snapshot_id", snapshotId(snapshotId)));
        JsonApi api = api();
        String action = "revert share " + shareId + " to snapshot " + snapshotId;
        try {
            session.attempt(MANILA, client -> api.post(path, body));
        } catch (HttpFailure failure) {
            boolean newerOne = failure.status() == 409 && failure.body().contains("not the most recent");
            throw newerOne
                    ? session.errors().refused(MANILA, action, failure)
                    : session.errors().of(MANILA, action, failure);
        } catch (RuntimeException failure) {
            throw session.errors().of(MANILA, action, failure);
        }
    }

    @Override
    public List<AccessRule> listAccess(String shareId) throws CloudException {
        return access.list(shareId);
    }

    @Override
    public void requireAccess(Access allowed) throws CloudException {
        access.requireSupport(allowed);
    }

    @Override
    public AccessRule allowAccess(String shareId, Access allowed) throws CloudException {
        return access.allow(shareId, allowed);
    }

    @Override
    public void denyAccess(String shareId, String ruleId) throws CloudException {
        access.deny(shareId, ruleId);
    }

    @Override
    public ShareType shareType(String nameOrId) throws CloudException {
        return types.type(nameOrId);
    }

    @Override
    public List<String> shareTypes() throws CloudException {
        return types.typeNames();
    }

    @Override
    public List<String> shareNetworks() throws CloudException {
        return types.networkNames();
    }

    @Override
    public String shareNetworkId(String nameOrId) throws CloudException {
        return types.networkId(nameOrId);
    }

    @Override
    public Optional<String> failureReason(String resourceId) throws CloudException {
        Ids.require(session.cloud(), "share or snapshot", resourceId);
        if (version.minor() < ManilaVersion.MESSAGES) {
            return Optional.empty();
        }
        return new UserMessages(session, MANILA, "resource_id").about(resourceId, api());
    }

    /**
     * Why it is not deleted. Manila gives one text whatever is in the way: other objects if its status allows deletion, and
     * otherwise the status, of which some end only by an administrator's hand.
     */
    private static Optional<String> reason(String kind, String id, String status, String usual) {
        if (DELETABLE.contains(status)) {
            return Optional.of(usual);
        }
        return Optional.of("its status is '" + status + "', from which Manila deletes nothing; an administrator of the"
                        + " cloud has to see to the back end and then set the status: openstack " + kind
                        + " set --status error " + id)
                .filter(sentence -> status.contains("error"));
    }

    private static void putUnlessNull(Map<String, Object> body, String member, String value) {
        if (value != null) {
            body.put(member, value);
        }
    }

    private JsonApi api() throws CloudException {
        return JsonApi.manila(version.minor());
    }

    private String shareId(String id) throws CloudException {
        return Ids.require(session.cloud(), "share", id);
    }

    private String snapshotId(String id) throws CloudException {
        return Ids.require(session.cloud(), "snapshot", id);
    }
}
