package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.openstack.internal.BaseOpenStackService;

/**
 * Magnum's requests at one microversion. openstack4j's own Magnum services cannot read clusters and templates of any
 * recent release. Runs on a thread that a {@link Session} has bound.
 */
final class MagnumApi extends BaseOpenStackService {
    private static final String VERSION_HEADER = "OpenStack-API-Version";

    private final String version;

    MagnumApi(String version) {
        super(ServiceType.MAGNUM);
        this.version = "container-infra " + version;
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
