package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Complete lists out of the pages of Manila and Cinder, by offset, the way all their versions know. Objects may come and go
 * between two pages, and the others move: so pages overlap, that what moves forward is on one of them, and what is seen again is
 * taken once. The server may give fewer than were asked for and says with a link that there is more; the member with the link is
 * called after the list, but Manila's of snapshots is {@code share_snapshots_links}.
 */
final class Pages {
    /** One request for a page. */
    @FunctionalInterface
    interface Page {
        JsonNode get(Map<String, String> query) throws CloudException;
    }

    /** Which part of a page is asked for again with the next one: so much may be deleted between the two. */
    private static final int OVERLAP = 10;

    private final int size;

    /** @param size how many objects to ask for at once */
    Pages(int size) {
        this.size = size;
    }

    /**
     * @param collection the name of the list in the answer
     * @param filter query parameters of every page
     */
    <T> List<T> all(String collection, Map<String, String> filter, Page page, Function<JsonNode, T> reader)
            throws CloudException {
        Map<String, T> found = new LinkedHashMap<>();
        int offset = 0;
        boolean more = true;
        while (more) {
            Map<String, String> query = new LinkedHashMap<>(filter);
            query.put("limit", String.valueOf(size));
            query.put("offset", String.valueOf(offset));
            JsonNode answer = page.get(query);
            JsonNode items = answer.path(collection);
            for (JsonNode item : items) {
                found.put(Json.textOrEmpty(item, "id"), reader.apply(item));
            }
            offset += items.size() - items.size() / OVERLAP;
            more = !items.isEmpty() && (items.size() >= size || hasLink(answer));
        }
        return new ArrayList<>(found.values());
    }

    private static boolean hasLink(JsonNode answer) {
        return answer.properties().stream()
                .anyMatch(member ->
                        member.getKey().endsWith("_links") && !member.getValue().isEmpty());
    }
}
