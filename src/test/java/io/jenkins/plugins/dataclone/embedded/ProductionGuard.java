package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches for requests that change a production share or volume. Taking a snapshot of one, deleting such a snapshot
 * and creating something new from it are the only writes that are no offence.
 */
final class ProductionGuard {
    /** Actions that read although they are sent with POST. */
    private static final Set<String> READING_ACTIONS =
            Set.of("access_list", "os-access_list", "access_get", "os-access_get");

    private static final Set<String> HARMLESS_COLLECTIONS = Set.of("shares", "volumes", "snapshots");
    private static final Set<String> WATCHED_SERVICES = Set.of("share", "volume", "compute");

    private final Store store;
    private final List<ProductionWrite> writes = new ArrayList<>();

    /** Names by id; an object stays production's after its end. */
    private final Map<String, String> production = new LinkedHashMap<>();

    ProductionGuard(Store store) {
        this.store = store;
    }

    void watch(Resource object) {
        object.production = true;
        production.put(object.id, object.name);
    }

    void look(String service, Call call, Instant now) {
        if (call.reads() || call.method.equals("OPTIONS") || !WATCHED_SERVICES.contains(service)) {
            return;
        }
        List<String> segments = List.of(call.path.split("/"));
        for (String segment : segments) {
            String touched = watched(segment);
            if (touched != null && !onlyReads(call)) {
                record(call, touched, now);
                return;
            }
        }
        String named = actsOnNamed(service, call, segments) ? namedIn(body(call)) : null;
        if (named != null) {
            record(call, named, now);
        }
    }

    /**
     * Whether the objects a body names are acted on: attachments, replicas, transfers and the like. What is made from
     * a production object, and the description of other objects, may name it.
     */
    private static boolean actsOnNamed(String service, Call call, List<String> segments) {
        if (service.equals("compute")) {
            return true;
        }
        boolean toCollection = call.method.equals("POST") && segments.size() == 4;
        return toCollection && !HARMLESS_COLLECTIONS.contains(segments.get(3));
    }

    List<ProductionWrite> writes() {
        return List.copyOf(writes);
    }

    /** The id of the production object this id belongs to, or null; an access rule belongs to its share. */
    private String watched(String id) {
        AccessRule rule = store.accessRules.get(id);
        String owner = rule == null ? id : rule.share.id;
        return production.containsKey(owner) ? owner : null;
    }

    private static boolean onlyReads(Call call) {
        JsonNode body = body(call);
        return call.path.endsWith("/action")
                && body.size() == 1
                && READING_ACTIONS.contains(body.fieldNames().next());
    }

    private String namedIn(JsonNode node) {
        if (node.isTextual()) {
            return watched(node.asText());
        }
        for (JsonNode child : node) {
            String found = namedIn(child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static JsonNode body(Call call) {
        try {
            return call.json();
        } catch (IOException e) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }

    private void record(Call call, String touched, Instant now) {
        String text = call.bodyText();
        writes.add(new ProductionWrite(
                now,
                call.method,
                call.path,
                text.length() > 200 ? text.substring(0, 200) : text,
                touched,
                production.get(touched)));
    }
}
