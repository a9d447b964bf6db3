package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Complete lists out of Cinder. Source: Block Storage API v3, "List accessible volumes with details", "List snapshots and
 * details".
 */
final class CinderLists {
    private final Session session;
    private final CinderVersion version;
    private final Pages pages;
    /** Lists for which this cloud has refused to look for a part of a name. */
    private final ConcurrentHashMap<String, Boolean> unfiltered = new ConcurrentHashMap<>();

    CinderLists(Session session, CinderVersion version, int pageSize) {
        this.session = session;
        this.version = version;
        this.pages = new Pages(pageSize);
    }

    /**
     * Objects whose name starts so. {@code name~} means contains; whether it may be asked, the cloud's administrator says in
     * {@code resource_filters.json}, and the default is no (400 "Invalid filters"): then everything is read.
     */
    <T> List<T> startingWith(String collection, String prefix, Function<JsonNode, T> reader, Function<T, String> nameOf)
            throws CloudException {
        return named(collection, prefix, reader).stream()
                .filter(each -> nameOf.apply(each).startsWith(prefix))
                .toList();
    }

    private <T> List<T> named(String collection, String part, Function<JsonNode, T> reader) throws CloudException {
        boolean filtered =
                version.minor() >= CinderVersion.NAME_FILTER && !part.isEmpty() && !unfiltered.containsKey(collection);
        if (!filtered) {
            return all(collection, Map.of(), reader);
        }
        try {
            return all(collection, Map.of("name~", part), reader);
        } catch (CloudException e) {
            if (e.status() != 400) {
                throw e;
            }
            unfiltered.put(collection, true);
            return all(collection, Map.of(), reader);
        }
    }

    /** Objects that pass a filter. */
    <T> List<T> all(String collection, Map<String, String> filter, Function<JsonNode, T> reader) throws CloudException {
        JsonApi api = JsonApi.cinder(version.minor());
        return pages.all(
                collection,
                filter,
                query -> session.read(
                        ServiceName.CINDER,
                        "list " + collection,
                        client -> Json.listing(api.get("/" + collection + "/detail", query), collection)),
                reader);
    }
}
