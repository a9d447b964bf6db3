package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Complete lists out of Manila's pages. Source: Shared File Systems API v2, "List shares with details", "List share
 * snapshots with details".
 */
final class ManilaLists {
    private final Session session;
    private final ManilaVersion version;
    private final int pageSize;

    ManilaLists(Session session, ManilaVersion version, int pageSize) {
        this.session = session;
        this.version = version;
        this.pageSize = pageSize;
    }

    /** Objects whose name starts so. */
    <T> List<T> startingWith(String collection, String prefix, Function<JsonNode, T> reader, Function<T, String> nameOf)
            throws CloudException {
        // "name~" means contains, and exists since 2.36
        boolean filtered = version.minor() >= ManilaVersion.NAME_FILTER && !prefix.isEmpty();
        return all(collection, filtered ? Map.of("name~", prefix) : Map.of(), reader).stream()
                .filter(each -> nameOf.apply(each).startsWith(prefix))
                .toList();
    }

    /**
     * Pages by offset, the way all versions know. Objects may come and go between two pages, so one that is seen again
     * is taken once. The server may give fewer than were asked for and says with a link that there is more.
     */
    private <T> List<T> all(String collection, Map<String, String> filter, Function<JsonNode, T> reader)
            throws CloudException {
        ManilaApi api = new ManilaApi(version.minor());
        Map<String, T> found = new LinkedHashMap<>();
        int offset = 0;
        boolean more = true;
        while (more) {
            Map<String, String> query = new LinkedHashMap<>(filter);
            query.put("limit", String.valueOf(pageSize));
            query.put("offset", String.valueOf(offset));
            JsonNode page = session.read(
                    ServiceName.MANILA, "list " + collection, client -> api.get("/" + collection + "/detail", query));
            JsonNode items = page.path(collection);
            for (JsonNode item : items) {
                found.put(Json.textOrEmpty(item, "id"), reader.apply(item));
            }
            offset += items.size();
            more = !items.isEmpty() && (items.size() >= pageSize || page.has(collection + "_links"));
        }
        return new ArrayList<>(found.values());
    }
}
