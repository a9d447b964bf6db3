package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Cinder's side of attachments (3.27): reservations, and what Nova does not know of. */
final class CinderAttachments {
    private static final int SINCE = 27;

    private final CloudState cloud;
    private final Attachments attachments;

    CinderAttachments(CloudState cloud) {
        this.cloud = cloud;
        this.attachments = new Attachments(cloud);
    }

    void routes(Router router) {
        router.on("GET", "/v3/{project}/attachments", this::list);
        router.on("POST", "/v3/{project}/attachments", this::create);
        router.on("DELETE", "/v3/{project}/attachments/{id}", this::delete);
    }

    private static void need(Call call) {
        if (call.minor < SINCE) {
            throw new ApiError(404, "The resource could not be found.");
        }
    }

    private Answer list(Call call) {
        need(call);
        String volume = call.query.get("volume_id");
        return Answer.ok(Json.map("attachments", shown(call.projectId(), volume)));
    }

    private List<Map<String, Object>> shown(String project, String volume) {
        return cloud.store.attachments.of(project).stream()
                .filter(attachment -> volume == null || attachment.volume.id.equals(volume))
                .map(CinderAttachments::summary)
                .toList();
    }

    private Answer create(Call call) throws IOException {
        need(call);
        JsonNode asked = call.json().path("attachment");
        Volume volume =
                CinderVolumes.volume(cloud, call, asked.path("volume_uuid").asText());
        requireReservable(volume);
        VolumeAttachment made =
                attachments.reserve(volume, asked.path("instance_uuid").asText(), call.token.userId(), false);
        Map<String, Object> view = summary(made);
        view.put("attached_at", "");
        view.put("detached_at", "");
        view.put("attach_mode", "null");
        view.put("connection_info", Map.of());
        return Answer.ok(Json.map("attachment", view));
    }

    /** What Cinder says to whoever wants a volume that is not free. */
    static void requireReservable(Volume volume) {
        if (volume.status.equals("error")) {
            throw new ApiError(
                    400,
                    "Invalid volume: Volume attachments can not be created if the volume is in an error state. The"
                            + " Volume " + volume.id + " currently has a status of: error ");
        }
        boolean shared = volume.type.multiattach() && volume.status.equals("in-use");
        if (!volume.status.equals("available") && !shared) {
            throw new ApiError(
                    400,
                    "Invalid volume: Volume " + volume.id
                            + " status must be available or downloading to reserve, but the current status is "
                            + volume.status + ".");
        }
    }

    private Answer delete(Call call) {
        need(call);
        VolumeAttachment attachment = cloud.store.attachments.get(call.var("id"), call.projectId());
        if (attachment == null && cloud.store.attachments.get(call.var("id")) != null) {
            // the one call whose answer tells that there is something
            throw new ApiError(403, "Policy doesn't allow volume:attachment_delete to be performed.");
        }
        if (attachment == null) {
            throw new ApiError(
                    404, "Volume attachment could not be found with filter: attachment_id = " + call.var("id") + ".");
        }
        if (attachment.novas && cloud.store.servers.get(attachment.serverId) != null) {
            throw new ApiError(
                    409,
                    "ConflictNovaUsingAttachment: Detach volume from instance " + attachment.serverId
                            + " using the Compute API");
        }
        attachments.end(attachment);
        return Answer.ok(Json.map("attachments", shown(call.projectId(), attachment.volume.id)));
    }

    private static Map<String, Object> summary(VolumeAttachment attachment) {
        return Json.map(
                "id", attachment.id,
                "status", attachment.status,
                "instance", attachment.serverId,
                "volume_id", attachment.volume.id);
    }

    /** As a volume shows those that are complete. */
    static List<Object> ofVolume(CloudState cloud, Volume volume) {
        return cloud.store.attachments.all().stream()
                .filter(attachment -> attachment.volume == volume && attachment.attachedAt != null)
                .map(attachment -> (Object) Json.map(
                        "id", volume.id,
                        "attachment_id", attachment.id,
                        "volume_id", volume.id,
                        "server_id", attachment.serverId,
                        "host_name", null,
                        "device", attachment.device,
                        "attached_at", Times.wholeMicros(attachment.attachedAt)))
                .toList();
    }
}
