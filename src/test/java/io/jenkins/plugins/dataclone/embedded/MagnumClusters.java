package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Magnum clusters; by id or by name. */
final class MagnumClusters {
    private static final Set<String> KEYPAIRS = Set.of("jenkins");
    private static final int RESIZE = 7;
    private static final Set<String> FAILED = Set.of("CREATE_FAILED", "DELETE_FAILED", "UPDATE_FAILED");

    private final CloudState cloud;
    private final MagnumTemplates templates;
    private final ClusterFlow flow;

    MagnumClusters(CloudState cloud, MagnumTemplates templates, ClusterFlow flow) {
        this.cloud = cloud;
        this.templates = templates;
        this.flow = flow;
    }

    void routes(Router router) {
        router.on("GET", "/v1/clusters", call -> Magnum.list(call, "clusters", listed(call), c -> summary(call, c)));
        router.on(
                "GET", "/v1/clusters/detail", call -> Magnum.list(call, "clusters", listed(call), c -> view(call, c)));
        router.on("POST", "/v1/clusters", this::create);
        router.on("GET", "/v1/clusters/{id}", this::show);
        router.on("PATCH", "/v1/clusters/{id}", this::patch);
        router.on("POST", "/v1/clusters/{id}/actions/resize", this::resize);
        router.on("DELETE", "/v1/clusters/{id}", call -> {
            flow.delete(find(call, call.var("id")));
            return Answer.empty(204);
        });
        router.on("GET", "/v1/clusters/{id}/nodegroups", call -> nodeGroups(find(call, call.var("id"))));
        router.on("GET", "/v1/bays/{id}", call -> Answer.ok(bay(call, find(call, call.var("id")))));
    }

    Cluster find(Call call, String idOrName) {
        List<Cluster> found = cloud.store.clusters.of(call.projectId()).stream()
                .filter(c -> c.id.equals(idOrName) || idOrName.equals(c.name))
                .toList();
        if (found.size() > 1) {
            throw new ApiError(409, "Multiple clusters exist with same name. Please use the cluster uuid instead.");
        }
        if (found.isEmpty()) {
            throw new ApiError(404, "Cluster " + idOrName + " could not be found.");
        }
        return found.get(0);
    }

    private List<Cluster> listed(Call call) {
        return cloud.store.clusters.list(call.projectId(), cloud.now());
    }

    private Answer show(Call call) {
        // The row is going while its node groups are gone already: seen on real clouds just before the 404.
        if (flow.takeJustGone(call.var("id"))) {
            throw Magnum.invalid("master_count", 0, "Value should be greater or equal to 1");
        }
        return Answer.ok(view(call, find(call, call.var("id"))));
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json();
        String name = Json.string(asked, "name");
        if (name != null && !name.matches("^[a-zA-Z][a-zA-Z0-9_.-]*$")) {
            throw Magnum.invalid("name", name, "Value should match the pattern ^[a-zA-Z][a-zA-Z0-9_.-]*$");
        }
        if (asked.path("master_count").asInt(1) < 1) {
            throw Magnum.invalid("master_count", asked.path("master_count"), "Value should be greater or equal to 1");
        }
        if (!asked.has("cluster_template_id")) {
            throw Magnum.invalid("cluster_template_id", "None", "Mandatory field missing.");
        }
        ClusterTemplate template =
                templates.find(call, asked.path("cluster_template_id").asText());
        checkQuota(call.projectId());
        String keypair = asked.has("keypair") ? Json.string(asked, "keypair") : template.text("keypair_id");
        if (keypair != null && !KEYPAIRS.contains(keypair)) {
            throw new ApiError(404, "Unable to find keypair " + keypair + ".");
        }
        Cluster cluster = new Cluster(template, call.projectId(), call.token.userId(), cloud.now());
        cluster.name = name == null ? "cluster-" + Ids.suffix() : name;
        cluster.keypair = keypair;
        cluster.nodeCount = asked.path("node_count").asInt(1);
        cluster.masterCount = asked.path("master_count").asInt(1);
        cluster.createTimeout = asked.path("create_timeout").asInt(60);
        inherit(cluster, asked);
        cloud.store.clusters.add(cluster);
        flow.create(cluster, call.token);
        return Answer.json(202, Json.map("uuid", cluster.id));
    }

