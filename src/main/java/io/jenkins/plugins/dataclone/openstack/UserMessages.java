package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Manila and Cinder say to users of an operation that failed after it had been accepted. Source: both APIs, "User messages".
 */
final class UserMessages {
    private final Session session;
    private final ServiceName service;
    /** What the id of the object is called. */
    private final String member;

    UserMessages(Session session, ServiceName service, String member) {
        this.session = session;
        this.service = service;
        this.member = member;
    }

    /** The newest about that object. */
    Optional<String> about(String id, JsonApi api) throws CloudException {
        JsonNode answer =
                session.read(service, "list messages about " + id, client -> api.get("/messages", Map.of(member, id)));
        List<JsonNode> messages = new ArrayList<>();
        answer.path("messages").forEach(messages::add);
        return messages.stream()
                // a service that does not know a filter lists everything
                .filter(message -> id.equals(Json.text(message, member)))
                .max(Comparator.comparing(message -> Json.textOrEmpty(message, "created_at")))
                .map(message -> Json.text(message, "user_message"));
    }
}
