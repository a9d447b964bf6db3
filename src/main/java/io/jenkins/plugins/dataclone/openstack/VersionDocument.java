package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.internal.HttpExecutor;

/**
 * What a service says about the versions it speaks, at the root of its address. The shapes were recorded: a list
 * {@code versions}, Keystone's {@code versions.values}, and a single {@code version} where the address has a version already.
 */
final class VersionDocument {
    /** {@code https://host/share/v2/<project>}: what is in front of the version. */
    private static final Pattern VERSIONED = Pattern.compile("(.*?)/v\\d+(\\.\\d+)?(/.*)?");

    private final JsonNode root;

    private VersionDocument(JsonNode root) {
        this.root = root;
    }

    /**
     * Asks for it; no token is needed.
     *
     * @param address of a service as the catalog has it, or of Keystone with its version
     */
    static VersionDocument ask(String address, Config config) {
        Matcher versioned = VERSIONED.matcher(address);
        HttpRequest<JsonNode> request = HttpRequest.builder(JsonNode.class)
                .endpoint(versioned.matches() ? versioned.group(1) : address)
                .path("/")
                .config(config)
                .build();
        return new VersionDocument(HttpExecutor.create().execute(request).getEntity(JsonNode.class));
    }

    /** All versions, in the order of the document. */
    List<JsonNode> versions() {
        JsonNode list = root.path("versions");
        List<JsonNode> versions = new ArrayList<>();
        (list.has("values") ? list.path("values") : list).forEach(versions::add);
        if (root.has("version")) {
            versions.add(root.path("version"));
        }
        return versions;
    }

    /** Whether it is Keystone's: only Keystone lists its versions so, and every service has a version that begins like Keystone's. */
    boolean isKeystones() {
        return root.path("versions").has("values");
    }

    /** The range of microversions of the newest version, {@code 2.0 to 2.73}, or else its number; empty if there is none. */
    String newest() {
        return versions().stream()
                .max(Comparator.comparing(version -> Json.textOrEmpty(version, "id")))
                .map(VersionDocument::range)
                .orElse("");
    }

    private static String range(JsonNode version) {
        String least = Json.textOrEmpty(version, "min_version");
        // Magnum says max_version, the others say version
        String most = Json.textOrEmpty(version, version.has("max_version") ? "max_version" : "version");
        return least.isEmpty() || most.isEmpty()
                ? Json.textOrEmpty(version, "id").replaceFirst("^v", "")
                : least + " to " + most;
    }
}
