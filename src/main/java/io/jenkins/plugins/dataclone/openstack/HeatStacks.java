package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Heat. Source: Orchestration API v1; deviations of the Zed release are noted. A stack is asked for by its id, and Heat leads
 * on to the address with its name; to be deleted it has to be addressed by both.
 */
final class HeatStacks implements Stacks {
    private static final Logger LOGGER = Logger.getLogger(HeatStacks.class.getName());
    /** Heat's own default limit. */
    private static final String NESTED_DEPTH = "5";

    private static final int PAGE = 100;

    private final Session session;
    private final NeutronNetworks networks;
    private final boolean allowed;
    private final JsonApi heat = JsonApi.heat();

    /** @param allowed whether the administrator lets authors deploy templates of their own */
    HeatStacks(Session session, NeutronNetworks networks, boolean allowed) {
        this.session = session;
        this.networks = networks;
        this.allowed = allowed;
    }

    @Override
    public Template read(String fileName, List<String> environments, StackRequest.Files files)
            throws CloudException, InterruptedException {
        return new HotReader(fileName, files).read(environments);
    }

    @Override
    public List<Parameter> validate(Template template, Map<String, String> parameters) throws CloudException {
        requirePermission();
        JsonNode answer = session.write(
                ServiceName.HEAT,
                "validate " + template.fileName(),
                client -> heat.post("/validate", body(template, parameters)));
        List<Parameter> all = new ArrayList<>();
        answer.path("Parameters")
                .properties()
                .forEach(entry -> all.add(parameter(entry.getKey(), entry.getValue(), parameters)));
        return all;
    }

    private static Parameter parameter(String name, JsonNode description, Map<String, String> given) {
        ParameterKind kind =
                switch (Json.textOrEmpty(description, "CustomConstraint")) {
                    case "neutron.network" -> ParameterKind.NETWORK;
                    case "neutron.subnet" -> ParameterKind.SUBNET;
                    default -> ParameterKind.OTHER;
                };
        String value = given.containsKey(name)
                ? given.get(name)
                : Optional.ofNullable(plain(description.get("Value"))).orElse(plain(description.get("Default")));
        return new Parameter(name, kind, value);
    }

    @Override
    public String create(NewStack request) throws CloudException {
        requirePermission();
        Map<String, Object> body = body(request.template(), request.parameters());
        body.put("stack_name", request.name());
        body.put("timeout_mins", request.timeoutMinutes());
        body.put("tags", String.join(",", request.tag().asWords()));
        // what failed is looked at before it is deleted
        body.put("disable_rollback", true);
        JsonNode answer =
                session.write(ServiceName.HEAT, "create stack " + request.name(), client -> heat.post("/stacks", body));
        return Json.textOrEmpty(answer.path("stack"), "id");
    }

    /** The resources that it would make, with their properties as far as they are known by then; nothing is made. */
    JsonNode preview(Template template, Map<String, String> parameters) throws CloudException {
        requirePermission();
        Map<String, Object> body = body(template, parameters);
        // Heat minds names that are taken here too
        body.put("stack_name", "forecast-" + UUID.randomUUID());
        return session.write(
                        ServiceName.HEAT,
                        "tell what " + template.fileName() + " would make",
                        client -> heat.post("/stacks/preview", body))
                .at("/stack/resources");
    }

