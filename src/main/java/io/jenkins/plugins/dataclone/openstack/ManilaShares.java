package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manila. Source: Shared File Systems API v2; deviations of the Zed release are noted where they are met. */
final class ManilaShares implements Shares {
    private static final ServiceName MANILA = ServiceName.MANILA;

    private final Session session;
    private final ManilaVersion version;
    private final ManilaLists lists;
    private final Deletion deletion;

    ManilaShares(Session session, int pageSize) {
        this.session = session;
        this.version = new ManilaVersion(session);
        this.lists = new ManilaLists(session, version, pageSize);
        this.deletion = new Deletion(session, MANILA);
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
        ManilaApi api = api();
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
        if (request.shareType() != null) {
            share.put("share_type", request.shareType());
        }
        ManilaApi api = api();
        return session.write(
                MANILA,
                "create share " + request.name() + " from snapshot " + request.snapshotId(),
                client -> ManilaJson.share(
                        api.post("/shares", Map.of("share", share)).path("share")));
    }

    @Override
    public void deleteShare(String id) throws CloudException {
        String path = "/shares/" + shareId(id);
        ManilaApi api = api();
        deletion.of(
                "share " + id,
                () -> api.delete(path),
                () -> showShare(id).status(),
                status -> usual(status, "it has snapshots, which must be deleted first"));
    }

    @Override
    public List<ExportLocation> exportLocations(String shareId) throws CloudException {
        boolean separate = version.minor() >= ManilaVersion.EXPORT_LOCATIONS;
        String path = "/shares/" + shareId(shareId) + (separate ? "/export_locations" : "");
        ManilaApi api = api();
        JsonNode answer = session.read(MANILA, "list export locations of share " + shareId, client -> api.get(path));
        return ManilaJson.exportLocations(
                separate
                        ? answer.path("export_locations")
                        : answer.path("share").path("export_locations"));
    }

    @Override
    public Snapshot showSnapshot(String id) throws CloudException {
        String path = "/snapshots/" + snapshotId(id);
        ManilaApi api = api();
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
    public Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException {
        Map<String, Object> snapshot = new LinkedHashMap<>();
        snapshot.put("share_id", shareId(shareId));
        snapshot.put("name", name);
        // snapshots have no metadata before 2.73
        snapshot.put("description", ManilaJson.description(tag));
        ManilaApi api = api();
        return session.write(
                MANILA,
                "create snapshot " + name + " of share " + shareId,
                client -> ManilaJson.snapshot(
                        api.post("/snapshots", Map.of("snapshot", snapshot)).path("snapshot")));
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        String path = "/snapshots/" + snapshotId(id);
        ManilaApi api = api();
        deletion.of(
                "snapshot " + id,
                () -> api.delete(path),
                () -> showSnapshot(id).status(),
                status -> usual(status, "shares were made from it, and the storage needs it for them"));
    }

    @Override
    public List<AccessRule> listAccess(String shareId) throws CloudException {
        shareId(shareId);
        ManilaApi api = api();
        boolean separate = version.minor() >= ManilaVersion.ACCESS_RULES;
        JsonNode answer = session.read(
                MANILA,
                "list access rules of share " + shareId,
                client -> separate
                        ? api.get("/share-access-rules", Map.of("share_id", shareId))
                        : api.post(action(shareId), ManilaJson.action("access_list", null)));
        List<AccessRule> rules = new ArrayList<>();
        answer.path("access_list").forEach(rule -> rules.add(ManilaJson.accessRule(rule)));
        return rules;
    }

    @Override
    public AccessRule allowAccess(String shareId, String accessTo, String accessLevel) throws CloudException {
        shareId(shareId);
        Map<String, String> rule = Map.of("access_type", "ip", "access_to", accessTo, "access_level", accessLevel);
        String action = "allow " + accessLevel + " access from " + accessTo + " to share " + shareId;
        ManilaApi api = api();
        try {
            return session.attempt(
                    MANILA,
                    client -> ManilaJson.accessRule(api.post(action(shareId), ManilaJson.action("allow_access", rule))
                            .path("access")));
        } catch (HttpFailure failure) {
            if (failure.status() == 400 && failure.body().contains("exists")) {
                return existing(shareId, accessTo, accessLevel)
                        .orElseThrow(() -> session.errors().of(MANILA, action, failure));
            }
            throw session.errors().of(MANILA, action, failure);
        } catch (RuntimeException failure) {
            throw session.errors().of(MANILA, action, failure);
        }
    }

    @Override
    public void denyAccess(String shareId, String ruleId) throws CloudException {
        shareId(shareId);
        Ids.require(session.cloud(), "access rule", ruleId);
        ManilaApi api = api();
        try {
            session.write(
                    MANILA,
                    "remove access rule " + ruleId + " of share " + shareId,
                    client -> api.post(action(shareId), ManilaJson.action("deny_access", Map.of("access_id", ruleId))));
        } catch (CloudException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    @Override
    public Optional<String> failureReason(String resourceId) throws CloudException {
        Ids.require(session.cloud(), "share or snapshot", resourceId);
        if (version.minor() < ManilaVersion.MESSAGES) {
            return Optional.empty();
        }
        Map<String, String> query = new HashMap<>(Map.of("resource_id", resourceId));
        ManilaApi api = api();
        JsonNode answer =
                session.read(MANILA, "list messages about " + resourceId, client -> api.get("/messages", query));
        List<JsonNode> messages = new ArrayList<>();
        answer.path("messages").forEach(messages::add);
        return messages.stream()
                .filter(message -> resourceId.equals(Json.text(message, "resource_id")))
                .max(Comparator.comparing(message -> Json.textOrEmpty(message, "created_at")))
                .map(message -> Json.text(message, "user_message"));
    }

    private Optional<AccessRule> existing(String shareId, String accessTo, String accessLevel) throws CloudException {
        return listAccess(shareId).stream()
                .filter(rule -> accessTo.equals(rule.accessTo()) && accessLevel.equals(rule.accessLevel()))
                .findFirst();
    }

    /** Manila refuses for the same reason whatever is in the way: other objects only if its own status allows it. */
    private static Optional<String> usual(String status, String reason) {
        return Optional.of(reason).filter(usual -> "available".equals(status) || "error".equals(status));
    }

    private ManilaApi api() throws CloudException {
        return new ManilaApi(version.minor());
    }

    private String shareId(String id) throws CloudException {
        return Ids.require(session.cloud(), "share", id);
    }

    private String snapshotId(String id) throws CloudException {
        return Ids.require(session.cloud(), "snapshot", id);
    }

    private static String action(String shareId) {
        return "/shares/" + shareId + "/action";
    }
}
