package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Manila shares: create (empty or from a snapshot), list, show, update, delete, metadata, export locations. */
final class ManilaShares {
    private static final Set<String> PROTOCOLS = Set.of("NFS", "CIFS");
    private static final Set<String> DELETABLE = Set.of("available", "error", "inactive");
    private static final String NO_ROOM = "allocate host: No storage could be allocated for this share request,"
            + " Capabilities filter didn't succeed.";

    private static final String ZONE = "nova";

    private final CloudState cloud;
    private final ShareTypes types;

    ManilaShares(CloudState cloud, ShareTypes types) {
        this.cloud = cloud;
        this.types = types;
    }

    void routes(Router router) {
        router.on("GET", "/v2/{project}/shares", call -> list(call, false));
        router.on("GET", "/v2/{project}/shares/detail", call -> list(call, true));
        router.on("POST", "/v2/{project}/shares", this::create);
        router.on("GET", "/v2/{project}/availability-zones", this::zones);
        router.on("GET", "/v2/{project}/shares/{id}", call -> shown(call, share(cloud, call)));
        router.on("PUT", "/v2/{project}/shares/{id}", this::update);
        router.on("DELETE", "/v2/{project}/shares/{id}", this::delete);
        router.on("GET", "/v2/{project}/shares/{id}/export_locations", this::exports);
        router.on("GET", "/v2/{project}/shares/{id}/export_locations/{export}", this::export);
        router.on("GET", "/v2/{project}/shares/{id}/metadata", call -> metadata(share(cloud, call)));
        router.on("POST", "/v2/{project}/shares/{id}/metadata", this::addMetadata);
        router.on("PUT", "/v2/{project}/shares/{id}/metadata", call -> {
            share(cloud, call).metadata.clear();
            return addMetadata(call);
        });
        router.on("DELETE", "/v2/{project}/shares/{id}/metadata/{key}", call -> {
            if (share(cloud, call).metadata.remove(call.var("key")) == null) {
                throw new ApiError(404, "MetadataItemNotFound: Metadata item is not found.");
            }
            return Answer.empty(200).with("Content-Type", "application/json");
        });
    }

    /** The share of the path as the caller's project sees it; the cloud's administrator sees all. */
    static Share share(CloudState cloud, Call call) {
        return share(cloud, call, "The resource could not be found.");
    }

    static Share share(CloudState cloud, Call call, String otherwise) {
        String id = call.var("id");
        Share share = call.token.admin() ? cloud.store.shares.get(id) : cloud.store.shares.get(id, call.projectId());
        if (share == null) {
            throw new ApiError(404, otherwise);
        }
        return share;
    }

    private Answer zones(Call call) {
        return Answer.ok(Json.map(
                "availability_zones",
                List.of(Json.map(
                        "id", Ids.uuid(), "name", ZONE, "created_at", Times.micros(cloud.now()), "updated_at", null))));
    }

    private Answer shown(Call call, Share share) {
        return Answer.ok(Json.map("share", ManilaViews.share(cloud, call, share)));
    }

    private Answer list(Call call, boolean detail) {
        List<Share> found = ManilaFilters.shares(call, cloud.store.shares.list(call.projectId(), cloud.now()));
        List<Share> page = Page.window(call, found, cloud.maxPage);
        List<Object> views = Page.views(
                page,
                share -> detail ? ManilaViews.share(cloud, call, share) : ManilaViews.summary(call, "shares", share));
        Map<String, Object> body = Json.map("shares", views);
        if (call.minor >= 42 && Boolean.parseBoolean(call.query.get("with_count"))) {
            body.put("count", found.size());
        }
        // The marker in this link is ignored by Manila itself: who follows it gets the same page again.
        if (call.query.containsKey("limit") && Page.full(call, page, cloud.maxPage)) {
            String query = Page.nextQuery(call, page.get(page.size() - 1).id, call.minor < 42);
            String next = call.base + "/v2/" + call.projectId() + "/shares?" + query;
            body.put("shares_links", List.of(Json.map("rel", "next", "href", next)));
        }
        return Answer.ok(body);
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json().path("share");
        if (asked.isMissingNode()) {
            throw new ApiError(422, "Unable to process the contained instructions");
        }
        if (!asked.has("size") || !asked.has("share_proto")) {
            throw new ApiError(
                    500, "The server has either erred or is incapable of performing the requested operation.");
        }
        ShareSnapshot source = source(call, Json.string(asked, "snapshot_id"));
        int size = size(asked.path("size"), source);
        String proto = asked.path("share_proto").asText().toUpperCase(java.util.Locale.ROOT);
        if (!PROTOCOLS.contains(proto)) {
            throw new ApiError(
                    400,
                    "Invalid input received: Invalid share protocol provided: " + proto
                            + ". It is either disabled or unsupported. Available protocols: ['NFS', 'CIFS'].");
        }
        ShareType type = type(Json.string(asked, "share_type"), source);
        checkPlace(asked, source);
        ManilaLimits.checkShare(cloud, call.projectId(), size);
        Share share = new Share(call.projectId(), call.token.userId(), cloud.now());
        share.name = Json.string(asked, asked.has("display_name") ? "display_name" : "name");
        share.description =
                Json.string(asked, asked.has("display_description") ? "display_description" : "description");
        share.size = size;
        share.proto = proto;
        share.type = type;
        share.metadata = Json.strings(asked.path("metadata"));
        share.snapshotId = source == null ? null : source.id;
        share.shareNetworkId = Json.string(asked, "share_network_id");
        if (share.shareNetworkId == null && source != null) {
            share.shareNetworkId = source.share.shareNetworkId;
        }
        share.isPublic = asked.path("is_public").asBoolean(false);
        share.availabilityZone = source == null ? null : ZONE;
        share.status = "creating";
        Answer answer = shown(call, cloud.store.shares.add(share));
        schedule(call, share, source != null);
        return answer;
    }

