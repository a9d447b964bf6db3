package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.Volumes.Attachment;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cinder's JSON as values. What a connection needs, which holds a password, is never read. */
final class CinderJson {
    private CinderJson() {}

    static Volume volume(JsonNode node) {
        return new Volume(
                Json.textOrEmpty(node, "id"),
                Json.textOrEmpty(node, "name"),
                Json.textOrEmpty(node, "status"),
                node.path("size").asInt(),
                Json.textOrEmpty(node, "volume_type"),
                Json.text(node, "snapshot_id"),
                node.path("multiattach").asBoolean(),
                Json.time(node, "created_at"),
                Json.map(node, "metadata"),
                attachments(node.path("attachments")));
    }

    private static List<Attachment> attachments(JsonNode nodes) {
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode node : nodes) {
            attachments.add(
                    new Attachment(Json.textOrEmpty(node, "attachment_id"), Json.textOrEmpty(node, "server_id")));
        }
        return attachments;
    }

    /** As the list of attachments shows it, which names things otherwise than a volume does. */
    static Attachment attachment(JsonNode node) {
        return new Attachment(Json.textOrEmpty(node, "id"), Json.textOrEmpty(node, "instance"));
    }

    static Snapshot snapshot(JsonNode node) {
        return new Snapshot(
                Json.textOrEmpty(node, "id"),
                Json.textOrEmpty(node, "name"),
                Json.textOrEmpty(node, "status"),
                Json.textOrEmpty(node, "volume_id"),
                node.path("size").asInt(),
                Json.time(node, "created_at"),
                Json.map(node, "metadata"));
    }

    /** QoS specs as one flat map: the limits and who enforces them. */
    static Map<String, String> qos(JsonNode node) {
        Map<String, String> limits = new TreeMap<>(Json.map(node, "specs"));
        limits.put("consumer", Json.textOrEmpty(node, "consumer"));
        return limits;
    }
}
