package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Heat v1: stacks with their resources and events. Deleted stacks stay readable by name and id together. */
final class Heat extends Service {
    private final StackEngine engine;

    Heat(CloudState cloud, StackEngine engine) {
        super("orchestration", cloud, Set.of("/"));
        this.engine = engine;
        router.on(
                "GET",
                "/",
                call -> Answer.json(
                        300,
                        Json.map(
                                "versions",
                                List.of(Json.map(
                                        "id", "v1.0",
                                        "status", "CURRENT",
                                        "links", List.of(Json.map("rel", "self", "href", call.base + "/v1/")))))));
        router.on("GET", "/v1/{project}/stacks", this::list);
        router.on("POST", "/v1/{project}/stacks", this::create);
        router.on("POST", "/v1/{project}/stacks/preview", this::preview);
        router.on("POST", "/v1/{project}/validate", this::validate);
        router.on("GET", "/v1/{project}/stacks/{any}", this::redirect);
        router.on("DELETE", "/v1/{project}/stacks/{any}", this::redirect);
        for (String part : List.of("resources", "events")) {
            router.on("GET", "/v1/{project}/stacks/{any}/" + part, this::redirect);
        }
        router.on(
                "GET",
                "/v1/{project}/stacks/{name}/{id}",
                call -> Answer.ok(Json.map("stack", HeatViews.stack(call, find(call)))));
        router.on("DELETE", "/v1/{project}/stacks/{name}/{id}", this::delete);
        router.on("GET", "/v1/{project}/stacks/{name}/{id}/resources", this::resources);
        router.on("GET", "/v1/{project}/stacks/{name}/{id}/resources/{resource}", this::resource);
        router.on("GET", "/v1/{project}/stacks/{name}/{id}/events", this::events);
    }

    @Override
    void check(Call call) {
        String[] segments = call.path.split("/");
        if (segments.length > 2 && !segments[2].equals(call.projectId())) {
            throw new ApiError(403, "HTTPForbidden", "Access was denied to this resource.");
        }
    }

    private static ApiError unknown(String name) {
        return new ApiError(404, "EntityNotFound", "The Stack (" + name + ") could not be found.");
    }

    private Stack find(Call call) {
        Stack stack = cloud.store.stacks.get(call.var("id"), call.projectId());
        if (stack == null || !stack.name.equals(call.var("name"))) {
            throw unknown(call.var("name"));
        }
        return stack;
    }

    /** By name alone (living stacks) or id alone (all): the full address. */
    private Answer redirect(Call call) {
        String wanted = call.var("any");
        Stack stack = cloud.store.stacks.of(call.projectId()).stream()
                .filter(s -> s.id.equals(wanted) || (s.name.equals(wanted) && s.deletedAt == null))
                .findFirst()
                .orElseThrow(() -> unknown(wanted));
        String rest = call.path.substring(call.path.indexOf(wanted) + wanted.length());
        String location = HeatViews.url(call, stack) + rest + (call.rawQuery == null ? "" : "?" + call.rawQuery);
        String message = "The resource was found at <a href=\"" + location + "\">" + location
                + "</a>;\nyou should be redirected automatically.\n\n";
        return Answer.json(302, Json.map("message", message, "code", "302 Found", "title", "Found"))
                .with("Location", location);
    }

    private Answer list(Call call) {
        List<Stack> found = cloud.store.stacks.list(call.projectId(), cloud.now()).stream()
                .filter(stack -> isListed(stack) || call.query.containsKey("id"))
                .filter(stack -> wanted(call, "name", stack.name)
                        && wanted(call, "id", stack.id)
                        && wanted(call, "status", state(stack)))
                .filter(stack -> !call.query.containsKey("tags")
                        || stack.tags.containsAll(List.of(call.query.get("tags").split(","))))
                .toList();
        List<Stack> page = Page.afterMarker(call, found, cloud.maxPage);
        Map<String, Object> body = Json.map("stacks", Page.views(page, stack -> HeatViews.summary(call, stack)));
        if (call.query.containsKey("limit") && Page.full(call, page, cloud.maxPage)) {
            String next = call.base + "/v1/" + call.projectId() + "/stacks?"
                    + Page.nextQuery(call, page.get(page.size() - 1).id);
            body.put("links", List.of(Json.map("rel", "next", "href", next)));
        }
        return Answer.ok(body);
    }

