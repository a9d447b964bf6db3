package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Cinder's limits; snapshots count against the gigabytes of volumes. */
final class CinderLimits {
    private final CloudState cloud;
    private final VolumeTypes types;

    CinderLimits(CloudState cloud, VolumeTypes types) {
        this.cloud = cloud;
        this.types = types;
    }

    void routes(Router router) {
        router.on("GET", "/v3/{project}/limits", this::limits);
        router.on("GET", "/v3/{project}/os-quota-sets/{target}", this::usage);
        router.on("PUT", "/v3/{project}/os-quota-sets/{target}", this::set);
        router.on("DELETE", "/v3/{project}/os-quota-sets/{target}", call -> {
            adminOnly(call);
            Quotas fresh = new Quotas();
            cloud.store
                    .quotas(call.var("target"))
                    .volumes(fresh.volumes)
                    .volumeGigabytes(fresh.volumeGigabytes)
                    .volumeSnapshots(fresh.volumeSnapshots);
            return Answer.empty(200).with("Content-Type", "application/json");
        });
    }

    static void checkVolume(CloudState cloud, String projectId, int size) {
        checkSize(cloud, projectId, size);
        Quotas quotas = cloud.store.quotas(projectId);
        if (Quotas.exceeded(quotas.volumes, volumes(cloud, projectId) + 1)) {
            throw new ApiError(
                    413,
                    "VolumeLimitExceeded: Maximum number of volumes allowed (" + quotas.volumes
                            + ") exceeded for quota 'volumes'.");
        }
    }

    static void checkSnapshot(CloudState cloud, String projectId, int size) {
        Quotas quotas = cloud.store.quotas(projectId);
        if (Quotas.exceeded(quotas.volumeSnapshots, snapshots(cloud, projectId) + 1)) {
            throw new ApiError(
                    413,
                    "SnapshotLimitExceeded: Maximum number of snapshots allowed (" + quotas.volumeSnapshots
                            + ") exceeded");
        }
        checkSize(cloud, projectId, size);
    }

    private static void checkSize(CloudState cloud, String projectId, int size) {
        Quotas quotas = cloud.store.quotas(projectId);
        int used = gigabytes(cloud, projectId);
        if (Quotas.exceeded(quotas.volumeGigabytes, used + size)) {
            throw new ApiError(
                    413,
                    "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota."
                            + " Requested " + size + "G, quota is " + quotas.volumeGigabytes + "G and " + used
                            + "G has been consumed.");
        }
    }

    private Answer limits(Call call) {
        String project = call.projectId();
        Quotas quotas = cloud.store.quotas(project);
        return Answer.ok(Json.map(
                "limits",
                Json.map(
                        "rate",
                        List.of(),
                        "absolute",
                        Json.map(
                                "maxTotalVolumes",
                                quotas.volumes,
                                "maxTotalSnapshots",
                                quotas.volumeSnapshots,
                                "maxTotalVolumeGigabytes",
                                quotas.volumeGigabytes,
                                "maxTotalBackups",
                                10,
                                "maxTotalBackupGigabytes",
                                1000,
                                "totalVolumesUsed",
                                volumes(cloud, project),
                                "totalGigabytesUsed",
                                gigabytes(cloud, project),
                                "totalSnapshotsUsed",
                                snapshots(cloud, project),
                                "totalBackupsUsed",
                                0,
                                "totalBackupGigabytesUsed",
                                0))));
    }

    /** Limits with what is used of them, for the project and for each type. */
    private Answer usage(Call call) {
        String project = call.var("target");
        Quotas quotas = cloud.store.quotas(project);
        Map<String, Object> set = Json.map(
                "volumes", entry(quotas.volumes, volumes(cloud, project)),
                "per_volume_gigabytes", entry(-1, 0),
                "snapshots", entry(quotas.volumeSnapshots, snapshots(cloud, project)),
                "gigabytes", entry(quotas.volumeGigabytes, gigabytes(cloud, project)),
                "backups", entry(10, 0),
                "backup_gigabytes", entry(1000, 0));
        for (VolumeType type : types.types) {
            List<Volume> volumes = cloud.store.volumes.of(project).stream()
                    .filter(volume -> volume.type == type)
                    .toList();
            set.put("volumes_" + type.name, entry(-1, volumes.size()));
            set.put(
                    "gigabytes_" + type.name,
                    entry(-1, volumes.stream().mapToInt(volume -> volume.size).sum()));
            set.put("snapshots_" + type.name, entry(-1, 0));
        }
        set.put("groups", entry(10, 0));
        set.put("id", project);
        return Answer.ok(Json.map("quota_set", set));
    }

    private static Map<String, Object> entry(int limit, int used) {
        return Json.map("limit", limit, "in_use", used, "reserved", 0);
    }

    private Answer set(Call call) throws IOException {
        adminOnly(call);
        JsonNode asked = call.json().path("quota_set");
        Quotas quotas = cloud.store.quotas(call.var("target"));
        quotas.volumes(asked.path("volumes").asInt(quotas.volumes))
                .volumeGigabytes(asked.path("gigabytes").asInt(quotas.volumeGigabytes))
                .volumeSnapshots(asked.path("snapshots").asInt(quotas.volumeSnapshots));
        Map<String, Object> set = Json.map(
                "volumes",
                quotas.volumes,
                "per_volume_gigabytes",
                -1,
                "snapshots",
                quotas.volumeSnapshots,
                "gigabytes",
                quotas.volumeGigabytes,
                "backups",
                10,
                "backup_gigabytes",
                1000);
        for (VolumeType type : types.types) {
            for (String what : List.of("volumes", "gigabytes", "snapshots")) {
                set.put(what + "_" + type.name, -1);
            }
        }
        set.put("groups", 10);
        return Answer.ok(Json.map("quota_set", set));
    }

    private static void adminOnly(Call call) {
        if (!call.token.admin()) {
            throw Cinder.forbidden("quotas:update");
        }
    }

    private static int volumes(CloudState cloud, String project) {
        return cloud.store.volumes.of(project).size();
    }

    private static int snapshots(CloudState cloud, String project) {
        return counted(cloud, project).size();
    }

    private static int gigabytes(CloudState cloud, String project) {
        return cloud.store.volumes.of(project).stream().mapToInt(v -> v.size).sum()
                + counted(cloud, project).stream().mapToInt(s -> s.size).sum();
    }

    private static List<VolumeSnapshot> counted(CloudState cloud, String project) {
        return cloud.store.volumeSnapshots.of(project).stream()
                .filter(s -> s.consumesQuota)
                .toList();
    }
}