    /** Where the clone is to be: the zone has to exist, the share network has to be the parent's. */
    private static void checkPlace(JsonNode asked, ShareSnapshot source) {
        String zone = Json.string(asked, "availability_zone");
        if (zone != null && !zone.equals(ZONE)) {
            throw new ApiError(404, "Availability zone %(id)s could not be found.");
        }
        String network = Json.string(asked, "share_network_id");
        if (source != null && network != null && !network.equals(source.share.shareNetworkId)) {
            throw new ApiError(400, "Share network ID should be the same as snapshot's parent share's or empty");
        }
    }

    private void schedule(Call call, Share share, boolean clone) {
        String failure = clone ? cloud.faults.take("clone") : null;
        failure = failure == null ? cloud.faults.take("share") : failure;
        int used = cloud.store.shares.all().stream()
                .filter(s -> !s.status.equals("error"))
                .mapToInt(s -> s.size)
                .sum();
        if (failure == null && used > cloud.shareCapacity) {
            failure = NO_ROOM;
        }
        String onTheWay = clone ? cloud.faults.take("clone state") : null;
        if (onTheWay != null) {
            cloud.timeline.during(Step.SHARE_CLONE, 0.3, () -> share.status = onTheWay);
        }
        String text = failure;
        boolean noRoom = NO_ROOM.equals(text);
        boolean hidden = clone && cloud.faults.take("exports") != null;
        cloud.timeline.after(clone ? Step.SHARE_CLONE : Step.SHARE_CREATE, () -> {
            if (text != null) {
                share.status = "error";
                share.availabilityZone = noRoom && !clone ? null : ZONE;
                message(call, share, text);
                return;
            }
            share.status = "available";
            share.availabilityZone = ZONE;
            share.progress = "100%";
            share.exports = hidden ? List.of() : exportsOf(share);
        });
    }

    private void message(Call call, Share share, String text) {
        cloud.store.messages.add(new UserMessage(
                Ids.uuid(),
                share.projectId,
                text.equals(NO_ROOM) ? "001" : "002",
                text.equals(NO_ROOM) ? "008" : "001",
                "SHARE",
                share.id,
                call.requestId,
                text,
                cloud.now()));
    }

    /** LVM has one location; the dummy back end has one for administrators, a preferred one and another. */
    static List<Share.ExportLocation> exportsOf(Share share) {
        if (!share.type.name().startsWith("dummy")) {
            String path = "10.231.98.2:/srv/manila/share-" + share.instanceId;
            return List.of(new Share.ExportLocation(Ids.uuid(), path, false, false));
        }
        String path =
                ":/path/to/fake/share/share_" + share.id.replace('-', '_') + "_" + share.instanceId.replace('-', '_');
        return List.of(
                new Share.ExportLocation(Ids.uuid(), "11.0.0.11" + path, false, true),
                new Share.ExportLocation(Ids.uuid(), "10.0.0.10" + path, true, false),
                new Share.ExportLocation(Ids.uuid(), "10.0.0.20" + path, false, false));
    }

