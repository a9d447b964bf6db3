package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Volumes.VolumeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cinder's volume types. Source: Block Storage API v3, "Volume types" and "Quality of service (QoS) specifications". A project
 * sees of a type's extra specs only those that are meant for users, {@code multiattach} among them, and no QoS specs at all
 * unless the cloud's policy was changed.
 */
final class CinderTypes {
    private static final ServiceName CINDER = ServiceName.CINDER;

    private final Session session;
    private final CinderVersion version;

    CinderTypes(Session session, CinderVersion version) {
        this.session = session;
        this.version = version;
    }

    VolumeType find(String nameOrId) throws CloudException {
        JsonApi api = JsonApi.cinder(version.minor());
        JsonNode answer = session.read(CINDER, "list volume types", client -> api.get("/types"));
        List<String> names = new ArrayList<>();
        for (JsonNode type : answer.path("volume_types")) {
            String name = Json.textOrEmpty(type, "name");
            if (nameOrId.equals(name) || nameOrId.equals(Json.text(type, "id"))) {
                return read(api, type);
            }
            names.add(name);
        }
        throw CloudException.of(
                Kind.NOT_FOUND,
                "Cinder on cloud '" + session.cloud() + "' has no volume type '" + nameOrId
                        + "' that this project may use; there are " + String.join(", ", names) + ".");
    }

    List<String> names() throws CloudException {
        JsonApi api = JsonApi.cinder(version.minor());
        List<String> names = new ArrayList<>();
        session.read(CINDER, "list volume types", client -> api.get("/types"))
                .path("volume_types")
                .forEach(type -> names.add(Json.textOrEmpty(type, "name")));
        return names;
    }

    private VolumeType read(JsonApi api, JsonNode type) throws CloudException {
        return new VolumeType(
                Json.textOrEmpty(type, "id"),
                Json.textOrEmpty(type, "name"),
                Json.map(type, "extra_specs"),
                qos(api, type));
    }

    /** Null if they may not be seen. */
    private Map<String, String> qos(JsonApi api, JsonNode type) throws CloudException {
        if (!type.has("qos_specs_id")) {
            return null;
        }
        String id = Json.text(type, "qos_specs_id");
        if (!Ids.isId(id)) {
            return Map.of();
        }
        try {
            return session.read(
                    CINDER,
                    "show QoS specs " + id,
                    client -> CinderJson.qos(api.get("/qos-specs/" + id).path("qos_specs")));
        } catch (CloudException e) {
            if (e.kind() == Kind.DENIED || e.isNotFound()) {
                return null;
            }
            throw e;
        }
    }
}
