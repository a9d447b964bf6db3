package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Manila's quotas and limits, and what counts against them: everything that is not gone, failed deletes too. */
final class ManilaLimits {
    private final CloudState cloud;
    private final ShareTypes types;

    ManilaLimits(CloudState cloud, ShareTypes types) {
        this.cloud = cloud;
        this.types = types;
    }

    void routes(Router router) {
        router.on("GET", "/v2/{project}/quota-sets/{target}/detail", this::detail);
        router.on(
                "GET",
                "/v2/{project}/quota-sets/{target}",
                call -> Answer.ok(Json.map("quota_set", withId(call, plain(cloud.store.quotas(call.var("target")))))));
        router.on("PUT", "/v2/{project}/quota-sets/{target}", this::set);
        router.on("DELETE", "/v2/{project}/quota-sets/{target}", call -> {
            adminOnly(call);
            Quotas fresh = new Quotas();
            Quotas quotas = cloud.store.quotas(call.var("target"));
            quotas.shares(fresh.shares)
                    .shareGigabytes(fresh.shareGigabytes)
                    .shareSnapshots(fresh.shareSnapshots)
                    .shareSnapshotGigabytes(fresh.shareSnapshotGigabytes);
            return Answer.accepted();
        });
        router.on("GET", "/v2/{project}/limits", this::limits);
    }

    /** Refuses with 413 when a new share of this size would exceed the project's limits. */
    static void checkShare(CloudState cloud, String projectId, int size) {
        Quotas quotas = cloud.store.quotas(projectId);
        if (Quotas.exceeded(quotas.shareGigabytes, gigabytes(cloud, projectId) + size)) {
            throw new ApiError(
                    413,
                    "ShareSizeExceedsAvailableQuota: Requested share exceeds allowed project/user or share type"
                            + " gigabytes quota.");
        }
        if (Quotas.exceeded(quotas.shares, shares(cloud, projectId) + 1)) {
            throw new ApiError(
                    413,
                    "ShareLimitExceeded: Maximum number of shares allowed (" + quotas.shares
                            + ") either per project/user or share type quota is exceeded.");
        }
    }

    /** Refuses with 413 when a new snapshot of this size would exceed the project's limits. */
    static void checkSnapshot(CloudState cloud, String projectId, int size) {
        Quotas quotas = cloud.store.quotas(projectId);
        if (Quotas.exceeded(quotas.shareSnapshotGigabytes, snapshotGigabytes(cloud, projectId) + size)) {
            throw new ApiError(
                    413,
                    "SnapshotSizeExceedsAvailableQuota: Requested snapshot exceeds allowed project/user or share type"
                            + " gigabytes quota.");
        }
        if (Quotas.exceeded(quotas.shareSnapshots, snapshots(cloud, projectId) + 1)) {
            throw new ApiError(
                    413,
                    "SnapshotLimitExceeded: Maximum number of snapshots allowed (" + quotas.shareSnapshots
                            + ") either per project/user or share type quota is exceeded.");
        }
    }

    private Answer detail(Call call) {
        String project = call.var("target");
        Quotas quotas = cloud.store.quotas(project);
        if (call.query.containsKey("share_type")) {
            return Answer.ok(Json.map("quota_set", ofType(call, project, quotas)));
        }
        Map<String, Object> set = Json.map(
                "shares", entry(quotas.shares, shares(cloud, project)),
                "gigabytes", entry(quotas.shareGigabytes, gigabytes(cloud, project)),
                "snapshots", entry(quotas.shareSnapshots, snapshots(cloud, project)),
                "snapshot_gigabytes", entry(quotas.shareSnapshotGigabytes, snapshotGigabytes(cloud, project)),
                "id", project,
                "share_networks",
                        entry(10, cloud.store.shareNetworks.of(project).size()),
                "share_groups", entry(50, 0),
                "share_group_snapshots", entry(50, 0),
                "share_replicas", entry(100, 0),
                "replica_gigabytes", entry(1000, 0));
        if (call.minor >= 62) {
            set.put("per_share_gigabytes", entry(-1, 0));
        }
        return Answer.ok(Json.map("quota_set", set));
    }

