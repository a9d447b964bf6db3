package io.jenkins.plugins.dataclone.embedded;

import java.util.List;
import java.util.Map;

/** Manila's JSON of shares, snapshots, rules and exports; members appear with the microversion that brought them. */
final class ManilaViews {
    private ManilaViews() {}

    static Map<String, Object> summary(Call call, String collection, Resource row) {
        return Json.map("id", row.id, "name", row.name, "links", Manila.links(call, collection, row.id));
    }

    static Map<String, Object> share(CloudState cloud, Call call, Share share) {
        Map<String, Object> view = Json.map(
                "id", share.id,
                "size", share.size,
                "availability_zone", share.availabilityZone,
                "created_at", Times.micros(share.createdAt),
                "status", share.status,
                "name", share.name,
                "description", share.description,
                "project_id", share.projectId,
                "snapshot_id", share.snapshotId,
                "share_network_id", share.shareNetworkId,
                "share_proto", share.proto);
        List<String> paths =
                share.exports.stream().map(Share.ExportLocation::path).toList();
        if (call.minor < 9) {
            view.put("export_location", paths.isEmpty() ? null : paths.get(0));
        }
        view.put("metadata", share.metadata);
        view.put("share_type", call.minor >= 6 ? share.type.id() : share.type.name());
        view.put("volume_type", share.type.name());
        view.put("links", Manila.links(call, "shares", share.id));
        view.put("is_public", share.isPublic);
        if (call.minor < 9) {
            view.put("export_locations", paths);
        }
        since(view, call, 2, "snapshot_support", share.type.snapshots());
        since(view, call, 5, "task_state", null);
        since(view, call, 6, "share_type_name", share.type.name());
        since(view, call, 10, "access_rules_status", rulesStatus(cloud, share));
        since(view, call, 11, "replication_type", null);
        since(view, call, 11, "has_replicas", false);
        since(view, call, 16, "user_id", share.userId);
        since(view, call, 24, "create_share_from_snapshot_support", share.type.createFromSnapshot());
        since(view, call, 27, "revert_to_snapshot_support", share.type.revert());
        since(view, call, 31, "share_group_id", null);
        since(view, call, 31, "source_share_group_snapshot_member_id", null);
        since(view, call, 32, "mount_snapshot_support", false);
        since(view, call, 54, "progress", share.progress);
        if (call.token.admin()) {
            view.put("share_server_id", null);
            view.put("host", share.availabilityZone == null ? null : "embedded@" + share.type.name() + "#pool");
        }
        return view;
    }

    /** {@code syncing} while a rule is on its way, {@code error} when one failed. */
    private static String rulesStatus(CloudState cloud, Share share) {
        String status = "active";
        for (AccessRule rule : cloud.store.accessRules.all()) {
            if (rule.share == share && rule.status.equals("error")) {
                return "error";
            }
            if (rule.share == share && !rule.status.equals("active")) {
                status = "syncing";
            }
        }
        return status;
    }

    static Map<String, Object> snapshot(Call call, ShareSnapshot snapshot) {
        Map<String, Object> view = Json.map(
                "id", snapshot.id,
                "share_id", snapshot.share.id,
                "share_size", snapshot.shareSize,
                "created_at", Times.micros(snapshot.createdAt),
                "status", snapshot.status,
                "name", snapshot.name,
                "description", snapshot.description,
                "size", snapshot.shareSize,
                "share_proto", snapshot.share.proto,
                "links", Manila.links(call, "snapshots", snapshot.id));
        since(view, call, 17, "user_id", snapshot.userId);
        since(view, call, 17, "project_id", snapshot.projectId);
        return view;
    }

    static Map<String, Object> rule(Call call, AccessRule rule, boolean withShare) {
        Map<String, Object> view = Json.map("id", rule.id);
        if (withShare) {
            view.put("share_id", rule.share.id);
        }
        view.put("access_level", rule.level);
        view.put("access_to", rule.to);
        view.put("access_type", rule.type);
        view.put("state", call.minor >= 28 ? rule.status : oldState(rule.status));
        since(view, call, 21, "access_key", null);
        since(view, call, 33, "created_at", Times.micros(rule.createdAt));
        since(view, call, 33, "updated_at", Times.micros(rule.updatedAt));
        since(view, call, 45, "metadata", rule.metadata);
        return view;
    }

    /** Before 2.28 clients knew fewer states. */
    private static String oldState(String state) {
        return switch (state) {
            case "queued_to_apply", "queued_to_deny" -> "new";
            case "applying" -> "updating";
            case "denying" -> "updating";
            default -> state;
        };
    }

    static Map<String, Object> export(Call call, Share share, Share.ExportLocation export, boolean detail) {
        Map<String, Object> view = Json.map("id", export.id(), "path", export.path());
        since(view, call, 14, "preferred", export.preferred());
        if (call.token.admin()) {
            view.put("share_instance_id", share.instanceId);
            view.put("is_admin_only", export.adminOnly());
        }
        if (detail) {
            view.put("created_at", Times.micros(share.createdAt));
            view.put("updated_at", Times.micros(share.createdAt));
        }
        return view;
    }

    private static void since(Map<String, Object> view, Call call, int minor, String key, Object value) {
        if (call.minor >= minor) {
            view.put(key, value);
        }
    }
}
