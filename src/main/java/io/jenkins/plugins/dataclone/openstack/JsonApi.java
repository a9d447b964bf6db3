package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.openstack.common.functions.EnforceVersionToURL;
import org.openstack4j.openstack.internal.BaseOpenStackService;

/** A service whose answers are wanted as they come. Runs on a thread that a {@link Session} has bound. */
final class JsonApi extends BaseOpenStackService {
    private JsonApi(ServiceType type, Function<String, String> endpoint) {
        super(type, endpoint);
    }

    static JsonApi nova() {
        return new JsonApi(ServiceType.COMPUTE, Function.identity());
    }

    /** Neutron's endpoint in the catalog comes with and without its version. */
    static JsonApi neutron() {
        return new JsonApi(ServiceType.NETWORK, EnforceVersionToURL.instance("/v2.0")::apply);
    }

    static JsonApi cinder() {
        return new JsonApi(ServiceType.BLOCK_STORAGE, Function.identity());
    }

    /** openstack4j's own Heat services know neither validation with files nor environment files. */
    static JsonApi heat() {
        return new JsonApi(ServiceType.ORCHESTRATION, Function.identity());
    }

    JsonNode get(String path, Map<String, String> query) {
        return get(JsonNode.class, path).params(query).execute();
    }

    JsonNode post(String path, Object body) {
        return post(JsonNode.class, path).json(Json.write(body)).execute();
    }

    void delete(String path) {
        delete(Void.class, path).execute();
    }
}
