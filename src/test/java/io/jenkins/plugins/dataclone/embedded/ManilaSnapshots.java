package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Manila snapshots. */
final class ManilaSnapshots {
    /** What an administrator may set the status of a snapshot to. */
    private static final List<String> STATES =
            List.of("available", "creating", "deleting", "error", "error_deleting", "restoring");

    private final CloudState cloud;

    ManilaSnapshots(CloudState cloud) {
        this.cloud = cloud;
    }

    void routes(Router router) {
        router.on("GET", "/v2/{project}/snapshots", call -> list(call, false));
        router.on("GET", "/v2/{project}/snapshots/detail", call -> list(call, true));
        router.on("POST", "/v2/{project}/snapshots", this::create);
        router.on("GET", "/v2/{project}/snapshots/{id}", call -> shown(200, call, snapshot(call)));
        router.on("PUT", "/v2/{project}/snapshots/{id}", this::update);
        router.on("DELETE", "/v2/{project}/snapshots/{id}", this::delete);
        router.on("POST", "/v2/{project}/snapshots/{id}/action", this::action);
    }

    private ShareSnapshot snapshot(Call call) {
        String id = call.var("id");
        ShareSnapshot snapshot = call.token.admin()
                ? cloud.store.shareSnapshots.get(id)
                : cloud.store.shareSnapshots.get(id, call.projectId());
        if (snapshot == null) {
            throw new ApiError(404, "The resource could not be found.");
        }
        return snapshot;
    }

    private static Answer shown(int status, Call call, ShareSnapshot snapshot) {
        return Answer.json(status, Json.map("snapshot", ManilaViews.snapshot(call, snapshot)));
    }

    private Answer list(Call call, boolean detail) {
        List<ShareSnapshot> found =
                ManilaFilters.snapshots(call, cloud.store.shareSnapshots.list(call.projectId(), cloud.now()));
        List<ShareSnapshot> page = Page.window(call, found, cloud.maxPage);
        List<Object> views = Page.views(
                page, row -> detail ? ManilaViews.snapshot(call, row) : ManilaViews.summary(call, "snapshots", row));
        Map<String, Object> body = Json.map("snapshots", views);
        if (call.query.containsKey("limit") && Page.full(call, page, cloud.maxPage)) {
            String query = Page.nextQuery(call, page.get(page.size() - 1).id);
            String next = call.base + "/v2/" + call.projectId() + "/snapshots?" + query;
            body.put("share_snapshots_links", List.of(Json.map("rel", "next", "href", next)));
        }
        return Answer.ok(body);
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json().path("snapshot");
        if (asked.isMissingNode()) {
            throw new ApiError(422, "Unable to process the contained instructions");
        }
        Share share = cloud.store.shares.get(asked.path("share_id").asText(), call.projectId());
        if (share == null) {
            throw new ApiError(404, "NotFound: Resource could not be found.");
        }
        if (!share.type.snapshots()) {
            throw new ApiError(
                    422,
                    "Snapshots cannot be created for share '" + share.id + "' since it does not have that capability.");
        }
        if (!share.status.equals("available")) {
            throw new ApiError(400, "Invalid share: Source share status must be available.");
        }
        ManilaLimits.checkSnapshot(cloud, call.projectId(), share.size);
        ShareSnapshot snapshot = new ShareSnapshot(share, call.projectId(), call.token.userId(), cloud.now());
        snapshot.name = Json.string(asked, asked.has("display_name") ? "display_name" : "name");
        snapshot.description =
                Json.string(asked, asked.has("display_description") ? "display_description" : "description");
        snapshot.status = "creating";
        cloud.store.shareSnapshots.add(snapshot);
        boolean fails = cloud.faults.take("snapshot") != null;
        cloud.timeline.after(Step.SHARE_SNAPSHOT, () -> snapshot.status = fails ? "error" : "available");
        return shown(202, call, snapshot);
    }

    private Answer action(Call call) throws IOException {
        String name = Manila.action(call.json());
        ShareSnapshot snapshot = snapshot(call);
        if (!name.equals("reset_status")) {
            throw new ApiError(403, "Access was denied to this resource.");
        }
        return ManilaActions.reset(call, snapshot, call.json().path(name), STATES);
    }

    private Answer update(Call call) throws IOException {
        ShareSnapshot snapshot = snapshot(call);
        JsonNode asked = call.json().path("snapshot");
        snapshot.name = asked.has("display_name") ? Json.string(asked, "display_name") : snapshot.name;
        snapshot.description =
                asked.has("display_description") ? Json.string(asked, "display_description") : snapshot.description;
        return shown(200, call, snapshot);
    }

    private Answer delete(Call call) {
        ShareSnapshot snapshot = snapshot(call);
        if (!snapshot.status.equals("available") && !snapshot.status.equals("error")) {
            throw new ApiError(
                    400, "Invalid share snapshot: Share Snapshot status must be one of ('available', 'error').");
        }
        cloud.store.shares.all().stream()
                .filter(share -> snapshot.id.equals(share.snapshotId))
                .forEach(share -> cloud.uprooted.add("share " + share.name + " by " + call.method + " " + call.path));
        snapshot.status = "deleting";
        boolean fails = cloud.faults.deleteFails(Kind.SHARE_SNAPSHOT);
        cloud.timeline.after(Step.SHARE_SNAPSHOT_DELETE, () -> {
            if (fails) {
                snapshot.status = "error_deleting";
            } else {
                cloud.store.shareSnapshots.remove(snapshot);
            }
        });
        return Answer.accepted();
    }
}
