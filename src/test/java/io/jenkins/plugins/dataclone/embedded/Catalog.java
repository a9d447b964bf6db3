package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service catalog in tokens: every service in every region with three interfaces. */
final class Catalog {
    static final List<String> INTERFACES = List.of("internal", "admin");

    private record Entry(String type, String name, String prefix, String suffix, String id) {}

    private static final String PROJECT = "%(project_id)s";

    private final CloudState cloud;
    private final List<Entry> entries = List.of(
            entry("orchestration", "heat", "orchestration", "/v1/" + PROJECT),
            entry("container-infra", "magnum", "container-infra", "/v1"),
            entry("sharev2", "sharev2", "share", "/v2/" + PROJECT),
            entry("share", "share", "share", "/v1/" + PROJECT),
            entry("placement", "placement", "placement", ""),
            entry("block-storage", "block-storage", "volume", "/v3/" + PROJECT),
            entry("identity", "keystone", "identity", "/v3"),
            entry("image", "glance", "image", ""),
            entry("compute", "nova", "compute", "/v2.1"),
            entry("volumev3", "volumev3", "volume", "/v3/" + PROJECT),
            entry("network", "neutron", "network", ""));
    private final Map<String, String> endpointIds = new java.util.HashMap<>();

    Catalog(CloudState cloud) {
        this.cloud = cloud;
    }

    List<Object> of(Token token) {
        List<Object> catalog = new ArrayList<>();
        for (Entry entry : entries) {
            if (cloud.missingServices.contains(entry.type())) {
                continue;
            }
            List<Object> endpoints = new ArrayList<>();
            for (String region : cloud.regions) {
                for (String side : List.of("internal", "admin", "public")) {
                    endpoints.add(endpoint(entry, region, side, token.projectId()));
                }
            }
            catalog.add(Json.map("endpoints", endpoints, "id", entry.id(), "type", entry.type(), "name", entry.name()));
        }
        return catalog;
    }

    private Map<String, Object> endpoint(Entry entry, String region, String side, String project) {
        String where =
                (cloud.regions.indexOf(region) > 0 ? "/" + region : "") + (side.equals("public") ? "" : "/" + side);
        String id = endpointIds.computeIfAbsent(entry.type() + region + side, key -> Ids.hex());
        return Json.map(
                "id", id,
                "interface", side,
                "region_id", region,
                "url",
                        cloud.url + where + "/" + entry.prefix()
                                + entry.suffix().replace(PROJECT, project == null ? "" : project),
                "region", region);
    }

    private static Entry entry(String type, String name, String prefix, String suffix) {
        return new Entry(type, name, prefix, suffix, Ids.hex());
    }
}