    private boolean isListed(Stack stack) {
        return stack.deletedAt == null
                || cloud.now().isBefore(stack.deletedAt.plus(cloud.timeline.delay(Step.STACK_FORGET)));
    }

    /** The second half of {@code CREATE_COMPLETE} is what Heat calls a status. */
    private static String state(Stack stack) {
        return stack.status.substring(stack.status.indexOf('_') + 1);
    }

    private static boolean wanted(Call call, String filter, String value) {
        return !call.query.containsKey(filter) || call.query.get(filter).equals(value);
    }

    private Answer create(Call call) throws java.io.IOException {
        com.fasterxml.jackson.databind.JsonNode asked = call.json();
        String name = Json.string(asked, "stack_name");
        if (cloud.store.stacks.of(call.projectId()).stream()
                .anyMatch(s -> s.name.equals(name) && s.deletedAt == null)) {
            throw new ApiError(409, "StackExists", "The Stack (" + name + ") already exists.");
        }
        HeatTemplate template = HeatTemplate.of(asked);
        Map<String, String> parameters = template.parameters(asked.path("parameters"));
        template.requireKnownTypes("StackValidationFailed");
        requireNetworks(template, parameters);
        if (!call.token.canMakeTrusts()) {
            // Keystone refuses the trust Heat wants to store ("Delegated tokens cannot manage trusts").
            throw new ApiError(500, "RemoteError", null);
        }
        Stack stack = new Stack(
                call.projectId(), call.token.userId(), call.token.user().name(), cloud.now());
        stack.name = name;
        stack.timeoutMinutes =
                asked.hasNonNull("timeout_mins") ? asked.path("timeout_mins").asInt() : null;
        stack.tags =
                asked.hasNonNull("tags") ? List.of(asked.path("tags").asText().split(",")) : List.of();
        stack.text = template.description();
        stack.scope = HotScope.lay(template, parameters, null, stack.parts);
        parameters.forEach((key, value) -> stack.parameters.put(key, template.isHidden(key) ? "******" : value));
        cloud.store.stacks.add(stack);
        start(stack);
        Map<String, Object> body = Json.map("id", stack.id, "links", HeatViews.links(call, stack));
        return Answer.json(201, Json.map("stack", body)).with("Location", HeatViews.url(call, stack));
    }

    private Answer validate(Call call) throws java.io.IOException {
        com.fasterxml.jackson.databind.JsonNode asked = call.json();
        HeatTemplate template = HeatTemplate.of(asked);
        template.requireDeclared(asked.path("parameters"));
        template.requireKnownTypes("HTTPBadRequest");
        return Answer.ok(template.described(asked.path("parameters")));
    }

    private Answer preview(Call call) throws java.io.IOException {
        com.fasterxml.jackson.databind.JsonNode asked = call.json();
        HeatTemplate template = HeatTemplate.of(asked);
        Map<String, String> parameters = template.parameters(asked.path("parameters"));
        template.requireKnownTypes("StackValidationFailed");
        List<Object> resources =
                HotScope.lay(template, parameters, null, new ArrayList<>()).preview();
        return Answer.ok(Json.map(
                "stack",
                Json.map(
                        "id",
                        "None",
                        "stack_name",
                        Json.string(asked, "stack_name"),
                        "parameters",
                        parameters,
                        "description",
                        template.description(),
                        "resources",
                        resources)));
    }

