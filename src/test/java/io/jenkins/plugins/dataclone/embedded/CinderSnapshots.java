package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Cinder snapshots. */
final class CinderSnapshots {
    private final CloudState cloud;

    CinderSnapshots(CloudState cloud) {
        this.cloud = cloud;
    }

    void routes(Router router) {
        router.on("GET", "/v3/{project}/snapshots", this::list);
        router.on("GET", "/v3/{project}/snapshots/detail", this::list);
        router.on("POST", "/v3/{project}/snapshots", this::create);
        router.on("POST", "/v3/{project}/snapshots/{id}/action", this::action);
        router.on(
                "GET",
                "/v3/{project}/snapshots/{id}",
                call -> Answer.ok(Json.map("snapshot", view(call, snapshot(call), false))));
        router.on("PUT", "/v3/{project}/snapshots/{id}", this::update);
        router.on("DELETE", "/v3/{project}/snapshots/{id}", this::delete);
        router.on("POST", "/v3/{project}/snapshots/{id}/action", this::reset);
        CinderMetadata.routes(router, "snapshots", this::snapshot);
    }

    private VolumeSnapshot snapshot(Call call) {
        String id = call.var("id");
        VolumeSnapshot snapshot = cloud.store.volumeSnapshots.get(id, call.projectId());
        if (snapshot == null) {
            throw new ApiError(404, "Snapshot " + id + " could not be found.");
        }
        return snapshot;
    }

    private Answer list(Call call) {
        Map<String, String> metadata = ManilaFilters.pairs(call.query.getOrDefault("metadata", ""));
        Cinder.nameHas(cloud, call, null);
        List<VolumeSnapshot> found = cloud.store.volumeSnapshots.list(call.projectId(), cloud.now()).stream()
                .filter(s -> wanted(call, "name", s.name)
                        && wanted(call, "status", s.status)
                        && wanted(call, "volume_id", s.volume.id)
                        && Cinder.nameHas(cloud, call, s.name)
                        && s.metadata.entrySet().containsAll(metadata.entrySet()))
                .toList();
        boolean detail = call.path.endsWith("/detail");
        return Cinder.list(call, "snapshots", found, cloud.maxPage, s -> {
            Map<String, Object> view = view(call, s, false);
            if (!detail) {
                view.keySet().removeIf(key -> key.startsWith("os-extended"));
            }
            return view;
        });
    }

    private static boolean wanted(Call call, String filter, String value) {
        return !call.query.containsKey(filter) || call.query.get(filter).equals(value);
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json().path("snapshot");
        boolean free = call.minor >= 66;
        if (free && asked.has("force") && !asked.path("force").asBoolean()) {
            throw new ApiError(
                    400,
                    "Since microversion 3.66 the 'force' flag is invalid for this request.  For backward compatability,"
                            + " however, when the 'force' flag is passed with a value evaluating to True, it is silently"
                            + " ignored.");
        }
        Volume volume =
                CinderVolumes.volume(cloud, call, asked.path("volume_id").asText());
        boolean force = free || asked.path("force").asBoolean(false);
        if (!volume.status.equals("available") && !(force && volume.status.equals("in-use"))) {
            throw new ApiError(
                    400,
                    "Invalid volume: Volume " + volume.id + " status must be available" + (free ? ", in-use" : "")
                            + ", but current status is: " + volume.status + ".");
        }
        CinderLimits.checkSnapshot(cloud, call.projectId(), volume.size);
        VolumeSnapshot snapshot = new VolumeSnapshot(volume, call.token.userId(), cloud.now());
        snapshot.name = Json.string(asked, "name");
        snapshot.description = Json.string(asked, "description");
        snapshot.metadata = Json.strings(asked.path("metadata"));
        snapshot.status = "creating";
        cloud.store.volumeSnapshots.add(snapshot);
        boolean fails = cloud.faults.take("volume-snapshot") != null;
        cloud.timeline.after(Step.VOLUME_SNAPSHOT, () -> {
            snapshot.status = fails ? "error" : "available";
            snapshot.updatedAt = cloud.now();
        });
        return Answer.json(202, Json.map("snapshot", view(call, snapshot, true)));
    }

