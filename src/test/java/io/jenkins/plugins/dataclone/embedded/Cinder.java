package io.jenkins.plugins.dataclone.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cinder v3 (3.0 to 3.70): versions, limits, errors, and the doors to volumes, snapshots and types. */
final class Cinder extends Service {
    private static final Pattern VERSION = Pattern.compile("volume\\s+(?:3\\.([0-9]+)|latest)");

    Cinder(CloudState cloud, VolumeTypes types) {
        super("volume", cloud, Set.of("/", "/v3", "/v3/"));
        router.on("GET", "/", call -> versions(call, 300));
        router.on("GET", "/v3", call -> versions(call, 200));
        router.on("GET", "/v3/{project}/messages", this::messages);
        new CinderTypes(cloud, types).routes(router);
        new CinderVolumes(cloud, types).routes(router);
        new CinderSnapshots(cloud).routes(router);
        new CinderAttachments(cloud).routes(router);
        new CinderLimits(cloud, types).routes(router);
    }

    private Answer versions(Call call, int status) {
        negotiate(call);
        return Answer.json(
                status,
                Json.map(
                        "versions",
                        List.of(Json.map(
                                "id", "v3.0",
                                "status", "CURRENT",
                                "version", "3." + cloud.cinderMinor,
                                "min_version", "3.0",
                                "updated", "2022-08-31T00:00:00Z",
                                "links",
                                        List.of(
                                                Json.map(
                                                        "rel", "describedby",
                                                        "type", "text/html",
                                                        "href", "https://docs.openstack.org/"),
                                                Json.map("rel", "self", "href", call.base + "/v3/")),
                                "media-types",
                                        List.of(Json.map(
                                                "base", "application/json",
                                                "type", "application/vnd.openstack.volume+json;version=3"))))));
    }

    @Override
    void check(Call call) {
        negotiate(call);
        String[] segments = call.path.split("/");
        if (segments.length > 2 && !segments[2].equals(call.projectId())) {
            throw new ApiError(400, "Malformed request url");
        }
        try {
            call.json();
        } catch (IOException e) {
            throw new ApiError(400, "Malformed request body");
        }
    }

    private void negotiate(Call call) {
        String asked = call.header("OpenStack-API-Version");
        Matcher matcher = asked == null ? null : VERSION.matcher(asked.trim());
        if (matcher != null && matcher.matches()) {
            call.minor = matcher.group(1) == null ? cloud.cinderMinor : Integer.parseInt(matcher.group(1));
            if (call.minor > cloud.cinderMinor) {
                throw new ApiError(
                        406,
                        "Version 3." + call.minor + " is not supported by the API. Minimum is 3.0 and maximum is 3."
                                + cloud.cinderMinor + ".");
            }
        }
    }

    /** What went wrong after a request had been accepted (3.3). */
    private Answer messages(Call call) {
        if (call.minor < 3) {
            throw new ApiError(404, "The resource could not be found.");
        }
        String about = call.query.get("resource_uuid");
        List<Object> found = new java.util.ArrayList<>();
        for (UserMessage message : cloud.store.volumeMessages) {
            if (message.projectId().equals(call.projectId()) && (about == null || about.equals(message.resourceId()))) {
                found.add(message(call, message));
            }
        }
        return Answer.ok(Json.map("messages", found));
    }

    private static Map<String, Object> message(Call call, UserMessage message) {
        return Json.map(
                "id", message.id(),
                "event_id", "VOLUME_" + message.resourceType() + "_" + message.actionId() + "_" + message.detailId(),
                "user_message", message.text(),
                "message_level", "ERROR",
                "created_at", Times.wholeMicros(message.createdAt()),
                "guaranteed_until", Times.wholeMicros(message.createdAt().plus(java.time.Duration.ofDays(30))),
                "request_id", message.requestId(),
                "links", links(call, "messages", message.id()),
                "resource_type", message.resourceType(),
                "resource_uuid", message.resourceId());
    }

    /** Inexact filters since 3.31, where the administrator allows them. */
    static boolean nameHas(CloudState cloud, Call call, String name) {
        String part = call.query.get("name~");
        if (part == null || call.minor < 31) {
            return true;
        }
        if (!cloud.volumeNameFilter) {
            throw new ApiError(400, "Invalid filters name~ are found in query options.");
        }
        return name != null && name.contains(part);
    }

    static List<Object> links(Call call, String collection, String id) {
        String rest = "/" + call.projectId() + "/" + collection + "/" + id;
        return List.of(
                Json.map("rel", "self", "href", call.base + "/v3" + rest),
                Json.map("rel", "bookmark", "href", call.base + rest));
    }

    static ApiError forbidden(String rule) {
        return new ApiError(403, "Policy doesn't allow volume_extension:" + rule + " to be performed.");
    }

    /** Marker pages with a link to the next one. */
    static <T extends Resource> Answer list(
            Call call, String name, List<T> rows, int max, java.util.function.Function<T, Map<String, Object>> view) {
        List<T> page = Page.afterMarker(call, rows, max);
        Map<String, Object> body = Json.map(name, Page.views(page, view));
        boolean more = !page.isEmpty() && page.get(page.size() - 1) != rows.get(rows.size() - 1);
        if (more || (call.query.containsKey("limit") && Page.full(call, page, max))) {
            String query = Page.nextQuery(call, page.get(page.size() - 1).id);
            body.put(name + "_links", List.of(Json.map("rel", "next", "href", call.base + call.path + "?" + query)));
        }
        return Answer.ok(body);
    }

    @Override
    Answer unknownPath(Call call) {
        return Answer.htmlNotFound();
    }

    @Override
    Answer error(Call call, ApiError error) {
        return namedFault(error);
    }

    @Override
    void decorate(Call call, Answer answer) {
        boolean plain = String.valueOf(answer.headers().get("Content-Type")).startsWith("text/html");
        if (!plain) {
            answer.with("x-compute-request-id", call.requestId);
        }
        answer.with("x-openstack-request-id", call.requestId)
                .with("OpenStack-API-Version", "volume 3." + call.minor)
                .with("Vary", "OpenStack-API-Version");
    }
}
