package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.openstack4j.api.types.ServiceType;

/** Magnum's requests at one microversion. Runs on a thread that a {@link Session} has bound. */
final class MagnumApi extends JsonApi {
    /** The minor version since which a cluster has an action for it. */
    private static final int RESIZE = 7;

    private final int minor;

    /** @param version {@code 1.10} */
    MagnumApi(String version) {
        super(ServiceType.MAGNUM, "container-infra " + version);
        this.minor = Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    /** @param path of the cluster */
    JsonNode resize(String path, int nodeCount) {
        return minor >= RESIZE
                ? post(path + "/actions/resize", Map.of("node_count", nodeCount))
                : patch(path, List.of(Map.of("op", "replace", "path", "/node_count", "value", nodeCount)));
    }
}