    private void checkQuota(String projectId) {
        int limit = cloud.store.quotas(projectId).clusters;
        if (Quotas.exceeded(limit, cloud.store.clusters.of(projectId).size() + 1)) {
            throw new ApiError(
                    403,
                    "Resource limit exceeded: You have reached the maximum clusters per project, " + limit
                            + ". You may delete a cluster to make room for a new one.");
        }
    }

    private static void inherit(Cluster cluster, JsonNode asked) {
        ClusterTemplate template = cluster.template;
        cluster.labels = asked.has("labels")
                ? Json.strings(asked.path("labels"))
                : Json.strings(Json.tree(template.fields.get("labels")));
        cluster.flavor = or(Json.string(asked, "flavor_id"), template.text("flavor_id"));
        cluster.masterFlavor = or(Json.string(asked, "master_flavor_id"), template.text("master_flavor_id"));
        cluster.fixedNetwork = or(Json.string(asked, "fixed_network"), template.text("fixed_network"));
        cluster.fixedSubnet = or(Json.string(asked, "fixed_subnet"), template.text("fixed_subnet"));
        cluster.floatingIpEnabled = asked.has("floating_ip_enabled")
                ? asked.path("floating_ip_enabled").asBoolean()
                : template.fields.getOrDefault("floating_ip_enabled", true);
        String volume = or(Json.string(asked, "docker_volume_size"), template.text("docker_volume_size"));
        cluster.dockerVolumeSize = volume == null ? null : Integer.valueOf(volume);
    }

