package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cinder volume types and QoS specs; what they are made of is the administrator's to see. */
final class CinderTypes {
    private record Qos(String id, String name, String consumer, Map<String, String> specs) {}

    private final CloudState cloud;
    private final VolumeTypes types;
    private final Map<String, Qos> qos = new LinkedHashMap<>();

    CinderTypes(CloudState cloud, VolumeTypes types) {
        this.cloud = cloud;
        this.types = types;
    }

    void routes(Router router) {
        router.on("GET", "/v3/{project}/types", call -> {
            List<Object> views = new ArrayList<>();
            types.types.forEach(type -> views.add(view(call, type)));
            return Answer.ok(Json.map("volume_types", views));
        });
        router.on(
                "GET", "/v3/{project}/types/{id}", call -> Answer.ok(Json.map("volume_type", view(call, type(call)))));
        router.on("POST", "/v3/{project}/types", this::create);
        router.on("DELETE", "/v3/{project}/types/{id}", call -> {
            adminOnly(call, "type_delete");
            types.types.remove(type(call));
            return Answer.accepted();
        });
        router.on("POST", "/v3/{project}/types/{id}/extra_specs", call -> {
            adminOnly(call, "types_extra_specs:create");
            Map<String, String> given = Json.strings(call.json().path("extra_specs"));
            type(call).extraSpecs.putAll(given);
            return Answer.ok(Json.map("extra_specs", given));
        });
        router.on("GET", "/v3/{project}/qos-specs", call -> {
            adminOnly(call, "qos_specs_manage:get_all");
            return Answer.ok(Json.map(
                    "qos_specs", qos.values().stream().map(CinderTypes::qosView).toList()));
        });
        router.on("POST", "/v3/{project}/qos-specs", this::createQos);
        router.on("GET", "/v3/{project}/qos-specs/{id}/associate", call -> associate(call, call.var("id")));
        router.on("GET", "/v3/{project}/qos-specs/{id}/disassociate", call -> associate(call, null));
        router.on("DELETE", "/v3/{project}/qos-specs/{id}", call -> {
            adminOnly(call, "qos_specs_manage:delete");
            qos.remove(call.var("id"));
            return Answer.accepted();
        });
    }

    private static void adminOnly(Call call, String rule) {
        if (!call.token.admin()) {
            throw Cinder.forbidden(rule);
        }
    }

    private VolumeType type(Call call) {
        VolumeType type = types.find(call.var("id"));
        if (type == null) {
            throw new ApiError(404, "Volume type " + call.var("id") + " could not be found.");
        }
        return type;
    }

    private Answer create(Call call) throws IOException {
        adminOnly(call, "type_create");
        JsonNode asked = call.json().path("volume_type");
        VolumeType type = new VolumeType(Json.string(asked, "name"), Json.string(asked, "description"));
        type.extraSpecs.putAll(Json.strings(asked.path("extra_specs")));
        types.types.add(type);
        Map<String, Object> view = view(call, type);
        view.remove("qos_specs_id");
        return Answer.ok(Json.map("volume_type", view));
    }

    private Answer createQos(Call call) throws IOException {
        adminOnly(call, "qos_specs_manage:create");
        Map<String, String> given = Json.strings(call.json().path("qos_specs"));
        String name = given.remove("name");
        String consumer = given.remove("consumer");
        Qos made = new Qos(Ids.uuid(), name, consumer == null ? "back-end" : consumer, given);
        qos.put(made.id(), made);
        return Answer.ok(Json.map("qos_specs", qosView(made), "links", Cinder.links(call, "qos-specs", made.id())));
    }

    private Answer associate(Call call, String qosId) {
        adminOnly(call, "qos_specs_manage:update");
        VolumeType type = types.find(call.query.get("vol_type_id"));
        if (type == null) {
            throw new ApiError(404, "Volume type " + call.query.get("vol_type_id") + " could not be found.");
        }
        type.qosSpecsId = qosId;
        return Answer.accepted();
    }

    private static Map<String, Object> qosView(Qos specs) {
        return Json.map("id", specs.id(), "name", specs.name(), "consumer", specs.consumer(), "specs", specs.specs());
    }

    /** The rest is between the administrator and the back end. */
    private static Map<String, String> forUsers(Map<String, String> specs) {
        Map<String, String> visible = new LinkedHashMap<>(specs);
        visible.keySet()
                .retainAll(List.of("multiattach", "replication_enabled", "RESKEY:availability_zones", "cacheable"));
        return visible;
    }

    private static Map<String, Object> view(Call call, VolumeType type) {
        boolean admin = call.token.admin();
        Map<String, Object> view = Json.map(
                "id", type.id,
                "name", type.name,
                "is_public", true,
                "description", type.description,
                "extra_specs", admin ? type.extraSpecs : forUsers(type.extraSpecs));
        if (admin) {
            view.put("qos_specs_id", type.qosSpecsId);
        }
        view.put("os-volume-type-access:is_public", true);
        return view;
    }
}
