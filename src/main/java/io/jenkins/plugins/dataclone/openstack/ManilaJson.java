package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.SanitizingRecord;
import io.jenkins.plugins.dataclone.port.Shares.Abilities;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.AccessRule;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.ShareType;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Manila's JSON as values, and back. */
final class ManilaJson {
    /** The column in Manila's database. */
    private static final int LONGEST_DESCRIPTION = 255;

    /** What {@code access_rules_status} says, by release, until the storage is done (2.10). */
    private static final Set<String> UNSETTLED = Set.of("syncing", "out_of_sync", "updating", "updating_multiple");

    private ManilaJson() {}

    static Share share(JsonNode node) {
        return new Share(
                Json.textOrEmpty(node, "id"),
                Json.textOrEmpty(node, "name"),
                Json.textOrEmpty(node, "status"),
                node.path("size").asInt(),
                Json.textOrEmpty(node, "share_proto"),
                Json.text(node, "snapshot_id"),
                Json.time(node, "created_at"),
                node.hasNonNull("share_type_name")
                        ? Json.textOrEmpty(node, "share_type_name")
                        : Json.textOrEmpty(node, "share_type"),
                Json.text(node, "share_network_id"),
                abilities(node),
                UNSETTLED.contains(Json.textOrEmpty(node, "access_rules_status")),
                Json.map(node, "metadata"));
    }

    private static Abilities abilities(JsonNode share) {
        boolean snapshots = share.path("snapshot_support").asBoolean(true);
        return new Abilities(
                snapshots,
                share.path("create_share_from_snapshot_support").asBoolean(snapshots),
                share.path("revert_to_snapshot_support").asBoolean(false));
    }

    static ShareType shareType(JsonNode node) {
        return new ShareType(
                Json.textOrEmpty(node, "id"), Json.textOrEmpty(node, "name"), Json.map(node, "extra_specs"));
    }

    static Snapshot snapshot(JsonNode node) {
        String description = Json.textOrEmpty(node, "description");
        return new Snapshot(
                Json.textOrEmpty(node, "id"),
                Json.textOrEmpty(node, "name"),
                Json.textOrEmpty(node, "status"),
                Json.textOrEmpty(node, "share_id"),
                node.path("share_size").asInt(node.path("size").asInt()),
                Json.time(node, "created_at"),
                OwnershipTag.fromLine(description),
                SanitizingRecord.fromText(description));
    }

    static AccessRule accessRule(JsonNode node) {
        return new AccessRule(
                Json.textOrEmpty(node, "id"),
                new Access(
                        Json.textOrEmpty(node, "access_type"),
                        Json.textOrEmpty(node, "access_to"),
                        Json.textOrEmpty(node, "access_level")),
                Json.textOrEmpty(node, "state"));
    }

    /** Objects since 2.9, plain strings before. */
    static List<ExportLocation> exportLocations(JsonNode nodes) {
        List<ExportLocation> locations = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.isTextual()) {
                locations.add(new ExportLocation(node.asText(), false));
            } else if (!node.path("is_admin_only").asBoolean()) {
                locations.add(new ExportLocation(
                        Json.textOrEmpty(node, "path"), node.path("preferred").asBoolean()));
            }
        }
        locations.sort(Comparator.comparing(ExportLocation::preferred).reversed());
        return locations;
    }

    /** The body of a share action; its argument may be null. */
    static Map<String, Object> action(String name, Object argument) {
        return Collections.singletonMap(name, argument);
    }

    /** The tag as a description; the head of the build's id is what gives way if it is too long. */
    static String description(OwnershipTag tag) {
        int room = LONGEST_DESCRIPTION - withRun(tag, "").length();
        String run = tag.run();
        return withRun(tag, run.substring(Math.max(0, run.length() - Math.max(0, room))));
    }

    private static String withRun(OwnershipTag tag, String run) {
        return new OwnershipTag(tag.controller(), tag.environment(), run, tag.createdAt(), tag.expiresAt()).asLine();
    }
}
