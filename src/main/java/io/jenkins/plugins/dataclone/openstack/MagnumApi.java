package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.openstack.internal.BaseOpenStackService;

/**
 * Magnum's requests at one microversion. openstack4j's own Magnum services cannot read clusters and templates of any
 * recent release. Runs on a thread that a {@link Session} has bound.
 */
final class MagnumApi extends BaseOpenStackService {
    private static final String VERSION_HEADER = "OpenStack-API-Version";

    /** The minor version since which a cluster has an action for it. */
    private static final int RESIZE = 7;

    private final String version;
    private final int minor;

    /** @param version {@code 1.10} */
    MagnumApi(String version) {
        super(ServiceType.MAGNUM);
        this.minor = Integer.parseInt(version.substring(version.indexOf('.') + 1));
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

    /** @param path of the cluster */
    JsonNode resize(String path, int nodeCount) {
        if (minor >= RESIZE) {
            return post(path + "/actions/resize", Map.of("node_count", nodeCount));
        }
        Map<String, Object> change = Map.of("op", "replace", "path", "/node_count", "value", nodeCount);
        return patch(JsonNode.class, path)
                .header(VERSION_HEADER, version)
                .json(Json.write(List.of(change)))
                .execute();
    }

    void delete(String path) {
        delete(Void.class, path).header(VERSION_HEADER, version).execute();
    }
}
