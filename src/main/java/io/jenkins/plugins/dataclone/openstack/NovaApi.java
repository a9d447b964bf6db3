package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.openstack4j.openstack.compute.internal.BaseComputeServices;

/**
 * Nova's requests at one microversion. openstack4j's own compute services send none, and volumes that several servers may have
 * can be attached from 2.60 on only. Runs on a thread that a {@link Session} has bound.
 */
final class NovaApi extends BaseComputeServices {
    private static final String VERSION_HEADER = "OpenStack-API-Version";

    private final String version;

    NovaApi(String version) {
        this.version = "compute " + version;
    }

    JsonNode get(String path, Map<String, String> query) {
        return get(JsonNode.class, path)
                .header(VERSION_HEADER, version)
                .params(query)
                .execute();
    }

    JsonNode get(String path) {
        return get(path, Map.of());
    }

    JsonNode post(String path, Object body) {
        return post(JsonNode.class, path)
                .header(VERSION_HEADER, version)
                .json(Json.write(body))
                .execute();
    }

    void delete(String path) {
        delete(Void.class, path).header(VERSION_HEADER, version).execute();
    }
}