    /** What an administrator does to a snapshot whose status lies. */
    private Answer action(Call call) throws IOException {
        JsonNode body = call.json();
        String name = Manila.action(body);
        if (!name.equals("os-reset_status")) {
            throw new ApiError(400, "There is no such action: " + name);
        }
        if (!call.token.admin()) {
            throw Cinder.forbidden("snapshot_admin_actions:reset_status");
        }
        VolumeSnapshot snapshot = cloud.store.volumeSnapshots.get(call.var("id"));
        if (snapshot == null) {
            throw new ApiError(404, "Snapshot " + call.var("id") + " could not be found.");
        }
        snapshot.status = body.path(name).path("status").asText();
        return Answer.empty(202).with("Content-Type", "application/json");
    }

    private Answer update(Call call) throws IOException {
        VolumeSnapshot snapshot = snapshot(call);
        JsonNode asked = call.json().path("snapshot");
        snapshot.name = asked.has("name") ? Json.string(asked, "name") : snapshot.name;
        snapshot.description = asked.has("description") ? Json.string(asked, "description") : snapshot.description;
        return Answer.ok(Json.map("snapshot", view(call, snapshot, false)));
    }

    private Answer delete(Call call) {
        VolumeSnapshot snapshot = snapshot(call);
        if (!snapshot.status.equals("available") && !snapshot.status.equals("error")) {
            throw new ApiError(
                    400,
                    "Invalid snapshot: Snapshot status must be available or error and must not be part of a"
                            + " group.");
        }
        cloud.store.volumes.all().stream()
                .filter(volume -> snapshot.id.equals(volume.snapshotId))
                .forEach(
                        volume -> cloud.uprooted.add("volume " + volume.name + " by " + call.method + " " + call.path));
        snapshot.status = "deleting";
        boolean fails = cloud.faults.deleteFails(Kind.VOLUME_SNAPSHOT);
        boolean busy = cloud.faults.take("volume-snapshot busy") != null;
        cloud.timeline.after(Step.VOLUME_SNAPSHOT_DELETE, () -> {
            if (fails) {
                snapshot.status = "error_deleting";
                message(call, snapshot, "016", "Snapshot failed to delete.");
            } else if (busy) {
                snapshot.status = "available";
                message(call, snapshot, "015", "Snapshot is busy.");
            } else {
                cloud.store.volumeSnapshots.remove(snapshot);
            }
        });
        return Answer.accepted();
    }

    private void message(Call call, VolumeSnapshot snapshot, String detail, String text) {
        cloud.store.volumeMessages.add(new UserMessage(
                Ids.uuid(),
                snapshot.projectId,
                "010",
                detail,
                "VOLUME_SNAPSHOT",
                snapshot.id,
                call.requestId,
                "delete snapshot:" + text,
                cloud.now()));
    }

    /** What an administrator does to an object whose status lies. */
    private Answer reset(Call call) throws IOException {
        if (!call.token.admin()) {
            throw Cinder.forbidden("snapshot_admin_actions:reset_status");
        }
        VolumeSnapshot snapshot = cloud.store.volumeSnapshots.get(call.var("id"));
        snapshot.status = call.json().at("/os-reset_status/status").asText();
        return Answer.empty(202).with("Content-Type", "application/json");
    }

    private static Map<String, Object> view(Call call, VolumeSnapshot snapshot, boolean fresh) {
        Map<String, Object> view = Json.map(
                "id", snapshot.id,
                "created_at", fresh ? Times.micros(snapshot.createdAt) : Times.wholeMicros(snapshot.createdAt),
                "updated_at", Times.wholeMicros(snapshot.updatedAt),
                "name", snapshot.name,
                "description", snapshot.description,
                "volume_id", snapshot.volume.id,
                "status", snapshot.status,
                "size", snapshot.size,
                "metadata", snapshot.metadata);
        if (call.minor >= 14) {
            view.put("group_snapshot_id", null);
        }
        if (call.minor >= 41) {
            view.put("user_id", snapshot.userId);
        }
        if (call.minor >= 65) {
            view.put("consumes_quota", snapshot.consumesQuota);
        }
        if (!fresh) {
            view.put("os-extended-snapshot-attributes:project_id", snapshot.projectId);
            view.put("os-extended-snapshot-attributes:progress", snapshot.status.equals("creating") ? "0%" : "100%");
        }
        return view;
    }
}
