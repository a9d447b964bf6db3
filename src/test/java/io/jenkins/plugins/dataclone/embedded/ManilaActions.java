package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** {@code POST /shares/{id}/action}: revert, extend, shrink and the access actions. */
final class ManilaActions {
    private static final Set<String> KNOWN = Set.of(
            "allow_access", "deny_access", "access_list", "extend", "shrink", "force_delete", "reset_status", "revert");

    /** What an administrator may set the status of a share to. */
    private static final List<String> STATES = List.of(
            "migrating_to",
            "deleting",
            "error_deleting",
            "error",
            "server_migrating",
            "available",
            "creating",
            "migrating");

    private final CloudState cloud;
    private final ManilaAccess access;

    ManilaActions(CloudState cloud) {
        this.cloud = cloud;
        this.access = new ManilaAccess(cloud);
    }

    void routes(Router router) {
        router.on("POST", "/v2/{project}/shares/{id}/action", this::action);
    }

    private Answer action(Call call) throws IOException {
        JsonNode body = call.json();
        String asked = Manila.action(body);
        String name = name(call, asked);
        Share share = ManilaShares.share(cloud, call, "NotFound: Resource could not be found.");
        JsonNode arguments = body.path(asked);
        return switch (name) {
            case "allow_access" -> access.allow(call, share, arguments);
            case "deny_access" -> access.deny(share, arguments);
            case "access_list" -> access.oldList(call, share);
            case "revert" -> revert(share, arguments);
            case "extend" -> extend(share, arguments);
            case "shrink" -> shrink(call, share, arguments);
            case "reset_status" -> reset(call, share, arguments, STATES);
            default -> throw new ApiError(403, "Access was denied to this resource.");
        };
    }

    /** Before 2.7 actions had the prefix {@code os-}; outside its versions an action is a 404. */
    private static String name(Call call, String asked) {
        boolean old = asked.startsWith("os-");
        String name = old ? asked.substring(3) : asked;
        if (!KNOWN.contains(name)) {
            throw new ApiError(400, "There is no such action: " + asked);
        }
        boolean wrongPrefix = !name.equals("revert") && old == call.minor >= 7;
        boolean tooOld = name.equals("revert") && call.minor < 27;
        boolean tooNew = name.equals("access_list") && call.minor >= 45;
        if (wrongPrefix || tooOld || tooNew) {
            throw new ApiError(404, "The resource could not be found.");
        }
        return name;
    }

    /** {@code reset_status}, which only the cloud's administrator may do. */
    static Answer reset(Call call, Resource object, JsonNode arguments, List<String> states) {
        if (!call.token.admin()) {
            throw new ApiError(403, "Access was denied to this resource.");
        }
        String status = Json.string(arguments, "status");
        if (!states.contains(status)) {
            throw new ApiError(400, "Invalid state. Valid states: " + String.join(", ", states) + ".");
        }
        object.status = status;
        return Answer.accepted();
    }

    private Answer revert(Share share, JsonNode arguments) {
        String snapshotId = Json.string(arguments, "snapshot_id");
        ShareSnapshot snapshot = cloud.store.shareSnapshots.get(snapshotId, share.projectId);
        if (snapshot == null) {
            throw new ApiError(400, "Snapshot " + snapshotId + " could not be found.");
        }
        if (!share.type.revert()) {
            throw new ApiError(
                    400,
                    "Share " + share.id + " may not be reverted to snapshot " + snapshotId
                            + ", because the share does not have that capability.");
        }
        if (snapshot.share != share) {
            throw new ApiError(400, "Snapshot " + snapshotId + " is not associated with share " + share.id + ".");
        }
        if (!share.status.equals("available")) {
            throw new ApiError(
                    409,
                    "Share " + share.id + " is in '" + share.status
                            + "' state, but it must be in 'available' state to be reverted to a snapshot.");
        }
        if (!snapshot.status.equals("available")) {
            throw new ApiError(
                    409,
                    "Snapshot " + snapshotId + " is in '" + snapshot.status
                            + "' state, but it must be in 'available' state to be restored.");
        }
        ShareSnapshot latest = latest(share);
        if (latest != snapshot) {
            throw new ApiError(
                    409,
                    "Snapshot " + snapshotId + " may not be restored because it is not the most recent snapshot of"
                            + " share " + share.id + ". Currently the latest snapshot is " + latest.id + ".");
        }
        share.status = "reverting";
        snapshot.status = "restoring";
        boolean fails = cloud.faults.take("revert") != null;
        cloud.timeline.after(Step.SHARE_REVERT, () -> {
            share.status = fails ? "reverting_error" : "available";
            snapshot.status = "available";
            share.size = fails ? share.size : snapshot.shareSize;
        });
        return Answer.accepted();
    }

    private ShareSnapshot latest(Share share) {
        List<ShareSnapshot> snapshots = cloud.store.shareSnapshots.all().stream()
                .filter(s -> s.share == share)
                .sorted(Comparator.comparing((ShareSnapshot s) -> s.createdAt))
                .toList();
        return snapshots.get(snapshots.size() - 1);
    }

    private Answer extend(Share share, JsonNode arguments) {
        int size = arguments.path("new_size").asInt(0);
        if (size <= share.size) {
            throw new ApiError(
                    400,
                    "Invalid input received: New size for extend must be greater than current size. (current: "
                            + share.size + ", extended: " + size + ").");
        }
        available(share, "extend");
        ManilaLimits.checkShare(cloud, share.projectId, size - share.size);
        share.status = "extending";
        cloud.timeline.after(Step.SHARE_EXTEND, () -> {
            share.size = size;
            share.status = "available";
        });
        return Answer.accepted();
    }

    /** The back end cannot do it: the request is accepted, the size stays, a user message says why. */
    private Answer shrink(Call call, Share share, JsonNode arguments) {
        int size = arguments.path("new_size").asInt(0);
        if (size >= share.size) {
            throw new ApiError(
                    400,
                    "Invalid input received: New size for shrink must be less than current size and greater than 0"
                            + " (current: " + share.size + ", new: " + size + ").");
        }
        available(share, "shrink");
        share.status = "shrinking";
        cloud.timeline.after(Step.SHARE_EXTEND, () -> {
            share.status = "available";
            cloud.store.messages.add(new UserMessage(
                    Ids.uuid(),
                    share.projectId,
                    "009",
                    "019",
                    "SHARE",
                    share.id,
                    call.requestId,
                    "shrink: Share Driver does not support shrinking shares. Shrinking share operation failed.",
                    cloud.now()));
        });
        return Answer.accepted();
    }

    private static void available(Share share, String what) {
        if (!share.status.equals("available")) {
            throw new ApiError(
                    400,
                    "Invalid share: Share " + share.id + " status must be 'available' to " + what + ", but current"
                            + " status is: " + share.status + ".");
        }
    }
}
