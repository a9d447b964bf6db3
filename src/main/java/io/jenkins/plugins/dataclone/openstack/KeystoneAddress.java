package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openstack4j.core.transport.Config;

/**
 * Finds out what is wrong with an address where Keystone should be and nobody takes a login.
 * Source: Identity API v3, "List versions"; the older document with {@code versions.values} as well.
 */
final class KeystoneAddress {
    /** What an address without a login service may answer: not there, not for POST, somewhere else. */
    private static final Set<Integer> ELSEWHERE = Set.of(300, 301, 302, 303, 307, 308, 404, 405, 410, 501);

    private final String url;
    private final Config config;

    /** @param url with {@code /v3} at its end */
    KeystoneAddress(String url, Config config) {
        this.url = url;
        this.config = config;
    }

    /**
     * What is wrong with the address, as the end of a sentence; empty if it is not the address.
     *
     * @param failure what the login ended with
     */
    Optional<String> complaint(HttpFailure failure) {
        if (!ELSEWHERE.contains(failure.status())) {
            return Optional.empty();
        }
        Optional<String> location = failure.header("Location")
                .filter(to -> failure.status() != 300)
                .map(to -> plain(to).replaceAll("/auth/tokens$", ""));
        return location.isPresent()
                ? Optional.of("it sends logins on to " + location.get() + "; if that is the cloud, make it the address")
                : Optional.ofNullable(complaint());
    }

    /** What is wrong with an address that answers logins with something else. */
    String complaint() {
        boolean older = false;
        for (JsonNode version : versions()) {
            String id = Json.textOrEmpty(version, "id");
            if (id.startsWith("v3")) {
                String there = self(version);
                return there.equals(url) ? null : "its version 3 is at " + there + "; make that the address";
            }
            older |= id.startsWith("v2");
        }
        return older
                ? "only version 2.0 of Keystone is there, and version 3 is needed"
                : "no Keystone is there; its address usually looks like https://keystone.example.org:5000/v3";
    }

    private List<JsonNode> versions() {
        try {
            VersionDocument document = VersionDocument.ask(url, config);
            return document.isKeystones() ? document.versions() : List.of();
        } catch (RuntimeException noDocument) {
            return List.of();
        }
    }

    private static String self(JsonNode version) {
        for (JsonNode link : version.path("links")) {
            if ("self".equals(Json.text(link, "rel"))) {
                return plain(Json.textOrEmpty(link, "href"));
            }
        }
        return "another address";
    }

    /** Without query and slash at its end: nobody's text gets into a message unread. */
    private static String plain(String address) {
        try {
            URI uri = URI.create(address);
            return (uri.getScheme() == null ? "" : uri.getScheme() + "://" + uri.getRawAuthority())
                    + String.valueOf(uri.getRawPath()).replaceAll("/+$", "");
        } catch (IllegalArgumentException e) {
            return "another address";
        }
    }
}