    private void requireNetworks(HeatTemplate template, Map<String, String> parameters) {
        parameters.forEach((name, value) -> {
            if ("neutron.network".equals(template.constraint(name)) && cloud.networks.find(value) == null) {
                throw new ApiError(
                        400,
                        "StackValidationFailed",
                        "Parameter '" + name + "' is invalid: Error validating value '" + value
                                + "': Unable to find network with name or id '" + value + "'");
            }
        });
    }

    /** A test resource fails when the parameter {@code fail} is true, anything when it is planned. */
    private void start(Stack stack) {
        String planned = cloud.faults.take("stack");
        Stack.Part failing = null;
        for (Stack.Part part : stack.parts) {
            boolean asked = part.type.equals("OS::Heat::TestResource") && "True".equals(stack.parameters.get("fail"));
            failing = asked || planned != null ? part : failing;
        }
        String reason = failing == null
                ? null
                : planned != null
                        ? planned
                        : "ValueError: resources." + failing.name + ": Test Resource failed " + failing.name;
        List<Stack.Part> order = new ArrayList<>(stack.parts);
        // what takes longest is complete last; what is nested in something before that
        order.sort(java.util.Comparator.comparing(part -> part.type.equals("OS::Heat::TestResource") || part.nesting));
        if (order.remove(failing)) {
            order.add(failing);
        }
        engine.create(stack, order, Step.STACK_CREATE, failing, reason, () -> {});
    }

    private Answer delete(Call call) {
        Stack stack = find(call);
        if (stack.deletedAt != null) {
            throw unknown(stack.name);
        }
        engine.delete(stack, Step.STACK_DELETE, () -> {});
        return Answer.empty(204);
    }

    private Answer resources(Call call) {
        Stack stack = find(call);
        List<Object> views = new ArrayList<>();
        boolean nested = call.intQuery("nested_depth", 0) > 0;
        if (stack.deletedAt == null) {
            for (Stack.Part part : stack.parts) {
                boolean begun = !part.status.equals("INIT_COMPLETE");
                if (part.parent == null || (nested && begun)) {
                    views.add(HeatViews.part(call, stack, part));
                }
            }
            if (nested) {
                stack.nested.forEach(part -> views.add(HeatViews.part(call, stack, part)));
            }
        }
        return Answer.ok(Json.map("resources", views));
    }

    private Answer resource(Call call) {
        Stack stack = find(call);
        Stack.Part part = stack.parts.stream()
                .filter(p -> p.name.equals(call.var("resource")))
                .findFirst()
                .orElseThrow(() -> new ApiError(
                        404,
                        "ResourceNotFound",
                        "The Resource (" + call.var("resource") + ") could not be found in Stack " + stack.name + "."));
        Map<String, Object> view = HeatViews.part(call, stack, part);
        view.put("description", "");
        view.put("attributes", Map.of());
        return Answer.ok(Json.map("resource", view));
    }

    private Answer events(Call call) {
        Stack stack = find(call);
        int limit = call.intQuery("limit", Integer.MAX_VALUE);
        List<Object> views = new ArrayList<>();
        for (Stack.Event event : stack.events.subList(0, Math.min(limit, stack.events.size()))) {
            views.add(HeatViews.event(call, stack, event));
        }
        return Answer.ok(Json.map("events", views));
    }

    @Override
    Answer unknownPath(Call call) {
        return Answer.htmlNotFound();
    }

    @Override
    Answer error(Call call, ApiError error) {
        Map<String, Object> inner =
                Json.map("type", error.type() == null ? "HTTPError" : error.type(), "traceback", null);
        if (error.getMessage() != null) {
            inner.put("message", error.getMessage());
        }
        return Answer.json(
                error.status(),
                Json.map(
                        "code", error.status(),
                        "title", HeatViews.title(error.status()),
                        "explanation", HeatViews.explanation(error.status()),
                        "error", inner));
    }

    @Override
    void decorate(Call call, Answer answer) {
        answer.with("x-openstack-request-id", call.requestId);
    }
}
