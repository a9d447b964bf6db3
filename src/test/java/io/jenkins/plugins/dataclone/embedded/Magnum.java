package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Magnum v1 (1.1 to 1.10): versions, errors, and the doors to templates, clusters and certificates. */
final class Magnum extends Service {
    private static final Pattern VERSION = Pattern.compile("container-infra\\s+(?:1\\.([0-9]+)|latest)");
    private static final String BAD_VERSION = "version";

    Magnum(CloudState cloud, StackEngine stacks) {
        super("container-infra", cloud, Set.of("/"));
        router.on(
                "GET",
                "/",
                call -> Answer.ok(Json.map(
                        "name", "OpenStack Magnum API",
                        "description",
                                "Magnum is an OpenStack project which aims to provide container cluster management.",
                        "versions",
                                List.of(Json.map(
                                        "id", "v1",
                                        "links", List.of(Json.map("href", call.base + "/v1/", "rel", "self")),
                                        "status", "CURRENT",
                                        "max_version", "1.10",
                                        "min_version", "1.1")))));
        router.on(
                "GET",
                "/v1",
                call -> Answer.ok(Json.map(
                        "id", "v1",
                        "media_types",
                                List.of(Json.map(
                                        "base",
                                        "application/json",
                                        "type",
                                        "application/vnd.openstack.magnum.v1+json")),
                        "links", List.of(Json.map("href", call.base + "/v1/", "rel", "self")),
                        "clustertemplates", links(call, "clustertemplates", ""),
                        "clusters", links(call, "clusters", ""),
                        "certificates", links(call, "certificates", ""))));
        router.on("GET", "/v1/mservices", call -> {
            throw new ApiError(403, "Policy doesn't allow magnum-service:get_all to be performed.");
        });
        MagnumTemplates templates = new MagnumTemplates(cloud);
        templates.routes(router);
        MagnumClusters clusters = new MagnumClusters(cloud, templates, new ClusterFlow(cloud, stacks));
        clusters.routes(router);
        new MagnumCertificates(cloud, clusters).routes(router);
        router.on("POST", "/v1/quotas", this::setQuota);
        router.on(
                "GET",
                "/v1/quotas/{target}/{resource}",
                call -> Answer.ok(Json.map(
                        "hard_limit",
                        cloud.store.quotas(call.var("target")).clusters,
                        "project_id",
                        call.var("target"),
                        "resource",
                        call.var("resource"))));
        router.on("DELETE", "/v1/quotas/{target}/{resource}", call -> {
            cloud.store.quotas(call.var("target")).clusters(new Quotas().clusters);
            return Answer.empty(204);
        });
    }

    private Answer setQuota(Call call) throws java.io.IOException {
        if (!call.token.admin()) {
            throw new ApiError(403, "Policy doesn't allow quota:create to be performed.");
        }
        String project = Json.string(call.json(), "project_id");
        int limit = call.json().path("hard_limit").asInt();
        cloud.store.quotas(project).clusters(limit);
        return Answer.json(
                201,
                Json.map(
                        "id",
                        1,
                        "hard_limit",
                        limit,
                        "project_id",
                        project,
                        "resource",
                        "Cluster",
                        "created_at",
                        Times.microsOffset(cloud.now()),
                        "updated_at",
                        null));
    }

    @Override
    void check(Call call) {
        call.minor = 1;
        String asked = call.header("OpenStack-API-Version");
        if (asked == null) {
            return;
        }
        Matcher matcher = VERSION.matcher(asked.trim());
        if (matcher.matches()) {
            call.minor = matcher.group(1) == null ? 10 : Integer.parseInt(matcher.group(1));
            if (call.minor < 1 || call.minor > 10) {
                throw new ApiError(406, BAD_VERSION, "1." + call.minor);
            }
        }
    }

    static List<Object> links(Call call, String collection, String id) {
        String rest = "/" + collection + "/" + id;
        return List.of(
                Json.map("href", call.base + "/v1" + rest, "rel", "self"),
                Json.map("href", call.base + rest, "rel", "bookmark"));
    }

    /** Oldest first; {@code limit} and {@code marker} page, a full page has a {@code next} link. */
    static <T extends Resource> Answer list(
            Call call, String name, List<T> rows, java.util.function.Function<T, Map<String, Object>> view) {
        List<T> found = new ArrayList<>(rows);
        java.util.Collections.reverse(found);
        List<T> page = Page.afterMarker(call, found, 1000);
        Map<String, Object> body = Json.map(name, Page.views(page, view));
        if (call.query.containsKey("limit") && Page.full(call, page, 1000)) {
            String marker = page.get(page.size() - 1).id;
            body.put("next", call.base + "/v1/" + name + "?sort_key=id&sort_dir=asc&" + Page.nextQuery(call, marker));
        }
        return Answer.ok(body);
    }

    static ApiError invalid(String field, Object value, String why) {
        return new ApiError(400, "Invalid input for field/attribute " + field + ". Value: '" + value + "'. " + why);
    }

    @Override
    Answer unknownPath(Call call) {
        Map<String, Object> error = Json.map(
                "request_id", "", "code", "", "status", 404, "title", "Not Found", "detail", "", "links", List.of());
        return Answer.json(404, Json.map("errors", List.of(error)));
    }

    @Override
    Answer error(Call call, ApiError error) {
        if (BAD_VERSION.equals(error.type())) {
            return badVersion(error.getMessage());
        }
        String detail = error.getMessage();
        int dot = detail.indexOf(". ");
        String title = dot > 0 ? detail.substring(0, dot) : detail.replaceAll("\\.$", "");
        return Answer.json(
                error.status(),
                Json.map(
                        "errors",
                        List.of(Json.map(
                                "request_id",
                                "",
                                "code",
                                error.status() < 500 ? "client" : "server",
                                "status",
                                error.status(),
                                "title",
                                title,
                                "detail",
                                detail,
                                "links",
                                List.of()))));
    }

    private static Answer badVersion(String asked) {
        return Answer.json(
                406,
                Json.map(
                        "errors",
                        List.of(Json.map(
                                "code", "magnum.microversion-unsupported",
                                "title", "Requested microversion is unsupported",
                                "description",
                                        "Version " + asked + " was requested but the minor version is not supported by"
                                                + " this service. The supported version range is: [container-infra"
                                                + " 1.1, container-infra 1.10].",
                                "max_version", "1.10",
                                "min_version", "1.1",
                                "links",
                                        List.of(Json.map(
                                                "rel",
                                                "help",
                                                "href",
                                                "http://docs.openstack.org/api-guide/compute/microversions.html"))))));
    }

    @Override
    void decorate(Call call, Answer answer) {
        answer.with("x-openstack-request-id", call.requestId);
        if (!call.path.equals("/") && router.find(call) != null) {
            answer.with("OpenStack-API-Minimum-Version", "container-infra 1.1")
                    .with("OpenStack-API-Maximum-Version", "container-infra 1.10")
                    .with("OpenStack-API-Version", "container-infra 1." + call.minor)
                    .with("vary", "OpenStack-API-Version");
        }
    }
}
