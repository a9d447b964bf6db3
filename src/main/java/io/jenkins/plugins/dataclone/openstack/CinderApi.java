package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.openstack4j.openstack.storage.block.internal.BaseBlockStorageServices;

/**
 * Cinder's requests at one microversion. openstack4j's own block storage services send none, and so get the API of 3.0: no
 * revert, no messages. Runs on a thread that a {@link Session} has bound.
 */
final class CinderApi extends BaseBlockStorageServices {
    private static final String VERSION_HEADER = "OpenStack-API-Version";

    private final String version;

    CinderApi(int minor) {
        this.version = "volume 3." + minor;
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

    void delete(String path, Map<String, String> query) {
        delete(Void.class, path).header(VERSION_HEADER, version).params(query).execute();
    }
}