    /** The same limits once more for one type, with what is used by shares of that type; 2.39 and later. */
    private Map<String, Object> ofType(Call call, String project, Quotas quotas) {
        String type = call.query.get("share_type");
        if (types.find(type) == null) {
            throw new ApiError(404, "Share type with name or id '" + type + "' not found.");
        }
        List<Share> shares = cloud.store.shares.of(project).stream()
                .filter(share ->
                        share.type.name().equals(type) || share.type.id().equals(type))
                .toList();
        List<ShareSnapshot> snapshots = cloud.store.shareSnapshots.of(project).stream()
                .filter(snapshot -> shares.stream().anyMatch(share -> share == snapshot.share))
                .toList();
        Map<String, Object> set = Json.map(
                "shares", entry(quotas.sharesOfType(type), shares.size()),
                "gigabytes",
                        entry(
                                quotas.shareGigabytes,
                                shares.stream().mapToInt(share -> share.size).sum()),
                "snapshots", entry(quotas.shareSnapshots, snapshots.size()),
                "snapshot_gigabytes",
                        entry(
                                quotas.shareSnapshotGigabytes,
                                snapshots.stream()
                                        .mapToInt(snapshot -> snapshot.shareSize)
                                        .sum()),
                "id", project,
                "share_replicas", entry(100, 0),
                "replica_gigabytes", entry(1000, 0));
        if (call.minor >= 62) {
            set.put("per_share_gigabytes", entry(-1, 0));
        }
        return set;
    }

    private Answer set(Call call) throws IOException {
        adminOnly(call);
        Quotas quotas = cloud.store.quotas(call.var("target"));
        JsonNode asked = call.json().path("quota_set");
        quotas.shares(asked.path("shares").asInt(quotas.shares))
                .shareGigabytes(asked.path("gigabytes").asInt(quotas.shareGigabytes))
                .shareSnapshots(asked.path("snapshots").asInt(quotas.shareSnapshots))
                .shareSnapshotGigabytes(asked.path("snapshot_gigabytes").asInt(quotas.shareSnapshotGigabytes));
        return Answer.ok(Json.map("quota_set", plain(quotas)));
    }

    private static Map<String, Object> plain(Quotas quotas) {
        return Json.map(
                "shares", quotas.shares,
                "gigabytes", quotas.shareGigabytes,
                "snapshots", quotas.shareSnapshots,
                "snapshot_gigabytes", quotas.shareSnapshotGigabytes,
                "share_networks", 10,
                "share_groups", 50,
                "share_group_snapshots", 50,
                "share_replicas", 100,
                "replica_gigabytes", 1000,
                "per_share_gigabytes", -1);
    }

    private static Map<String, Object> withId(Call call, Map<String, Object> set) {
        set.put("id", call.var("target"));
        return set;
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
                                "maxTotalShares",
                                quotas.shares,
                                "maxTotalShareSnapshots",
                                quotas.shareSnapshots,
                                "maxTotalShareGigabytes",
                                quotas.shareGigabytes,
                                "maxTotalSnapshotGigabytes",
                                quotas.shareSnapshotGigabytes,
                                "maxTotalShareNetworks",
                                10,
                                "maxTotalShareGroups",
                                50,
                                "maxTotalShareGroupSnapshots",
                                50,
                                "maxTotalShareReplicas",
                                100,
                                "maxTotalReplicaGigabytes",
                                1000,
                                "totalSharesUsed",
                                shares(cloud, project),
                                "totalShareSnapshotsUsed",
                                snapshots(cloud, project),
                                "totalShareGigabytesUsed",
                                gigabytes(cloud, project),
                                "totalSnapshotGigabytesUsed",
                                snapshotGigabytes(cloud, project),
                                "totalShareNetworksUsed",
                                cloud.store.shareNetworks.of(project).size(),
                                "totalShareGroupsUsed",
                                0,
                                "totalShareGroupSnapshotsUsed",
                                0,
                                "totalShareReplicasUsed",
                                0,
                                "totalReplicaGigabytesUsed",
                                0))));
    }

    private static void adminOnly(Call call) {
        if (!call.token.admin()) {
            throw new ApiError(403, "Access was denied to this resource.");
        }
    }

    private static Map<String, Object> entry(int limit, int used) {
        return Json.map("limit", limit, "in_use", used, "reserved", 0);
    }

    private static int shares(CloudState cloud, String project) {
        return cloud.store.shares.of(project).size();
    }

    private static int gigabytes(CloudState cloud, String project) {
        return cloud.store.shares.of(project).stream().mapToInt(s -> s.size).sum();
    }

    private static int snapshots(CloudState cloud, String project) {
        return cloud.store.shareSnapshots.of(project).size();
    }

    private static int snapshotGigabytes(CloudState cloud, String project) {
        return cloud.store.shareSnapshots.of(project).stream()
                .mapToInt(s -> s.shareSize)
                .sum();
    }
}