    private void requirePermission() throws CloudException {
        Trust.require(session, ServiceName.HEAT, "Heat stacks");
        if (!allowed) {
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    "Heat templates of jobs are not allowed on cloud '" + session.cloud()
                            + "': a template can use everything in the project; an administrator who wants that"
                            + " switches it on in the cloud's configuration.");
        }
    }

    private static Map<String, Object> body(Template template, Map<String, String> parameters) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("template", template.text());
        body.put("files", template.files());
        body.put("environment_files", template.environments());
        body.put("parameters", parameters);
        return body;
    }

    @Override
    public Stack show(String id) throws CloudException {
        return stack(living(id));
    }

    /** Heat remembers stacks that it has deleted, for a while. */
    private JsonNode living(String id) throws CloudException {
        Ids.require(session.cloud(), "stack", id);
        JsonNode found = session.read(
                        ServiceName.HEAT, "show stack " + id, client -> heat.get("/stacks/" + id, Map.of()))
                .path("stack");
        if (isDeleted(found)) {
            throw CloudException.of(
                    Kind.NOT_FOUND, "Heat on cloud '" + session.cloud() + "' has deleted stack " + id + ".");
        }
        return found;
    }

    private static boolean isDeleted(JsonNode stack) {
        return "DELETE_COMPLETE".equals(Json.text(stack, "stack_status"));
    }

    @Override
    public Optional<Stack> find(String name) throws CloudException {
        return all(Map.of("name", name)).stream()
                .filter(stack -> stack.name().equals(name))
                .findFirst();
    }

    @Override
    public List<Stack> list(String namePrefix) throws CloudException {
        return all(Map.of()).stream()
                .filter(stack -> stack.name().startsWith(namePrefix))
                .toList();
    }

    private List<Stack> all(Map<String, String> filter) throws CloudException {
        Map<String, Stack> found = new LinkedHashMap<>();
        Map<String, String> query = new LinkedHashMap<>(filter);
        query.put("limit", String.valueOf(PAGE));
        JsonNode page;
        do {
            page = session.read(
                            ServiceName.HEAT,
                            "list stacks",
                            client -> Json.listing(heat.get("/stacks", query), "stacks"))
                    .path("stacks");
            for (JsonNode row : page) {
                // what has just been deleted stays in lists for a moment
                if (!isDeleted(row)) {
                    found.put(Json.textOrEmpty(row, "id"), stack(row));
                }
            }
            query.put("marker", page.isEmpty() ? "" : Json.textOrEmpty(page.get(page.size() - 1), "id"));
        } while (page.size() == PAGE);
        return List.copyOf(found.values());
    }

    private static Stack stack(JsonNode node) {
        List<String> tags = new ArrayList<>();
        node.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new Stack(
                Json.textOrEmpty(node, "id"),
                Json.textOrEmpty(node, "stack_name"),
                Json.textOrEmpty(node, "stack_status"),
                Json.text(node, "stack_status_reason"),
                OwnershipTag.fromWords(tags));
    }

    @Override
    public Map<String, String> outputs(String id) throws CloudException {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (JsonNode output : living(id).path("outputs")) {
            String value = plain(output.get("output_value"));
            outputs.put(Json.textOrEmpty(output, "output_key"), value == null ? "" : value);
        }
        return outputs;
    }

    /** Text as it is, anything else as JSON; null for nothing. */
    private static String plain(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    @Override
    public Optional<StackProgress> progress(String id) {
        try {
            List<JsonNode> resources = resources(id);
            return resources.isEmpty() ? Optional.empty() : Optional.of(HeatProgress.of(resources));
        } catch (CloudException e) {
            LOGGER.log(Level.FINE, e, () -> "no progress of stack " + id);
            return Optional.empty();
        }
    }

    @Override
    public List<String> serverCidrs(String id) throws CloudException {
        Set<String> subnets = new LinkedHashSet<>(subnetIds(id));
        for (JsonNode resource : resources(id)) {
            if (Json.textOrEmpty(resource, "resource_type").equals("OS::Nova::Server")) {
                subnets.addAll(networks.subnetsOfServer(Json.textOrEmpty(resource, "physical_resource_id")));
            }
        }
        Set<String> cidrs = new LinkedHashSet<>();
        for (String subnet : subnets) {
            networks.findSubnetCidr(subnet).ifPresent(cidrs::add);
        }
        return List.copyOf(cidrs);
    }

    @Override
    public List<String> servers(String id) throws CloudException {
        // Heat lists the members of a group in any order; they are named by their number
        return resources(id).stream()
                .filter(resource -> Json.textOrEmpty(resource, "resource_type").equals("OS::Nova::Server"))
                .sorted(Comparator.comparing(HeatStacks::isMaster)
                        .thenComparingInt(
                                resource -> resource.path("parent_resource").asInt())
                        .thenComparing(resource -> Json.textOrEmpty(resource, "resource_name")))
                .map(resource -> Json.textOrEmpty(resource, "physical_resource_id"))
                .filter(Ids::isId)
                .toList();
    }

    /** Magnum's drivers call them swarm-master, kube-master and the like. */
    private static boolean isMaster(JsonNode server) {
        return Json.textOrEmpty(server, "resource_name").contains("master");
    }

    /** Ids of subnets that the stack made. */
    List<String> subnetIds(String stackId) throws CloudException {
        // Magnum calls it Magnum::Optional::Neutron::Subnet, and maps that to something else if it makes none
        return resources(stackId).stream()
                .filter(resource -> Json.textOrEmpty(resource, "resource_type").endsWith("Neutron::Subnet"))
                .map(resource -> Json.textOrEmpty(resource, "physical_resource_id"))
                .filter(Ids::isId)
                .toList();
    }

    private List<JsonNode> resources(String stackId) throws CloudException {
        if (!Ids.isId(stackId)) {
            return List.of();
        }
        JsonNode answer = session.read(
                ServiceName.HEAT,
                "list resources of stack " + stackId,
                client -> heat.get("/stacks/" + stackId + "/resources", Map.of("nested_depth", NESTED_DEPTH)));
        List<JsonNode> resources = new ArrayList<>();
        answer.path("resources").forEach(resources::add);
        return resources;
    }

    @Override
    public void delete(String id) throws CloudException {
        Stack stack;
        try {
            stack = show(id);
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return;
            }
            throw e;
        }
        if (stack.remoteStatus() == RemoteStatus.DELETING) {
            return;
        }
        try {
            session.write(ServiceName.HEAT, "delete stack " + id, client -> {
                heat.delete("/stacks/" + stack.name() + "/" + id);
                return null;
            });
        } catch (CloudException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }
}
