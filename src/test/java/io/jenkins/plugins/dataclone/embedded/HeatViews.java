package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Heat's JSON. */
final class HeatViews {
    private HeatViews() {}

    static String url(Call call, Stack stack) {
        return call.base + "/v1/" + stack.projectId + "/stacks/" + stack.name + "/" + stack.id;
    }

    static List<Object> links(Call call, Stack stack) {
        return List.of(Json.map("href", url(call, stack), "rel", "self"));
    }

    static Map<String, Object> summary(Call call, Stack stack) {
        return Json.map(
                "id",
                stack.id,
                "links",
                links(call, stack),
                "stack_name",
                stack.name,
                "description",
                "",
                "stack_status",
                stack.status,
                "stack_status_reason",
                stack.statusReason,
                "creation_time",
                Times.secondsZ(stack.createdAt),
                "updated_time",
                Times.secondsZ(stack.updatedAt),
                "deletion_time",
                Times.secondsZ(stack.deletedAt),
                "stack_owner",
                stack.owner,
                "parent",
                null,
                "stack_user_project_id",
                stack.stackUserProjectId,
                "tags",
                stack.tags.isEmpty() ? null : stack.tags);
    }

    static Map<String, Object> stack(Call call, Stack stack) {
        Map<String, Object> parameters =
                Json.map("OS::stack_id", stack.id, "OS::project_id", stack.projectId, "OS::stack_name", stack.name);
        parameters.putAll(stack.parameters);
        Map<String, Object> view = Json.map(
                "stack_name",
                stack.name,
                "id",
                stack.id,
                "links",
                links(call, stack),
                "creation_time",
                Times.secondsZ(stack.createdAt),
                "updated_time",
                Times.secondsZ(stack.updatedAt),
                "deletion_time",
                Times.secondsZ(stack.deletedAt),
                "notification_topics",
                List.of(),
                "parameters",
                parameters,
                "description",
                stack.text,
                "template_description",
                stack.text,
                "capabilities",
                List.of(),
                "disable_rollback",
                true,
                "timeout_mins",
                stack.timeoutMinutes,
                "stack_owner",
                stack.owner,
                "parent",
                null,
                "stack_user_project_id",
                stack.stackUserProjectId,
                "tags",
                stack.tags,
                "stack_status",
                stack.status,
                "stack_status_reason",
                stack.statusReason);
        if (stack.deletedAt == null) {
            view.put("outputs", outputs(stack));
        }
        return view;
    }

    private static List<Object> outputs(Stack stack) {
        List<Object> outputs = new ArrayList<>();
        if (stack.scope != null) {
            stack.scope
                    .outputs()
                    .forEach((key, value) -> outputs.add(Json.map(
                            "output_key", key, "description", stack.scope.description(key), "output_value", value)));
        }
        return outputs;
    }

    static Map<String, Object> part(Call call, Stack stack, Stack.Part part) {
        String url = url(call, stack);
        List<Object> links = new ArrayList<>(List.of(
                Json.map("href", url + "/resources/" + part.name, "rel", "self"),
                Json.map("href", url, "rel", "stack")));
        if (part.nesting) {
            String nested = stack.name + "-" + part.name + "-" + Ids.suffix();
            links.add(Json.map(
                    "href", url.replace(stack.name + "/" + stack.id, nested + "/" + part.physicalId), "rel", "nested"));
        }
        Map<String, Object> view = Json.map(
                "updated_time", Times.secondsZ(part.updatedAt == null ? stack.createdAt : part.updatedAt),
                "creation_time", Times.secondsZ(part.createdAt == null ? stack.createdAt : part.createdAt),
                "logical_resource_id", part.name,
                "resource_name", part.name,
                "physical_resource_id", part.physicalId,
                "resource_status", part.status,
                "resource_status_reason", part.reason,
                "resource_type", part.type,
                "links", links,
                "required_by", part.requiredBy);
        if (part.parent != null) {
            view.put("parent_resource", part.parent);
        }
        return view;
    }

    static Map<String, Object> event(Call call, Stack stack, Stack.Event event) {
        String url = url(call, stack);
        String resource = url + "/resources/" + event.resource();
        return Json.map(
                "id", event.id(),
                "links",
                        List.of(
                                Json.map("href", resource + "/events/" + event.id(), "rel", "self"),
                                Json.map("href", resource, "rel", "resource"),
                                Json.map("href", url, "rel", "stack")),
                "event_time", Times.secondsZ(event.at()),
                "logical_resource_id", event.resource(),
                "resource_name", event.resource(),
                "physical_resource_id", event.physicalId(),
                "resource_status", event.status(),
                "resource_status_reason", event.reason());
    }

    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    static String explanation(int status) {
        return switch (status) {
            case 400 ->
                "The server could not comply with the request since it is either malformed or otherwise"
                        + " incorrect.";
            case 403 -> "Access was denied to this resource.";
            case 404 -> "The resource could not be found.";
            case 409 -> "There was a conflict when trying to complete your request.";
            default -> "The server has either erred or is incapable of performing the requested operation.";
        };
    }
}
