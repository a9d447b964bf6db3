package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Magnum cluster templates. */
final class MagnumTemplates {
    private static final List<String> COES = List.of("kubernetes", "swarm-mode", "mesos", "dcos", "swarm");
    private static final Map<String, String> DISTROS =
            Map.of("fedora-coreos", "fedora-coreos", "fedora-atomic", "fedora-atomic", "ubuntu", "ubuntu");

    private final CloudState cloud;

    MagnumTemplates(CloudState cloud) {
        this.cloud = cloud;
    }

    void routes(Router router) {
        router.on("GET", "/v1/clustertemplates", this::list);
        router.on("GET", "/v1/clustertemplates/detail", this::list);
        router.on("POST", "/v1/clustertemplates", this::create);
        router.on("GET", "/v1/clustertemplates/{id}", call -> Answer.ok(view(call, find(call, call.var("id")), false)));
        router.on("DELETE", "/v1/clustertemplates/{id}", this::delete);
    }

    /** A template the caller may use, by id or name. */
    ClusterTemplate find(Call call, String idOrName) {
        List<ClusterTemplate> found = cloud.store.clusterTemplates.all().stream()
                .filter(t -> t.id.equals(idOrName) || idOrName.equals(t.name))
                .filter(t -> t.isPublic || t.projectId.equals(call.projectId()))
                .toList();
        if (found.isEmpty()) {
            throw new ApiError(404, "ClusterTemplate " + idOrName + " could not be found.");
        }
        if (found.size() > 1) {
            throw new ApiError(
                    409,
                    "Multiple ClusterTemplates exist with same name. Please use the ClusterTemplate uuid instead.");
        }
        return found.get(0);
    }

    private Answer list(Call call) {
        List<ClusterTemplate> visible = cloud.store.clusterTemplates.all().stream()
                .filter(t -> t.isPublic || t.projectId.equals(call.projectId()))
                .filter(t -> !cloud.now().isBefore(t.listedFrom) && t.hiddenFromLists-- <= 0)
                .toList();
        List<ClusterTemplate> newestFirst = new java.util.ArrayList<>(visible);
        java.util.Collections.reverse(newestFirst);
        return Magnum.list(call, "clustertemplates", newestFirst, t -> view(call, t, false));
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json();
        validate(call, asked);
        ClusterTemplate template = new ClusterTemplate(call.projectId(), call.token.userId(), cloud.now());
        template.name = Json.string(asked, "name");
        template.isPublic = asked.path("public").asBoolean(false);
        asked.fields().forEachRemaining(field -> template.fields.put(field.getKey(), plain(field.getValue())));
        cloud.store.clusterTemplates.add(template);
        return Answer.json(201, view(call, template, true))
                .with("Location", call.base + "/v1/clustertemplates/" + template.id);
    }

    private static Object plain(JsonNode value) {
        if (value.isObject()) {
            return Json.strings(value);
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return value.isNumber() ? value.numberValue() : value.isNull() ? null : value.asText();
    }

    private void validate(Call call, JsonNode asked) {
        String coe = Json.string(asked, "coe");
        if (coe != null && !COES.contains(coe)) {
            throw Magnum.invalid("coe", coe, "Value should be one of: " + String.join(", ", COES));
        }
        for (String field : List.of("image_id", "external_network_id", "coe")) {
            if (Json.string(asked, field) == null) {
                throw Magnum.invalid(field, "None", "Mandatory field missing.");
            }
        }
        String image = Json.string(asked, "image_id");
        String distro = DISTROS.getOrDefault(image, image.equals("no-distro") ? "None" : "Unset");
        if (!coe.equals("mesos") && !coe.equals("dcos") && !distro.equals(distro(coe))) {
            throw new ApiError(400, "Cluster type (vm, " + distro + ", " + coe + ") not supported.");
        }
        if (!cloud.supportedCoes.contains(coe)) {
            throw new ApiError(400, "Requested COE type " + coe + " is not supported.");
        }
        for (String field : List.of("flavor_id", "master_flavor_id")) {
            String flavor = Json.string(asked, field);
            if (flavor != null && cloud.flavors.find(flavor) == null) {
                throw new ApiError(400, "Unable to find flavor " + flavor + ".");
            }
        }
        String external = Json.string(asked, "external_network_id");
        Networks.Network network = cloud.networks.find(external);
        if (network == null || !network.external()) {
            throw new ApiError(400, "Unable to find external network " + external + ".");
        }
        if (asked.path("public").asBoolean(false) && !call.token.admin()) {
            throw new ApiError(403, "Not authorized to set public or hidden flag for cluster template.");
        }
    }

    private static String distro(String coe) {
        return coe.equals("kubernetes") ? "fedora-coreos" : "fedora-atomic";
    }

    private Answer delete(Call call) {
        ClusterTemplate template = find(call, call.var("id"));
        if (!template.projectId.equals(call.projectId()) && !call.token.admin()) {
            throw new ApiError(404, "ClusterTemplate " + call.var("id") + " could not be found.");
        }
        if (cloud.store.clusters.all().stream().anyMatch(c -> c.template == template)) {
            throw new ApiError(400, "ClusterTemplate " + template.id + " is referenced by one or multiple clusters.");
        }
        cloud.store.clusterTemplates.remove(template);
        return Answer.empty(204);
    }

    private Map<String, Object> view(Call call, ClusterTemplate template, boolean fresh) {
        Map<String, Object> fields = template.fields;
        return Json.map(
                "uuid", template.id,
                "name", template.name,
                "coe", template.coe(),
                "image_id", fields.get("image_id"),
                "flavor_id", fields.get("flavor_id"),
                "master_flavor_id", fields.get("master_flavor_id"),
                "dns_nameserver", fields.get("dns_nameserver"),
                "keypair_id", fields.get("keypair_id"),
                "external_network_id", fields.get("external_network_id"),
                "fixed_network", fields.get("fixed_network"),
                "fixed_subnet", fields.get("fixed_subnet"),
                "network_driver", fields.get("network_driver"),
                "apiserver_port", fields.get("apiserver_port"),
                "docker_volume_size", fields.get("docker_volume_size"),
                "cluster_distro", DISTROS.get(template.text("image_id")),
                "links", Magnum.links(call, "clustertemplates", template.id),
                "http_proxy", fields.get("http_proxy"),
                "https_proxy", fields.get("https_proxy"),
                "no_proxy", fields.get("no_proxy"),
                "volume_driver", fields.get("volume_driver"),
                "registry_enabled", fields.getOrDefault("registry_enabled", false),
                "labels", fields.containsKey("labels") ? fields.get("labels") : fresh ? null : Map.of(),
                "tls_disabled", fields.getOrDefault("tls_disabled", false),
                "public", template.isPublic,
                "server_type", fields.getOrDefault("server_type", "vm"),
                "insecure_registry", fields.get("insecure_registry"),
                "docker_storage_driver", fields.get("docker_storage_driver"),
                "master_lb_enabled", fields.getOrDefault("master_lb_enabled", false),
                "floating_ip_enabled", fields.getOrDefault("floating_ip_enabled", true),
                "project_id", template.projectId,
                "user_id", template.userId,
                "hidden", false,
                "tags", null,
                "created_at", fresh ? Times.microsOffset(template.createdAt) : Times.offset(template.createdAt),
                "updated_at", null);
    }
}
