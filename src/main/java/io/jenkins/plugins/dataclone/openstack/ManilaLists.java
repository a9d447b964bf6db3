package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
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
    private final Pages pages;

    ManilaLists(Session session, ManilaVersion version, int pageSize) {
        this.session = session;
        this.version = version;
        this.pages = new Pages(pageSize);
    }

    /** Objects whose name starts so. */
    <T> List<T> startingWith(String collection, String prefix, Function<JsonNode, T> reader, Function<T, String> nameOf)
            throws CloudException {
        // "name~" means contains, and exists since 2.36
        boolean filtered = version.minor() >= ManilaVersion.NAME_FILTER && !prefix.isEmpty();
        return of(collection, filtered ? Map.of("name~", prefix) : Map.of(), reader).stream()
                .filter(each -> nameOf.apply(each).startsWith(prefix))
                .toList();
    }

    /** Objects that a filter of the service lets through. */
    <T> List<T> of(String collection, Map<String, String> filter, Function<JsonNode, T> reader) throws CloudException {
        JsonApi api = JsonApi.manila(version.minor());
        Pages.Page page = query -> session.read(
                ServiceName.MANILA,
                "list " + collection,
                client -> Json.listing(api.get("/" + collection + "/detail", query), collection));
        return pages.all(collection, filter, page, reader);
    }
}