    private ShareSnapshot source(Call call, String snapshotId) {
        if (snapshotId == null) {
            return null;
        }
        ShareSnapshot source = cloud.store.shareSnapshots.get(snapshotId, call.projectId());
        if (source == null) {
            throw new ApiError(404, "ShareSnapshotNotFound: Snapshot " + snapshotId + " could not be found.");
        }
        if (!source.status.equals("available")) {
            throw new ApiError(400, "Invalid share snapshot: status must be 'available'.");
        }
        if (!source.share.type.createFromSnapshot()) {
            throw new ApiError(
                    400,
                    "A new share may not be created from snapshot '" + snapshotId + "', because the snapshot's parent"
                            + " share does not have that capability.");
        }
        return source;
    }

    /** Size 0 means the snapshot's size. */
    private static int size(JsonNode asked, ShareSnapshot source) {
        int size = asked.asInt(-1);
        if (source != null && size == 0) {
            return source.shareSize;
        }
        if (size <= 0) {
            throw new ApiError(
                    400,
                    "Invalid input received: Share size '" + asked.asText()
                            + "' must be an integer and greater than 0.");
        }
        if (source != null && size < source.shareSize) {
            throw new ApiError(
                    400,
                    "Invalid input received: Share size '" + size + "' must be equal or greater than snapshot size.");
        }
        return size;
    }

    private ShareType type(String asked, ShareSnapshot source) {
        if (asked == null) {
            return source == null ? types.byDefault() : source.share.type;
        }
        ShareType type = types.find(asked);
        if (type == null) {
            throw new ApiError(404, "Share type not found.");
        }
        if (source != null && !type.equals(source.share.type)) {
            throw new ApiError(
                    400,
                    "Invalid input received: Invalid share type specified: the requested share type must match the type"
                            + " of the source share. If a share type is not specified when requesting a new share from"
                            + " a snapshot, the share type of the source share will be applied to the new share.");
        }
        return type;
    }

    private Answer update(Call call) throws IOException {
        Share share = share(cloud, call);
        JsonNode asked = call.json().path("share");
        share.name = asked.has("display_name") ? Json.string(asked, "display_name") : share.name;
        share.description =
                asked.has("display_description") ? Json.string(asked, "display_description") : share.description;
        share.isPublic = asked.path("is_public").asBoolean(share.isPublic);
        return shown(call, share);
    }

    private Answer delete(Call call) {
        Share share = share(cloud, call);
        boolean hasSnapshots = cloud.store.shareSnapshots.all().stream().anyMatch(s -> s.share == share);
        if (hasSnapshots || !DELETABLE.contains(share.status)) {
            throw new ApiError(403, "Invalid share: %(reason)s.");
        }
        share.status = "deleting";
        boolean fails = cloud.faults.deleteFails(Kind.SHARE);
        cloud.timeline.after(Step.SHARE_DELETE, () -> {
            if (fails) {
                share.status = "error_deleting";
                return;
            }
            cloud.store.accessRules.all().stream()
                    .filter(rule -> rule.share == share)
                    .forEach(cloud.store.accessRules::remove);
            cloud.store.shares.remove(share);
        });
        return Answer.accepted();
    }

    private Answer exports(Call call) {
        ManilaVersions.since(call, 9);
        Share share = exported(call);
        List<Object> views = new ArrayList<>();
        for (Share.ExportLocation export : share.exports) {
            if (!export.adminOnly() || call.token.admin()) {
                views.add(ManilaViews.export(call, share, export, false));
            }
        }
        return Answer.ok(Json.map("export_locations", views));
    }

    private Answer export(Call call) {
        ManilaVersions.since(call, 9);
        Share share = exported(call);
        return share.exports.stream()
                .filter(e -> e.id().equals(call.var("export")) && (!e.adminOnly() || call.token.admin()))
                .findFirst()
                .map(e -> Answer.ok(Json.map("export_location", ManilaViews.export(call, share, e, true))))
                .orElseThrow(() -> new ApiError(404, "Export location '" + call.var("export") + "' not found."));
    }

    private Share exported(Call call) {
        try {
            return share(cloud, call);
        } catch (ApiError e) {
            // the only call that tells another tenant's share from one that is not there
            throw cloud.store.shares.get(call.var("id")) == null
                    ? new ApiError(404, "Share '" + call.var("id") + "' not found.")
                    : new ApiError(403, "Policy doesn't allow share:get to be performed.");
        }
    }

    private static Answer metadata(Share share) {
        return Answer.ok(Json.map("metadata", share.metadata));
    }

    private Answer addMetadata(Call call) throws IOException {
        Share share = share(cloud, call);
        share.metadata.putAll(Json.strings(call.json().path("metadata")));
        return metadata(share);
    }
}
