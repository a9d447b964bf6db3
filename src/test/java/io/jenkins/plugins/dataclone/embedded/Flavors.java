package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The flavors of the cloud and Nova's {@code /flavors}. */
final class Flavors {
    private static final String TRAIT = "trait:";

    /**
     * What a server is like.
     *
     * @param ram in MiB
     * @param disk in GiB
     * @param extraSpecs what the scheduler has to find in a host, and more
     */
    record Flavor(String id, String name, int ram, int disk, int vcpus, Map<String, String> extraSpecs) {
        /** Whether some host has room for it: the only one here has no traits. */
        boolean findsHost() {
            return extraSpecs.entrySet().stream()
                    .noneMatch(spec ->
                            spec.getKey().startsWith(TRAIT) && spec.getValue().equals("required"));
        }
    }

    private final List<Flavor> flavors = new ArrayList<>(
            List.of(of("m1.large", 8192, 40, 4), of("huge", 999999, 9999, 9999), of("m1.small", 2048, 20, 1)));

    private static Flavor of(String name, int ram, int disk, int vcpus) {
        return new Flavor(Ids.uuid(), name, ram, disk, vcpus, new LinkedHashMap<>());
    }

    /** By id or name; null when unknown. */
    Flavor find(String idOrName) {
        return flavors.stream()
                .filter(each -> each.id().equals(idOrName) || each.name().equals(idOrName))
                .findFirst()
                .orElse(null);
    }

    void routes(Router router) {
        router.on("GET", "/v2.1/flavors", call -> list(call, Flavors::named));
        router.on("GET", "/v2.1/flavors/detail", call -> list(call, Flavors::view));
        router.on("POST", "/v2.1/flavors", this::create);
        router.on("DELETE", "/v2.1/flavors/{id}", this::delete);
        router.on("POST", "/v2.1/flavors/{id}/os-extra_specs", this::addSpecs);
        router.on("DELETE", "/v2.1/flavors/{id}/os-extra_specs/{spec}", this::removeSpec);
    }

    private Answer list(Call call, BiFunction<Call, Flavor, Map<String, Object>> view) {
        return Answer.ok(Json.map(
                "flavors", flavors.stream().map(each -> view.apply(call, each)).toList()));
    }

    private Answer create(Call call) throws IOException {
        adminOnly(call, "os-flavor-manage:create");
        JsonNode asked = call.json().path("flavor");
        Flavor made = of(
                asked.path("name").asText(),
                asked.path("ram").asInt(),
                asked.path("disk").asInt(),
                asked.path("vcpus").asInt());
        flavors.add(made);
        return Answer.ok(Json.map("flavor", view(call, made)));
    }

    private Answer delete(Call call) {
        adminOnly(call, "os-flavor-manage:delete");
        flavors.remove(known(call));
        return Answer.empty(202).with("Content-Type", "application/json");
    }

    private Answer addSpecs(Call call) throws IOException {
        adminOnly(call, "os-flavor-extra-specs:create");
        Map<String, String> specs = Json.strings(call.json().path("extra_specs"));
        known(call).extraSpecs().putAll(specs);
        return Answer.ok(Json.map("extra_specs", specs));
    }

    private Answer removeSpec(Call call) {
        adminOnly(call, "os-flavor-extra-specs:delete");
        known(call).extraSpecs().remove(call.var("spec"));
        return Answer.empty(200).with("Content-Type", "application/json");
    }

    private Flavor known(Call call) {
        Flavor found = find(call.var("id"));
        if (found == null) {
            throw new ApiError(404, "Flavor " + call.var("id") + " could not be found.");
        }
        return found;
    }

    private static void adminOnly(Call call, String what) {
        if (!call.token.admin()) {
            throw new ApiError(403, "Policy doesn't allow os_compute_api:" + what + " to be performed.");
        }
    }

    private static Map<String, Object> named(Call call, Flavor flavor) {
        return Json.map(
                "id", flavor.id(), "name", flavor.name(), "links", NovaViews.links(call, "flavors", flavor.id()));
    }

    private static Map<String, Object> view(Call call, Flavor flavor) {
        return Json.map(
                "id", flavor.id(),
                "name", flavor.name(),
                "ram", flavor.ram(),
                "disk", flavor.disk(),
                "swap", "",
                "OS-FLV-EXT-DATA:ephemeral", 0,
                "OS-FLV-DISABLED:disabled", false,
                "vcpus", flavor.vcpus(),
                "os-flavor-access:is_public", true,
                "rxtx_factor", 1.0,
                "links", NovaViews.links(call, "flavors", flavor.id()));
    }
}
