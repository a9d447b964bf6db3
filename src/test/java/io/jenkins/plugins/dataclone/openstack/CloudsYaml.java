package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.dataclone.openstack.CloudSettings.Interface;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an entry of {@code clouds.yaml}, the configuration file of OpenStack's own clients, with the secrets that may lie
 * beside it in {@code secure.yaml}. Source: openstacksdk, "Configuring OpenStack SDK Applications".
 */
public final class CloudsYaml {
    private final Path file;
    private final JsonNode clouds;

    private CloudsYaml(Path file, JsonNode clouds) {
        this.file = file;
        this.clouds = clouds;
    }

    /**
     * The file where OpenStack's clients look for it: {@code OS_CLIENT_CONFIG_FILE}, the current directory, the user's and
     * the system's configuration directory.
     *
     * @param environment the process's environment
     */
    public static Optional<Path> locate(Map<String, String> environment) {
        String named = environment.get("OS_CLIENT_CONFIG_FILE");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        List<Path> places = new ArrayList<>(List.of(Path.of("clouds.yaml")));
        String home = environment.get("HOME");
        String config = environment.getOrDefault("XDG_CONFIG_HOME", home == null ? null : home + "/.config");
        if (config != null) {
            places.add(Path.of(config, "openstack", "clouds.yaml"));
        }
        places.add(Path.of("/etc/openstack/clouds.yaml"));
        return places.stream().filter(Files::isRegularFile).findFirst();
    }

    /**
     * @throws CloudException of kind CONFIGURATION if the file cannot be read
     */
    public static CloudsYaml read(Path file) throws CloudException {
        ObjectNode clouds = clouds(file);
        Path secure = file.resolveSibling("secure.yaml");
        if (Files.isRegularFile(secure)) {
            merge(clouds, clouds(secure));
        }
        return new CloudsYaml(file, clouds);
    }

    /**
     * The settings of one entry; the cloud bears the entry's name.
     *
     * @throws CloudException of kind CONFIGURATION, naming what is missing or not supported
     */
    public CloudSettings settings(String cloud) throws CloudException {
        JsonNode entry = clouds.path(cloud);
        if (!entry.isObject()) {
            List<String> names = new ArrayList<>();
            clouds.fieldNames().forEachRemaining(names::add);
            throw wrong("has no cloud '" + cloud + "', only " + String.join(", ", names));
        }
        JsonNode auth = entry.path("auth");
        return CloudSettings.builder(cloud, Json.text(auth, "auth_url"), credential(cloud, entry, auth))
                .region(Json.text(entry, "region_name"))
                .endpointInterface(endpointInterface(cloud, entry))
                .verifyTls(entry.path("verify").asBoolean(true))
                .caPem(caPem(cloud, entry))
                // who names an entry for a test means all of it
                .heatTemplatesAllowed(true)
                .build();
    }

    private Credential credential(String cloud, JsonNode entry, JsonNode auth) throws CloudException {
        String type = Json.textOrEmpty(entry, "auth_type");
        switch (type) {
            case "v3applicationcredential":
                String secret = required(cloud, auth, "application_credential_secret");
                String id = Json.text(auth, "application_credential_id");
                return id != null
                        ? Credential.ApplicationCredential.ofId(id, secret)
                        : Credential.ApplicationCredential.named(
                                required(cloud, auth, "application_credential_name"),
                                ref(cloud, auth, "user", "username"),
                                secret);
            case "", "password", "v3password":
                return new Credential.Password(
                        ref(cloud, auth, "user", "username"),
                        ref(cloud, auth, "project", "project_name"),
                        SecretText.of(required(cloud, auth, "password")));
            default:
                throw wrong("uses auth_type '" + type + "' for cloud '" + cloud
                        + "'; password and v3applicationcredential are supported");
        }
    }

    private KeystoneRef ref(String cloud, JsonNode auth, String what, String nameField) throws CloudException {
        String id = Json.text(auth, what + "_id");
        if (id != null) {
            return KeystoneRef.ofId(id);
        }
        String name = required(cloud, auth, nameField);
        for (String prefix : List.of(what + "_domain", "default_domain", "domain")) {
            if (auth.hasNonNull(prefix + "_id")) {
                return KeystoneRef.namedInDomainId(name, Json.text(auth, prefix + "_id"));
            }
            if (auth.hasNonNull(prefix + "_name")) {
                return KeystoneRef.named(name, Json.text(auth, prefix + "_name"));
            }
        }
        throw wrong(
                "needs " + what + "_domain_name for cloud '" + cloud + "', because names are unique only in a domain");
    }

    private Interface endpointInterface(String cloud, JsonNode entry) throws CloudException {
        String text = Json.text(entry, entry.hasNonNull("interface") ? "interface" : "endpoint_type");
        if (text == null) {
            return Interface.PUBLIC;
        }
        try {
            // older files say publicURL
            return Interface.valueOf(text.toUpperCase(Locale.ROOT).replaceAll("URL$", ""));
        } catch (IllegalArgumentException e) {
            throw wrong("has the interface '" + text + "' for cloud '" + cloud
                    + "'; public, internal or admin is possible");
        }
    }

    private String caPem(String cloud, JsonNode entry) throws CloudException {
        String path = Json.text(entry, "cacert");
        if (path == null) {
            return null;
        }
        try {
            String expanded = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
            return Files.readString(Path.of(expanded));
        } catch (IOException e) {
            throw wrong("names a cacert for cloud '" + cloud + "' that cannot be read");
        }
    }

    private String required(String cloud, JsonNode auth, String field) throws CloudException {
        String text = Json.text(auth, field);
        if (text == null || text.isBlank()) {
            throw wrong("lacks auth." + field + " for cloud '" + cloud + "'");
        }
        return text;
    }

    private CloudException wrong(String what) {
        return CloudException.of(Kind.CONFIGURATION, "The file " + file + " " + what + ".");
    }

    private static ObjectNode clouds(Path file) throws CloudException {
        try {
            JsonNode root = new YAMLMapper().readTree(file.toFile());
            if (root != null && root.path("clouds") instanceof ObjectNode clouds) {
                return clouds;
            }
        } catch (IOException e) {
            // the parser's message may quote the line with the secret
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    "The file " + file + " cannot be read: " + e.getClass().getSimpleName() + ".");
        }
        throw CloudException.of(Kind.CONFIGURATION, "The file " + file + " has no section 'clouds'.");
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            if (into.get(entry.getKey()) instanceof ObjectNode inner && entry.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
