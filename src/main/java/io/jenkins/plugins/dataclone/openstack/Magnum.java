package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Magnum at the newest microversion both sides know: calls and complete lists. */
final class Magnum {
    /** The newest one whose answers we have seen and tested (Zed). */
    private static final String NEWEST = "1.10";

    private static final int PAGE = 100;
    private static final Pattern MAXIMUM = Pattern.compile("container-infra (1\\.\\d+)");

    private final Session session;
    private volatile String version = NEWEST;

    Magnum(Session session) {
        this.session = session;
    }

    <T> T read(String action, Function<MagnumApi, T> call) throws CloudException {
        return session.read(ServiceName.MAGNUM, action, client -> negotiated(call));
    }

    <T> T write(String action, Function<MagnumApi, T> call) throws CloudException {
        return session.write(ServiceName.MAGNUM, action, client -> negotiated(call));
    }

    /** As {@link Session#attempt}. */
    <T> T attempt(Function<MagnumApi, T> call) throws CloudException {
        return session.attempt(ServiceName.MAGNUM, client -> negotiated(call));
    }

    /** All items of a collection, following the marker. */
    List<JsonNode> all(String path, String field) throws CloudException {
        List<JsonNode> all = new ArrayList<>();
        Map<String, String> query = new HashMap<>(Map.of("limit", String.valueOf(PAGE)));
        JsonNode page;
        do {
            page = read("list " + field, api -> Json.listing(api.get(path, query), field));
            page.path(field).forEach(all::add);
            query.put("marker", all.isEmpty() ? "" : Json.textOrEmpty(all.get(all.size() - 1), "uuid"));
        } while (page.hasNonNull("next") && !page.path(field).isEmpty());
        return all;
    }

    /** An older Magnum refuses our version with 406 and names its own in a header. Nothing was done then. */
    private <T> T negotiated(Function<MagnumApi, T> call) {
        try {
            return call.apply(new MagnumApi(version));
        } catch (HttpFailure failure) {
            Matcher maximum = MAXIMUM.matcher(
                    failure.header("OpenStack-API-Maximum-Version").orElse(""));
            if (failure.status() != 406
                    || !maximum.matches()
                    || maximum.group(1).equals(version)) {
                throw failure;
            }
            version = maximum.group(1);
            return call.apply(new MagnumApi(version));
        }
    }
}
