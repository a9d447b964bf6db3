package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cinder volumes. */
final class CinderVolumes {
    private static final Set<String> DELETABLE = Set.of("available", "error", "error_restoring", "error_extending");
    private static final String ZONE = "nova";
    private static final String SERVICE = Ids.uuid();

    private final CloudState cloud;
    private final VolumeTypes types;

    CinderVolumes(CloudState cloud, VolumeTypes types) {
        this.cloud = cloud;
        this.types = types;
    }

    void routes(Router router) {
        router.on("GET", "/v3/{project}/volumes", call -> list(call, false));
        router.on("GET", "/v3/{project}/volumes/detail", call -> list(call, true));
        router.on("POST", "/v3/{project}/volumes", this::create);
        router.on(
                "GET",
                "/v3/{project}/volumes/{id}",
                call -> Answer.ok(Json.map("volume", view(call, volume(cloud, call, call.var("id")), false))));
        router.on("PUT", "/v3/{project}/volumes/{id}", this::update);
        router.on("DELETE", "/v3/{project}/volumes/{id}", this::delete);
        router.on("POST", "/v3/{project}/volumes/{id}/action", this::action);
        CinderMetadata.routes(router, "volumes", call -> volume(cloud, call, call.var("id")));
    }

    static Volume volume(CloudState cloud, Call call, String id) {
        Volume volume =
                call.token.admin() ? cloud.store.volumes.get(id) : cloud.store.volumes.get(id, call.projectId());
        if (volume == null) {
            throw new ApiError(404, "Volume " + id + " could not be found.");
        }
        return volume;
    }

    private Answer list(Call call, boolean detail) {
        Map<String, String> metadata = ManilaFilters.pairs(call.query.getOrDefault("metadata", ""));
        Cinder.nameHas(cloud, call, null);
        List<Volume> found = cloud.store.volumes.list(call.projectId(), cloud.now()).stream()
                .filter(v -> wanted(call, "name", v.name)
                        && wanted(call, "status", v.status)
                        && wanted(call, "snapshot_id", v.snapshotId)
                        && Cinder.nameHas(cloud, call, v.name)
                        && v.metadata.entrySet().containsAll(metadata.entrySet()))
                .toList();
        return Cinder.list(
                call,
                "volumes",
                found,
                cloud.maxPage,
                v -> detail
                        ? view(call, v, false)
                        : Json.map("id", v.id, "name", v.name, "links", Cinder.links(call, "volumes", v.id)));
    }

    private static boolean wanted(Call call, String filter, String value) {
        return !call.query.containsKey(filter) || call.query.get(filter).equals(value);
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json().path("volume");
        if (asked.has("multiattach")) {
            throw new ApiError(
                    400,
                    "multiattach parameter has been removed. The default behavior is to use multiattach enabled volume"
                            + " types. Contact your administrator to create a multiattach enabled volume type and use it"
                            + " to create multiattach volumes.");
        }
        if (asked.hasNonNull("size") && asked.path("size").asInt(0) < 1) {
            throw new ApiError(
                    400,
                    "Invalid input for field/attribute size. Value: "
                            + asked.path("size").asText() + ". "
                            + asked.path("size").asText() + " is less than the minimum of 1");
        }
        VolumeSnapshot source = source(call, Json.string(asked, "snapshot_id"));
        String sourceVolume = Json.string(asked, "source_volid");
        Volume original = sourceVolume == null ? null : volume(cloud, call, sourceVolume);
        int least = source != null ? source.size : original != null ? original.size : 0;
        int size = asked.hasNonNull("size") ? asked.path("size").asInt() : least;
        if (size < least) {
            throw new ApiError(
                    400,
                    "Invalid input received: Volume size '" + size + "'GB cannot be smaller than the snapshot size "
                            + least + "GB. They must be >= original snapshot size.");
        }
        String zone = Json.string(asked, "availability_zone");
        if (zone != null && !zone.equals(ZONE)) {
            throw new ApiError(400, "Availability zone '" + zone + "' is invalid.");
        }
        VolumeType type = type(Json.string(asked, "volume_type"), source);
        CinderLimits.checkVolume(cloud, call.projectId(), size);
        Volume volume = new Volume(call.projectId(), call.token.userId(), cloud.now());
        volume.name = Json.string(asked, "name");
        volume.description = Json.string(asked, "description");
        volume.size = size;
        volume.type = type;
        volume.snapshotId = source == null ? null : source.id;
        volume.sourceVolumeId = sourceVolume;
        volume.metadata = Json.strings(asked.path("metadata"));
        volume.status = "creating";
        cloud.store.volumes.add(volume);
        String failure = cloud.faults.take("volume");
        boolean copies = source != null || original != null;
        cloud.timeline.after(copies ? Step.VOLUME_CLONE : Step.VOLUME_CREATE, () -> {
            volume.status = failure == null ? "available" : "error";
            volume.placed = failure == null;
            volume.updatedAt = cloud.now();
            if (failure != null) {
                cloud.store.volumeMessages.add(new UserMessage(
                        Ids.uuid(),
                        volume.projectId,
                        "001",
                        "003",
                        "VOLUME",
                        volume.id,
                        call.requestId,
                        failure,
                        cloud.now()));
            }
        });
        return Answer.json(202, Json.map("volume", view(call, volume, true)));
    }

