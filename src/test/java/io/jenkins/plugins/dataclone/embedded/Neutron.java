package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Neutron v2.0 as far as the product reads it: networks, subnets, routers, floating IPs, quotas. */
final class Neutron extends Service {
    private static final Set<String> NOT_FILTERS =
            Set.of("limit", "marker", "page_reverse", "fields", "sort_key", "sort_dir");

    Neutron(CloudState cloud) {
        super("network", cloud, Set.of("/"));
        router.on(
                "GET",
                "/",
                call -> Answer.ok(Json.map(
                        "versions",
                        List.of(Json.map(
                                "id", "v2.0",
                                "status", "CURRENT",
                                "links", List.of(Json.map("rel", "self", "href", call.base + "/v2.0/")))))));
        router.on("GET", "/v2.0/networks", call -> list(call, "networks", networks(call.token)));
        router.on("GET", "/v2.0/networks/{id}", call -> one(call, "network", "Network", networks(call.token)));
        router.on("GET", "/v2.0/subnets", call -> list(call, "subnets", subnets(call.token)));
        router.on("GET", "/v2.0/subnets/{id}", call -> one(call, "subnet", "Subnet", subnets(call.token)));
        router.on("GET", "/v2.0/ports", call -> list(call, "ports", ports(call.token)));
        router.on("GET", "/v2.0/routers", call -> list(call, "routers", routers(call.token)));
        router.on("GET", "/v2.0/floatingips", call -> list(call, "floatingips", floatingIps(call.token)));
        router.on("GET", "/v2.0/quotas/{project}/details", call -> Answer.ok(Json.map("quota", quotaDetails(call))));
        router.on(
                "GET",
                "/v2.0/quotas/{project}",
                call -> Answer.ok(Json.map(
                        "quota",
                        Json.map(
                                "network", 100,
                                "subnet", 100,
                                "subnetpool", -1,
                                "port", 500,
                                "router", 10,
                                "floatingip", 50,
                                "rbac_policy", 10,
                                "security_group", 10,
                                "security_group_rule", 100))));
    }

    /** Machines of clusters have a port each; what else there is stands since the start. */
    private Map<String, Object> quotaDetails(Call call) {
        int ports = 1
                + cloud.store.clusters.of(call.var("project")).stream()
                        .mapToInt(cluster -> cluster.nodeCount + cluster.masterCount)
                        .sum();
        return Json.map(
                "network", quota(100, 1),
                "subnet", quota(100, 1),
                "subnetpool", quota(-1, 0),
                "port", quota(500, ports),
                "router", quota(10, 1),
                "floatingip", quota(50, 0),
                "rbac_policy", quota(10, 0),
                "security_group", quota(10, 1),
                "security_group_rule", quota(100, 4));
    }

    private static Map<String, Object> quota(int limit, int used) {
        return Json.map("limit", limit, "used", used, "reserved", 0);
    }

    /** Every field can be a filter; {@code limit} and {@code marker} page. */
    private Answer list(Call call, String name, List<Map<String, Object>> rows) {
        List<Map<String, Object>> found = new ArrayList<>(rows.stream()
                .filter(row -> call.query.entrySet().stream()
                        .allMatch(filter -> NOT_FILTERS.contains(filter.getKey())
                                || matches(row.get(filter.getKey()), filter.getValue())))
                .toList());
        String marker = call.query.get("marker");
        if (marker != null) {
            while (!found.isEmpty() && !found.remove(0).get("id").equals(marker)) {
                // skip up to and including the marker
            }
        }
        int limit = call.intQuery("limit", Integer.MAX_VALUE);
        Map<String, Object> body = Json.map(name, found.subList(0, Math.min(limit, found.size())));
        if (found.size() > limit && limit > 0) {
            String next = call.base + call.path + "?limit=" + limit + "&marker="
                    + found.get(limit - 1).get("id");
            body.put(name + "_links", List.of(Json.map("rel", "next", "href", next)));
        }
        return Answer.ok(body);
    }

    private static boolean matches(Object value, String wanted) {
        if (value instanceof Collection<?> many) {
            return many.contains(wanted);
        }
        return value != null && value.toString().equalsIgnoreCase(wanted);
    }

