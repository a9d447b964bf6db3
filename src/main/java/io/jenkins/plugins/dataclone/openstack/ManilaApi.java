package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.openstack4j.openstack.internal.MicroVersion;
import org.openstack4j.openstack.manila.internal.BaseShareServices;

/**
 * Manila's requests at one microversion. openstack4j's own share services are pinned to 2.6 and fail on states they do not
 * know. Runs on a thread that a {@link Session} has bound.
 */
final class ManilaApi extends BaseShareServices {
    ManilaApi(int minor) {
        super(new MicroVersion(2, minor));
    }

    JsonNode get(String path, Map<String, String> query) {
        return get(JsonNode.class, path).params(query).execute();
    }

    JsonNode get(String path) {
        return get(path, Map.of());
    }

    JsonNode post(String path, Object body) {
        return post(JsonNode.class, path).json(Json.write(body)).execute();
    }

    JsonNode put(String path, Object body) {
        return put(JsonNode.class, path).json(Json.write(body)).execute();
    }

    void delete(String path) {
        delete(Void.class, path).execute();
    }
}