    private VolumeSnapshot source(Call call, String id) {
        if (id == null) {
            return null;
        }
        VolumeSnapshot source = cloud.store.volumeSnapshots.get(id, call.projectId());
        if (source == null) {
            throw new ApiError(404, "Snapshot " + id + " could not be found.");
        }
        if (!source.status.equals("available")) {
            throw new ApiError(400, "Invalid snapshot: Originating snapshot status must be one of 'available' values");
        }
        return source;
    }

    private VolumeType type(String asked, VolumeSnapshot source) {
        if (asked == null) {
            return source == null ? types.find("__DEFAULT__") : source.volume.type;
        }
        VolumeType type = types.find(asked);
        if (type == null) {
            throw new ApiError(404, "Volume type with name " + asked + " could not be found.");
        }
        return type;
    }

    private Answer update(Call call) throws IOException {
        Volume volume = volume(cloud, call, call.var("id"));
        JsonNode asked = call.json().path("volume");
        volume.name = asked.has("name") ? Json.string(asked, "name") : volume.name;
        volume.description = asked.has("description") ? Json.string(asked, "description") : volume.description;
        return Answer.ok(Json.map("volume", view(call, volume, false)));
    }

    private Answer delete(Call call) {
        Volume volume = volume(cloud, call, call.var("id"));
        boolean cascade = Boolean.parseBoolean(call.query.get("cascade"));
        List<VolumeSnapshot> snapshots = cloud.store.volumeSnapshots.all().stream()
                .filter(s -> s.volume == volume)
                .toList();
        if (!DELETABLE.contains(volume.status) || (!cascade && !snapshots.isEmpty())) {
            throw new ApiError(
                    400,
                    "Invalid volume: Volume status must be available or error or error_restoring or error_extending or"
                            + " error_managing and must not be migrating, attached, belong to a group, have snapshots,"
                            + " awaiting a transfer, or be disassociated from snapshots after volume transfer.");
        }
        volume.status = "deleting";
        snapshots.forEach(snapshot -> snapshot.status = "deleting");
        boolean fails = cloud.faults.deleteFails(Kind.VOLUME);
        cloud.timeline.after(Step.VOLUME_DELETE, () -> {
            if (fails) {
                volume.status = "error_deleting";
                return;
            }
            snapshots.forEach(cloud.store.volumeSnapshots::remove);
            cloud.store.volumes.remove(volume);
        });
        return Answer.accepted();
    }

    private Answer action(Call call) throws IOException {
        Volume volume = volume(cloud, call, call.var("id"));
        JsonNode body = call.json();
        String name = Manila.action(body);
        return switch (name) {
            case "revert" ->
                revert(call, volume, body.path(name).path("snapshot_id").asText());
            case "os-extend" -> extend(volume, body.path(name).path("new_size").asInt());
            case "os-reset_status" ->
                reset(call, volume, body.path(name).path("status").asText());
            case "os-force_delete" -> throw Cinder.forbidden("volume_admin_actions:force_delete");
            default -> throw new ApiError(400, "There is no such action: " + name);
        };
    }

