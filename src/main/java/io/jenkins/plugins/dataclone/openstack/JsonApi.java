package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.openstack.common.functions.EnforceVersionToURL;
import org.openstack4j.openstack.internal.BaseOpenStackService;

/**
 * A service whose answers are wanted as they come, at one microversion if it has them. openstack4j's own services send none or a
 * fixed one, and stumble over states and members that they do not know. Runs on a thread that a {@link Session} has bound.
 */
class JsonApi extends BaseOpenStackService {
    private static final String VERSION_HEADER = "OpenStack-API-Version";
    /** Manila's own name for it. */
    private static final String MANILA_HEADER = "X-OpenStack-Manila-API-Version";

    private final String header;
    /** Null for none. */
    private final String version;

    private JsonApi(ServiceType type, Function<String, String> endpoint, String header, String version) {
        super(type, endpoint);
        this.header = header;
        this.version = version;
    }

    /** @param version with the name of the service, {@code container-infra 1.10} */
    JsonApi(ServiceType type, String version) {
        this(type, Function.identity(), VERSION_HEADER, version);
    }

    /** @param minor the number after {@code 2.} */
    static JsonApi manila(int minor) {
        return new JsonApi(ServiceType.SHARE, Function.identity(), MANILA_HEADER, "2." + minor);
    }

    /** At its oldest version, 3.0. */
    static JsonApi cinder() {
        return new JsonApi(ServiceType.BLOCK_STORAGE, null);
    }

    /** @param minor the number after {@code 3.} */
    static JsonApi cinder(int minor) {
        return new JsonApi(ServiceType.BLOCK_STORAGE, "volume 3." + minor);
    }

    /** At its oldest version, 2.1. */
    static JsonApi nova() {
        return new JsonApi(ServiceType.COMPUTE, null);
    }

    /** @param version {@code 2.60} */
    static JsonApi nova(String version) {
        return new JsonApi(ServiceType.COMPUTE, "compute " + version);
    }

    /** Neutron's endpoint in the catalog comes with and without its version. */
    static JsonApi neutron() {
        return new JsonApi(ServiceType.NETWORK, EnforceVersionToURL.instance("/v2.0")::apply, VERSION_HEADER, null);
    }

    /** openstack4j's own Heat services know neither validation with files nor environment files. */
    static JsonApi heat() {
        return new JsonApi(ServiceType.ORCHESTRATION, null);
    }

    JsonNode get(String path, Map<String, String> query) {
        return versioned(get(JsonNode.class, path)).params(query).execute();
    }

    JsonNode get(String path) {
        return get(path, Map.of());
    }

    JsonNode post(String path, Object body) {
        return versioned(post(JsonNode.class, path)).json(Json.write(body)).execute();
    }

    JsonNode put(String path, Object body) {
        return versioned(put(JsonNode.class, path)).json(Json.write(body)).execute();
    }

    JsonNode patch(String path, Object body) {
        return versioned(patch(JsonNode.class, path)).json(Json.write(body)).execute();
    }

    void delete(String path, Map<String, String> query) {
        versioned(delete(Void.class, path)).params(query).execute();
    }

    void delete(String path) {
        delete(path, Map.of());
    }

    private <R> Invocation<R> versioned(Invocation<R> invocation) {
        return version == null ? invocation : invocation.header(header, version);
    }
}
