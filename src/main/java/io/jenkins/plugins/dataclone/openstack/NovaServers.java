package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Servers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openstack4j.api.types.ServiceType;

/**
 * Nova. Source: Compute API v2.1, "Servers" and "Servers with volume attachments"; deviations of the Zed release are noted
 * where they are met.
 */
final class NovaServers implements Servers {
    private static final ServiceName NOVA = ServiceName.NOVA;
    /** The newest microversion whose answers we need and have tested: volumes that several servers may have. */
    private static final int NEWEST = 60;

    private static final int OLDEST = 1;
    private static final int PAGE = 500;
    /** The filter by name is a regular expression of the database, so names with other characters are not sent. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final Session session;
    private final Microversion version;

    NovaServers(Session session) {
        this.session = session;
        this.version = new Microversion(
                session, new Microversion.Spoken(NOVA, ServiceType.COMPUTE, "/v2.1", 2, OLDEST, NEWEST));
    }

    @Override
    public Server server(String nameOrId) throws CloudException {
        if (Ids.isId(nameOrId)) {
            JsonApi api = api();
            return session.read(
                    NOVA,
                    "show server " + nameOrId,
                    client -> server(api.get("/servers/" + nameOrId).path("server")));
        }
        List<Server> found = named(nameOrId);
        if (found.isEmpty()) {
            throw CloudException.of(
                    Kind.NOT_FOUND,
                    "Nova on cloud '" + session.cloud() + "' has no server '" + nameOrId
                            + "' that this project can see.");
        }
        if (found.size() > 1) {
            throw CloudException.of(
                    Kind.REFUSED,
                    "Nova on cloud '" + session.cloud() + "' has " + found.size() + " servers of the name '" + nameOrId
                            + "'; give the id instead.");
        }
        return found.get(0);
    }

    private List<Server> named(String name) throws CloudException {
        Map<String, String> query = new HashMap<>(Map.of("limit", String.valueOf(PAGE)));
        if (PLAIN_NAME.matcher(name).matches()) {
            query.put("name", "^" + name + "$");
        }
        List<Server> found = new ArrayList<>();
        JsonApi api = api();
        JsonNode page;
        do {
            page = session.read(NOVA, "list servers", client -> api.get("/servers/detail", query));
            for (JsonNode node : page.path("servers")) {
                Server server = server(node);
                query.put("marker", server.id());
                if (server.name().equals(name)) {
                    found.add(server);
                }
            }
        } while (page.has("servers_links") && !page.path("servers").isEmpty());
        return found;
    }

    /** Nova does not take a second request for the same two as done, so the answer is made up for by a look. */
    @Override
    public Attachment attach(String serverId, String volumeId) throws CloudException {
        String path = attachments(serverId);
        String action = "attach volume " + volumeId(volumeId) + " to server " + serverId;
        Map<String, Object> body = Map.of("volumeAttachment", Map.of("volumeId", volumeId));
        JsonApi api = api();
        try {
            return session.attempt(
                    NOVA, client -> attachment(api.post(path, body).path("volumeAttachment")));
        } catch (HttpFailure failure) {
            Optional<Attachment> there = failure.status() == 400 ? attachment(serverId, volumeId) : Optional.empty();
            return there.orElseThrow(() -> session.errors().of(NOVA, action, failure));
        } catch (RuntimeException failure) {
            throw session.errors().of(NOVA, action, failure);
        }
    }

    /** Nova refuses a second request while the first is at work (400), hence a second look. */
    @Override
    public void detach(String serverId, String volumeId) throws CloudException {
        String path = attachments(serverId) + "/" + volumeId(volumeId);
        JsonApi api = api();
        try {
            session.write(NOVA, "detach volume " + volumeId + " from server " + serverId, client -> {
                api.delete(path);
                return null;
            });
        } catch (CloudException e) {
            boolean gone = e.isNotFound()
                    || e.kind() == Kind.CONFLICT
                            && attachment(serverId, volumeId).isEmpty();
            if (!gone) {
                throw e;
            }
        }
    }

    @Override
    public Optional<Attachment> attachment(String serverId, String volumeId) throws CloudException {
        String path = attachments(serverId) + "/" + volumeId(volumeId);
        JsonApi api = api();
        try {
            return Optional.of(session.read(
                    NOVA,
                    "show volume " + volumeId + " of server " + serverId,
                    client -> attachment(api.get(path).path("volumeAttachment"))));
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<String> flavors() throws CloudException {
        JsonApi api = api();
        JsonNode answer = session.read(NOVA, "list flavors", client -> api.get("/flavors"));
        List<String> names = new ArrayList<>();
        answer.path("flavors").forEach(flavor -> names.add(Json.textOrEmpty(flavor, "name")));
        return names;
    }

    @Override
    public List<String> keypairs() throws CloudException {
        JsonApi api = api();
        JsonNode answer = session.read(NOVA, "list key pairs", client -> api.get("/os-keypairs"));
        List<String> names = new ArrayList<>();
        answer.path("keypairs").forEach(pair -> names.add(Json.textOrEmpty(pair.path("keypair"), "name")));
        return names;
    }

    private static Server server(JsonNode node) {
        return new Server(
                Json.textOrEmpty(node, "id"), Json.textOrEmpty(node, "name"), Json.textOrEmpty(node, "status"));
    }

    private static Attachment attachment(JsonNode node) {
        return new Attachment(
                Json.textOrEmpty(node, "serverId"),
                Json.textOrEmpty(node, "volumeId"),
                Json.textOrEmpty(node, "device"));
    }

    private JsonApi api() throws CloudException {
        return JsonApi.nova(version.text());
    }

    private String attachments(String serverId) throws CloudException {
        return "/servers/" + Ids.require(session.cloud(), "server", serverId) + "/os-volume_attachments";
    }

    private String volumeId(String id) throws CloudException {
        return Ids.require(session.cloud(), "volume", id);
    }
}