    /** Since 3.40, to the latest snapshot only. */
    private Answer revert(Call call, Volume volume, String snapshotId) {
        if (call.minor < 40) {
            throw new ApiError(404, "The resource could not be found.");
        }
        List<VolumeSnapshot> snapshots = cloud.store.volumeSnapshots.all().stream()
                .filter(s -> s.volume == volume)
                .toList();
        if (snapshots.isEmpty()) {
            throw new ApiError(400, "Volume " + volume.id + " doesn't have any snapshots.");
        }
        VolumeSnapshot latest = snapshots.get(snapshots.size() - 1);
        if (!latest.id.equals(snapshotId)) {
            throw new ApiError(
                    400,
                    "Specified snapshot " + snapshotId + " is None or not the latest one of volume " + volume.id + ".");
        }
        if (!volume.status.equals("available")) {
            throw new ApiError(
                    409,
                    "Invalid volume: Can't revert volume " + volume.id + " to its latest snapshot " + snapshotId
                            + ". Volume's status must be 'available'.");
        }
        volume.status = "reverting";
        if (!latest.status.equals("available")) {
            // the volume is left as it is now
            throw new ApiError(
                    409,
                    "Invalid snapshot: Can't revert volume " + volume.id + " to its latest snapshot " + snapshotId
                            + ". Snapshot's status must be 'available'.");
        }
        latest.status = "restoring";
        VolumeSnapshot backup = backup(volume);
        boolean fails = cloud.faults.take("volume-revert") != null;
        cloud.timeline.after(Step.VOLUME_REVERT, () -> {
            volume.status = fails ? "error" : "available";
            latest.status = "available";
            volume.updatedAt = cloud.now();
            if (!fails) {
                backup.status = "deleting";
                cloud.timeline.after(Step.VOLUME_SNAPSHOT_DELETE, () -> cloud.store.volumeSnapshots.remove(backup));
            }
        });
        return Answer.empty(202).with("Content-Type", "application/json");
    }

    /** What Cinder takes before it reverts; it goes when that has worked, and stays when it has failed. */
    private VolumeSnapshot backup(Volume volume) {
        VolumeSnapshot backup = new VolumeSnapshot(volume, volume.userId, cloud.now());
        backup.name = "[revert] volume " + volume.id + " backup snapshot";
        backup.description =
                "This is only used for backup when reverting. If the reverting process failed, you can restore"
                        + " you data by creating new volume with this snapshot.";
        backup.status = "available";
        backup.consumesQuota = false;
        cloud.store.volumeSnapshots.add(backup);
        return backup;
    }

    /** What an administrator does to an object whose status lies. */
    private Answer reset(Call call, Volume volume, String status) {
        if (!call.token.admin()) {
            throw Cinder.forbidden("volume_admin_actions:reset_status");
        }
        if (status.equals("in-use") && new Attachments(cloud).of(volume).isEmpty()) {
            throw new ApiError(400, "Cannot reset-state to in-use because volume does not have any attachments");
        }
        volume.status = status;
        return Answer.empty(202).with("Content-Type", "application/json");
    }

    private Answer extend(Volume volume, int size) {
        if (size <= volume.size) {
            throw new ApiError(
                    400,
                    "Invalid input received: New size for extend must be greater than current size. (current: "
                            + volume.size + ", extended: " + size + ").");
        }
        volume.status = "extending";
        cloud.timeline.after(Step.VOLUME_EXTEND, () -> {
            volume.size = size;
            volume.status = "available";
        });
        return Answer.empty(202).with("Content-Type", "application/json");
    }

    private Map<String, Object> view(Call call, Volume volume, boolean fresh) {
        boolean placed = !fresh && volume.placed;
        Map<String, Object> view = Json.map(
                "id",
                volume.id,
                "status",
                volume.status,
                "size",
                volume.size,
                "availability_zone",
                ZONE,
                "created_at",
                fresh ? Times.micros(volume.createdAt) : Times.wholeMicros(volume.createdAt),
                "updated_at",
                Times.wholeMicros(volume.updatedAt),
                "name",
                volume.name,
                "description",
                volume.description,
                "volume_type",
                volume.type.name,
                "snapshot_id",
                volume.snapshotId,
                "source_volid",
                volume.sourceVolumeId,
                "metadata",
                volume.metadata,
                "links",
                Cinder.links(call, "volumes", volume.id),
                "user_id",
                volume.userId,
                "bootable",
                "false",
                "encrypted",
                false,
                "replication_status",
                null,
                "consistencygroup_id",
                null,
                "multiattach",
                volume.type.multiattach(),
                "attachments",
                CinderAttachments.ofVolume(cloud, volume));
        if (call.minor >= 13) {
            view.put("group_id", null);
        }
        if (call.minor >= 48) {
            view.put("shared_targets", !placed);
            view.put("service_uuid", placed ? SERVICE : null);
        }
        if (call.minor >= 63) {
            view.put("volume_type_id", volume.type.id);
        }
        if (call.minor >= 65) {
            view.put("consumes_quota", true);
        }
        if (!fresh) {
            view.put("os-vol-tenant-attr:tenant_id", volume.projectId);
        }
        return view;
    }
}