    private static String or(String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private Answer patch(Call call) throws IOException {
        Cluster cluster = find(call, call.var("id"));
        for (JsonNode change : call.json()) {
            if (!change.path("path").asText().equals("/node_count")) {
                String property = change.path("path").asText().substring(1);
                throw new ApiError(400, "cannot change cluster property(ies) " + property + ".");
            }
            flow.resize(cluster, change.path("value").asInt());
        }
        return Answer.json(202, Json.map("uuid", cluster.id));
    }

    /** Since 1.7. Whether it can be done just then is judged later, out of the caller's sight. */
    private Answer resize(Call call) throws IOException {
        if (call.minor < RESIZE) {
            throw new ApiError(404, "");
        }
        Cluster cluster = find(call, call.var("id"));
        JsonNode count = call.json().path("node_count");
        if (!count.isInt() || count.asInt() < 0) {
            throw Magnum.invalid("node_count", count.asText(), "Value should be greater or equal to 0");
        }
        flow.resize(cluster, count.asInt());
        return Answer.json(202, Json.map("uuid", cluster.id));
    }

    private static Answer nodeGroups(Cluster cluster) {
        return Answer.ok(Json.map(
                "nodegroups",
                List.of(
                        nodeGroup(cluster, "master", cluster.masterGroupId, cluster.masterCount),
                        nodeGroup(cluster, "worker", cluster.workerGroupId, cluster.nodeCount))));
    }

    private static Map<String, Object> nodeGroup(Cluster cluster, String role, String id, int count) {
        return Json.map(
                "uuid",
                id,
                "name",
                "default-" + role,
                "flavor_id",
                role.equals("master") ? cluster.masterFlavor : cluster.flavor,
                "image_id",
                cluster.template.text("image_id"),
                "node_count",
                count,
                "role",
                role,
                "min_node_count",
                0,
                "max_node_count",
                null,
                "is_default",
                true,
                "stack_id",
                cluster.stackId,
                "status",
                cluster.status,
                "merge_labels",
                false);
    }

    private Map<String, Object> summary(Call call, Cluster cluster) {
        Map<String, Object> view = head(call, cluster, "clusters", "cluster_template_id", "create_timeout");
        view.put("stack_id", cluster.stackId);
        view.put("status", cluster.status);
        view.put("health_status", null);
        view.put("merge_labels", false);
        return view;
    }

    private static Map<String, Object> head(
            Call call, Cluster cluster, String collection, String templateKey, String timeoutKey) {
        Map<String, Object> view = Json.map("uuid", cluster.id, "name", cluster.name, templateKey, cluster.template.id);
        if (collection.equals("clusters")) {
            view.put("keypair", cluster.keypair);
        }
        view.put("node_count", cluster.nodeCount);
        view.put("master_count", cluster.masterCount);
        view.put("docker_volume_size", cluster.dockerVolumeSize);
        view.put("labels", cluster.labels);
        view.put("master_flavor_id", cluster.masterFlavor);
        view.put("flavor_id", cluster.flavor);
        view.put(timeoutKey, cluster.createTimeout);
        view.put("links", Magnum.links(call, collection, cluster.id));
        return view;
    }

    private Map<String, Object> view(Call call, Cluster cluster) {
        Map<String, Object> view = head(call, cluster, "clusters", "cluster_template_id", "create_timeout");
        boolean kubernetes = cluster.template.coe().equals("kubernetes");
        boolean swarmMode = cluster.template.coe().equals("swarm-mode");
        view.put("stack_id", cluster.stackId);
        view.put("status", cluster.status);
        view.put("status_reason", cluster.statusReason);
        view.put("health_status", null);
        view.put("health_status_reason", Map.of());
        view.put("discovery_url", cluster.described && !swarmMode ? "http://127.0.0.1:8087/cluster" : null);
        view.put("api_address", cluster.apiAddress);
        view.put("coe_version", !cluster.described || swarmMode ? null : kubernetes ? "v1.18.16" : "1.2.5");
        view.put("container_version", cluster.described ? "1.12.6" : null);
        view.put("project_id", cluster.projectId);
        view.put("user_id", cluster.userId);
        addresses(view, cluster, swarmMode);
        if (FAILED.contains(cluster.status)) {
            view.put("faults", cluster.faults);
        }
        view.put("fixed_network", cluster.fixedNetwork);
        view.put("fixed_subnet", cluster.fixedSubnet);
        view.put("floating_ip_enabled", cluster.floatingIpEnabled);
        view.put("merge_labels", false);
        view.put("labels_overridden", Map.of());
        view.put("labels_added", Map.of());
        view.put("labels_skipped", Map.of());
        view.put("master_lb_enabled", cluster.template.fields.getOrDefault("master_lb_enabled", false));
        view.put("created_at", Times.offset(cluster.createdAt));
        view.put("updated_at", Times.offset(cluster.updatedAt));
        return view;
    }

    /** The swarm-mode driver never fills in the addresses of the masters. */
    private static void addresses(Map<String, Object> view, Cluster cluster, boolean swarmMode) {
        view.put("node_addresses", cluster.nodeAddresses);
        view.put("master_addresses", swarmMode ? List.of() : cluster.masterAddresses);
    }

    /** The same cluster as the API named it before 2017. */
    private Map<String, Object> bay(Call call, Cluster cluster) {
        Map<String, Object> cut = head(call, cluster, "bays", "baymodel_id", "bay_create_timeout");
        Map<String, Object> full = view(call, cluster);
        for (String key : List.of(
                "stack_id",
                "status",
                "status_reason",
                "discovery_url",
                "api_address",
                "coe_version",
                "container_version",
                "node_addresses",
                "master_addresses",
                "fixed_network",
                "fixed_subnet",
                "floating_ip_enabled",
                "master_lb_enabled",
                "created_at",
                "updated_at")) {
            cut.put(key, full.get(key));
        }
        return cut;
    }
}
