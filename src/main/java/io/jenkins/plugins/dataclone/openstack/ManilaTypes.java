package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Shares.ShareType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What shares refer to. Source: Shared File Systems API v2, "List share types" and "List share networks". */
final class ManilaTypes {
    private static final ServiceName MANILA = ServiceName.MANILA;

    private final Session session;
    private final ManilaVersion version;

    ManilaTypes(Session session, ManilaVersion version) {
        this.session = session;
        this.version = version;
    }

    ShareType type(String nameOrId) throws CloudException {
        List<JsonNode> types = list("/types", "share_types");
        return ManilaJson.shareType(one("share type", nameOrId, types));
    }

    String networkId(String nameOrId) throws CloudException {
        return Json.textOrEmpty(one("share network", nameOrId, list("/share-networks", "share_networks")), "id");
    }

    List<String> typeNames() throws CloudException {
        return names(list("/types", "share_types"));
    }

    List<String> networkNames() throws CloudException {
        return names(list("/share-networks", "share_networks"));
    }

    private static List<String> names(List<JsonNode> all) {
        return all.stream()
                .map(node -> Json.textOrEmpty(node, "name"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private List<JsonNode> list(String path, String collection) throws CloudException {
        JsonApi api = JsonApi.manila(version.minor());
        List<JsonNode> found = new ArrayList<>();
        session.read(MANILA, "list " + collection.replace('_', ' '), client -> api.get(path))
                .path(collection)
                .forEach(found::add);
        return found;
    }

    private JsonNode one(String what, String nameOrId, List<JsonNode> all) throws CloudException {
        List<JsonNode> found = where(all, node -> nameOrId.equals(Json.text(node, "id")));
        if (found.isEmpty()) {
            found = where(all, node -> nameOrId.equals(Json.text(node, "name")));
        }
        if (found.size() > 1) {
            throw CloudException.of(
                    Kind.REFUSED,
                    "Manila on cloud '" + session.cloud() + "' has " + found.size() + " " + what + "s of the name '"
                            + nameOrId + "'; give the id instead.");
        }
        if (found.isEmpty()) {
            List<String> names =
                    all.stream().map(node -> Json.textOrEmpty(node, "name")).toList();
            throw CloudException.of(
                    Kind.NOT_FOUND,
                    "Manila on cloud '" + session.cloud() + "' has no " + what + " '" + nameOrId
                            + "' that this project may use; it has: "
                            + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
        }
        return found.get(0);
    }

    private static List<JsonNode> where(List<JsonNode> all, Predicate<JsonNode> condition) {
        return all.stream().filter(condition).toList();
    }
}