    private Answer one(Call call, String name, String type, List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> row.get("id").equals(call.var("id")))
                .findFirst()
                .map(row -> Answer.ok(Json.map(name, row)))
                .orElseThrow(() ->
                        new ApiError(404, type + "NotFound", type + " " + call.var("id") + " could not be found."));
    }

    private List<Map<String, Object>> networks(Token token) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Networks.Network network : cloud.networks.visibleTo(token)) {
            Map<String, Object> row = Json.map(
                    "id",
                    network.id(),
                    "name",
                    network.name(),
                    "tenant_id",
                    network.projectId(),
                    "admin_state_up",
                    true,
                    "mtu",
                    1500,
                    "status",
                    "ACTIVE",
                    "subnets",
                    network.subnets().stream().map(Networks.Subnet::id).toList(),
                    "shared",
                    false,
                    "availability_zone_hints",
                    List.of(),
                    "availability_zones",
                    List.of(),
                    "ipv4_address_scope",
                    null,
                    "ipv6_address_scope",
                    null,
                    "router:external",
                    network.external(),
                    "description",
                    "",
                    "port_security_enabled",
                    true);
            if (network.external()) {
                row.put("is_default", false);
            }
            common(row, network.madeAt(), 2, network.projectId());
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> subnets(Token token) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Networks.Subnet subnet : cloud.networks.subnetsVisibleTo(token)) {
            Map<String, Object> row = Json.map(
                    "id", subnet.id(),
                    "name", subnet.name(),
                    "tenant_id", subnet.projectId(),
                    "network_id", subnet.networkId(),
                    "ip_version", 4,
                    "subnetpool_id", null,
                    "enable_dhcp", true,
                    "ipv6_ra_mode", null,
                    "ipv6_address_mode", null,
                    "gateway_ip", subnet.start() + "1",
                    "cidr", subnet.cidr(),
                    "allocation_pools", List.of(Json.map("start", subnet.start() + "2", "end", subnet.end())),
                    "host_routes", List.of(),
                    "dns_nameservers", List.of(),
                    "description", "",
                    "service_types", List.of());
            common(row, cloud.networks.find(subnet.networkId()).madeAt(), 0, subnet.projectId());
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> ports(Token token) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Networks.Port port : cloud.networks.ports) {
            if (port.projectId().equals(token.projectId()) || token.admin()) {
                String subnet = port.network().subnets().get(0).id();
                Map<String, Object> row = Json.map(
                        "id",
                        port.id(),
                        "name",
                        "",
                        "network_id",
                        port.network().id(),
                        "tenant_id",
                        port.projectId(),
                        "mac_address",
                        "fa:16:3e:90:ce:dd",
                        "admin_state_up",
                        true,
                        "status",
                        "ACTIVE",
                        "device_id",
                        port.serverId(),
                        "device_owner",
                        "compute:nova",
                        "fixed_ips",
                        List.of(Json.map("subnet_id", subnet, "ip_address", port.address())),
                        "allowed_address_pairs",
                        List.of(),
                        "extra_dhcp_opts",
                        List.of(),
                        "security_groups",
                        List.of(port.network().id()),
                        "description",
                        "",
                        "binding:vnic_type",
                        "normal",
                        "port_security_enabled",
                        true);
                common(row, port.at(), 3, port.projectId());
                rows.add(row);
            }
        }
        return rows;
    }

    private List<Map<String, Object>> routers(Token token) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Networks.Network outside = cloud.networks.networks.stream()
                .filter(Networks.Network::external)
                .findFirst()
                .orElseThrow();
        for (Networks.Network network : cloud.networks.visibleTo(token)) {
            if (network.external()) {
                continue;
            }
            Networks.Subnet subnet = outside.subnets().get(0);
            Map<String, Object> row = Json.map(
                    "id", network.id(),
                    "name", network.name(),
                    "tenant_id", network.projectId(),
                    "admin_state_up", true,
                    "status", "ACTIVE",
                    "external_gateway_info",
                            Json.map(
                                    "network_id", outside.id(),
                                    "external_fixed_ips",
                                            List.of(Json.map(
                                                    "subnet_id", subnet.id(), "ip_address", subnet.start() + "132")),
                                    "enable_snat", true),
                    "description", "",
                    "availability_zones", List.of(),
                    "availability_zone_hints", List.of(),
                    "routes", List.of(),
                    "flavor_id", null);
            common(row, network.madeAt(), 4, network.projectId());
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> floatingIps(Token token) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Networks.FloatingIp ip : cloud.networks.floatingIps) {
            if (ip.projectId().equals(token.projectId())) {
                Map<String, Object> row = Json.map(
                        "id",
                        ip.id(),
                        "tenant_id",
                        ip.projectId(),
                        "floating_ip_address",
                        ip.address(),
                        "floating_network_id",
                        ip.networkId(),
                        "router_id",
                        null,
                        "port_id",
                        null,
                        "fixed_ip_address",
                        ip.fixedAddress(),
                        "status",
                        "DOWN",
                        "description",
                        "",
                        "port_details",
                        null);
                common(row, ip.at(), 0, ip.projectId());
                rows.add(row);
            }
        }
        return rows;
    }

    private static void common(Map<String, Object> row, Instant madeAt, int revision, String projectId) {
        row.put("tags", List.of());
        row.put("created_at", Times.secondsZ(madeAt));
        row.put("updated_at", Times.secondsZ(madeAt));
        row.put("revision_number", revision);
        row.put("project_id", projectId);
    }

    @Override
    Answer unknownPath(Call call) {
        return error(call, new ApiError(404, "HTTPNotFound", "The resource could not be found."));
    }

    @Override
    Answer error(Call call, ApiError error) {
        String type = error.type() == null ? "HTTPError" : error.type();
        return Answer.json(
                error.status(),
                Json.map("NeutronError", Json.map("type", type, "message", error.getMessage(), "detail", "")));
    }

    @Override
    void decorate(Call call, Answer answer) {
        if (!call.path.equals("/")) {
            answer.with("X-Openstack-Request-Id", call.requestId);
        }
    }
}
