package io.jenkins.plugins.dataclone.embedded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nova v2.1 as far as the product looks at it: flavors, key pairs, servers with their volumes, limits. */
final class Nova extends Service {
    /** From here on they are Glance's alone. */
    private static final int NO_IMAGES = 36;

    private static final int NEWEST = 93;
    private static final Pattern VERSION = Pattern.compile("compute\\s+2\\.([0-9]+)");
    private static final String KEY = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC0 embedded";

    Nova(CloudState cloud) {
        super("compute", cloud, Set.of("/"));
        router.on(
                "GET",
                "/",
                call -> Answer.ok(Json.map(
                        "versions",
                        List.of(
                                version(call, "v2.0", "SUPPORTED", "", "", "2011-01-21T11:33:21Z", "/v2/"),
                                version(call, "v2.1", "CURRENT", "2.93", "2.1", "2013-07-23T11:33:21Z", "/v2.1/")))));
        router.on(
                "GET",
                "/v2.1/os-keypairs",
                call -> Answer.ok(Json.map(
                        "keypairs",
                        List.of(Json.map(
                                "keypair",
                                Json.map(
                                        "name", "jenkins",
                                        "public_key", KEY,
                                        "fingerprint", "f3:e5:f3:06:5e:ba:d8:f9:7f:ff:ff:e3:94:6a:7e:04"))))));
        cloud.flavors.routes(router);
        router.on("GET", "/v2.1", Nova::version);
        router.on("GET", "/v2.1/images", Nova::images);
        new NovaServers(cloud).routes(router);
        router.on("GET", "/v2.1/limits", call -> Answer.ok(Json.map("limits", limits(call.projectId()))));
    }

    private static Answer images(Call call) {
        if (call.minor >= NO_IMAGES) {
            throw new ApiError(404, "The resource could not be found.");
        }
        return Answer.ok(Json.map("images", Glance.asNovaListsThem(call)));
    }

    private static Answer version(Call call) {
        return Answer.ok(Json.map(
                "version",
                Json.map(
                        "id", "v2.1",
                        "status", "CURRENT",
                        "version", "2." + NEWEST,
                        "min_version", "2.1",
                        "updated", "2013-07-23T11:33:21Z",
                        "links",
                                List.of(
                                        Json.map("rel", "self", "href", call.base + "/v2.1/"),
                                        Json.map(
                                                "rel", "describedby",
                                                "type", "text/html",
                                                "href", "http://docs.openstack.org/")),
                        "media-types",
                                List.of(Json.map(
                                        "base", "application/json",
                                        "type", "application/vnd.openstack.compute+json;version=2.1")))));
    }

    @Override
    void check(Call call) {
        String asked = call.header("OpenStack-API-Version");
        Matcher matcher = asked == null ? null : VERSION.matcher(asked.trim());
        call.minor = matcher != null && matcher.matches() ? Integer.parseInt(matcher.group(1)) : 1;
        if (call.minor > NEWEST) {
            throw new ApiError(
                    406,
                    "Version 2." + call.minor + " is not supported by the API. Minimum is 2.1 and maximum is 2."
                            + NEWEST + ".");
        }
    }

    private static Map<String, Object> version(
            Call call, String id, String status, String most, String least, String updated, String path) {
        return Json.map(
                "id", id,
                "status", status,
                "version", most,
                "min_version", least,
                "updated", updated,
                "links", List.of(Json.map("rel", "self", "href", call.base + path)));
    }

    private Map<String, Object> limits(String project) {
        Quotas quotas = cloud.store.quotas(project);
        int instances = 0;
        int cores = 0;
        int memory = 0;
        for (Cluster cluster : cloud.store.clusters.of(project)) {
            Flavors.Flavor worker = cloud.flavors.find(cluster.flavor);
            if (worker == null) {
                worker = cloud.flavors.find("m1.small");
            }
            int machines = cluster.nodeCount + cluster.masterCount;
            instances += machines;
            cores += machines * worker.vcpus();
            memory += machines * worker.ram();
        }
        return Json.map(
                "rate",
                List.of(),
                "absolute",
                Json.map(
                        "maxTotalInstances", quotas.instances,
                        "maxTotalCores", quotas.cores,
                        "maxTotalRAMSize", quotas.memoryMebibytes,
                        "maxServerMeta", 128,
                        "maxImageMeta", 128,
                        "maxPersonality", 5,
                        "maxPersonalitySize", 10240,
                        "maxTotalKeypairs", 100,
                        "maxServerGroups", 10,
                        "maxServerGroupMembers", 10,
                        "maxTotalFloatingIps", -1,
                        "maxSecurityGroups", -1,
                        "maxSecurityGroupRules", -1,
                        "totalRAMUsed", memory,
                        "totalCoresUsed", cores,
                        "totalInstancesUsed", instances,
                        "totalFloatingIpsUsed", 0,
                        "totalSecurityGroupsUsed", 0,
                        "totalServerGroupsUsed", 0));
    }

    @Override
    Answer error(Call call, ApiError error) {
        return namedFault(error).with("Content-Type", "application/json; charset=UTF-8");
    }

    @Override
    void decorate(Call call, Answer answer) {
        if (call.path.equals("/")) {
            return;
        }
        answer.with("OpenStack-API-Version", "compute 2." + Math.max(1, call.minor))
                .with("X-OpenStack-Nova-API-Version", "2." + Math.max(1, call.minor))
                .with("Vary", "OpenStack-API-Version, X-OpenStack-Nova-API-Version")
                .with("x-openstack-request-id", call.requestId)
                .with("x-compute-request-id", call.requestId);
    }
}
