package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Manila v2 (2.0 up to the configured maximum): versions, messages, limits, and the doors to shares and the rest. */
final class Manila extends Service {
    private final ManilaVersions versions;

    Manila(CloudState cloud, ShareTypes types) {
        super("share", cloud, Set.of("/", "/v2", "/v2/"));
        versions = new ManilaVersions(cloud);
        router.on("GET", "/", versions::list);
        router.on("GET", "/v2", versions::onlyV2);
        types.routes(router);
        new ManilaLimits(cloud, types).routes(router);
        new ManilaShares(cloud, types).routes(router);
        new ManilaActions(cloud).routes(router);
        new ManilaSnapshots(cloud).routes(router);
        new ManilaAccess(cloud).routes(router);
        new ManilaNetworks(cloud).routes(router);
        router.on("GET", "/v2/{project}/messages", this::messages);
        router.on("GET", "/v2/{project}/messages/{id}", this::message);
    }

    @Override
    void check(Call call) {
        versions.negotiate(call);
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

    private Answer messages(Call call) {
        ManilaVersions.since(call, 37);
        List<Object> found = new ArrayList<>();
        for (UserMessage message : cloud.store.messages) {
            if (message.projectId().equals(call.projectId())
                    && wanted(call, "resource_id", message.resourceId())
                    && wanted(call, "resource_type", message.resourceType())
                    && wanted(call, "action_id", message.actionId())
                    && wanted(call, "request_id", message.requestId())) {
                found.add(0, view(call, message));
            }
        }
        return Answer.ok(Json.map("messages", Page.window(call, found, cloud.maxPage)));
    }

    private Answer message(Call call) {
        ManilaVersions.since(call, 37);
        return cloud.store.messages.stream()
                .filter(m -> m.id().equals(call.var("id")) && m.projectId().equals(call.projectId()))
                .findFirst()
                .map(m -> Answer.ok(Json.map("message", view(call, m))))
                .orElseThrow(() -> new ApiError(404, "Message " + call.var("id") + " could not be found."));
    }

    private static boolean wanted(Call call, String filter, String value) {
        return !call.query.containsKey(filter) || call.query.get(filter).equals(value);
    }

    private static Map<String, Object> view(Call call, UserMessage message) {
        return Json.map(
                "id", message.id(),
                "project_id", message.projectId(),
                "action_id", message.actionId(),
                "detail_id", message.detailId(),
                "message_level", "ERROR",
                "created_at", Times.micros(message.createdAt()),
                "expires_at", Times.wholeMicros(message.createdAt().plus(java.time.Duration.ofDays(30))),
                "request_id", message.requestId(),
                "links", links(call, "messages", message.id()),
                "resource_type", message.resourceType(),
                "resource_id", message.resourceId(),
                "user_message", message.text());
    }

    static List<Object> links(Call call, String collection, String id) {
        String rest = "/" + call.projectId() + "/" + collection + "/" + id;
        return List.of(
                Json.map("rel", "self", "href", call.base + "/v2" + rest),
                Json.map("rel", "bookmark", "href", call.base + rest));
    }

    /** The single member of an action body. */
    static String action(JsonNode body) {
        if (!body.isObject() || body.isEmpty()) {
            throw new ApiError(400, "Malformed request body");
        }
        return body.fieldNames().next();
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
    boolean requestIdOnUnauthorized() {
        return false;
    }

    @Override
    void decorate(Call call, Answer answer) {
        if (call.path.equals("/")) {
            return;
        }
        answer.with("x-compute-request-id", call.requestId);
        versions.decorate(call, answer);
    }
}
