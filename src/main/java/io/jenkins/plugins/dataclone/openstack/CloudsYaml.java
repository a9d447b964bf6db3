package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.dataclone.openstack.CloudSettings.Interface;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a {@code clouds.yaml}, the configuration file of OpenStack's own clients, or of one entry of it. No file is ever
 * read here, whatever the text names. Errors are of kind CONFIGURATION and quote nothing that may be a secret.
 * Source: openstacksdk, "Configuring OpenStack SDK Applications".
 */
public final class CloudsYaml {
    private static final int LONGEST = 64 * 1024;
    private static final String CLOUDS = "clouds";
    private static final Set<String> BY_PASSWORD = Set.of("", "password", "v3password");
    private static final Set<String> BY_APPLICATION_CREDENTIAL = Set.of("v3applicationcredential");

    private final String source;
    private final ObjectNode clouds;

    private CloudsYaml(String source, ObjectNode clouds) {
        this.source = source;
        this.clouds = clouds;
    }

    /**
     * What an entry says. Immutable.
     *
     * @param name the entry's
     * @param caCertificatePath where the authorities' certificates are on the machine the text comes from; not read
     * @param remarks what of the entry is not taken, and what is dangerous about it: sentences for people
     */
    public record Entry(
            String name,
            String authUrl,
            Optional<String> region,
            Interface endpointInterface,
            boolean verifyTls,
            Optional<String> caCertificatePath,
            Credential credential,
            List<String> remarks) {
        /** The password or the application credential's secret, to be put into a store of secrets. */
        public String revealSecret() {
            return credential.secret().reveal();
        }

        /** Settings that still lack the authorities' certificates, if there is a path to some. */
        public CloudSettings.Builder settings() {
            return CloudSettings.builder(name, authUrl, credential)
                    .region(region.orElse(null))
                    .endpointInterface(endpointInterface)
                    .verifyTls(verifyTls);
        }
    }

    /**
     * Reads a whole file, some entries with their names, or what stands below the name of one entry.
     *
     * @param source what it is, for messages: {@code The text}
     * @param name the name of an entry that stands there without one; may be empty otherwise
     */
    public static CloudsYaml read(String source, String text, String name) throws CloudException {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw wrong(source, "is longer than " + LONGEST / 1024 + " KiB, which no clouds.yaml needs");
        }
        JsonNode root = tree(source, text);
        if (root.path(CLOUDS) instanceof ObjectNode clouds) {
            return new CloudsYaml(source, clouds);
        }
        ObjectNode found = ((ObjectNode) root).objectNode();
        if (root.path("auth").isObject()) {
            if (name.isBlank()) {
                throw wrong(source, "is an entry without its name; give the name too");
            }
            found.set(name, root);
        } else {
            root.properties().stream()
                    .filter(entry -> entry.getValue().path("auth").isObject())
                    .forEach(entry -> found.set(entry.getKey(), entry.getValue()));
        }
        if (found.isEmpty()) {
            throw wrong(source, "has neither a section 'clouds' nor an entry with a section 'auth'");
        }
        return new CloudsYaml(source, found);
    }

    /** Adds what a {@code secure.yaml}, where the secrets may lie, says of the same entries. */
    public CloudsYaml with(CloudsYaml secure) {
        ObjectNode merged = clouds.deepCopy();
        merge(merged, secure.clouds);
        return new CloudsYaml(source, merged);
    }

    /**
     * One entry.
     *
     * @param name empty for the only one
     * @throws CloudException naming what is missing or cannot be taken
     */
    public Entry entry(String name) throws CloudException {
        List<String> names = new ArrayList<>();
        clouds.fieldNames().forEachRemaining(names::add);
        String chosen = name.isBlank() && names.size() == 1 ? names.get(0) : name;
        JsonNode entry = clouds.path(chosen);
        if (!entry.isObject()) {
            throw wrong(
                    source,
                    (name.isBlank() ? "has several entries" : "has no cloud '" + name + "'") + "; there are: "
                            + String.join(", ", names));
        }
        return new Reader(chosen, entry).read();
    }

    private static JsonNode tree(String source, String text) throws CloudException {
        JsonNode root;
        try {
            root = YamlText.read(text);
        } catch (YamlText.AliasException e) {
            throw wrong(source, "uses anchors (&) or aliases (*), which are not read; write the values out");
        } catch (IOException e) {
            // the parser's message may quote the line with the secret
            throw wrong(source, "cannot be read: it is no YAML, or a key is there twice");
        }
        if (!root.isObject()) {
            throw wrong(source, "has no section 'clouds'");
        }
        return root;
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

    private static CloudException wrong(String source, String what) {
        return CloudException.of(Kind.CONFIGURATION, source + " " + what + ".");
    }

    /** Takes one entry apart. */
    private final class Reader {
        private final String cloud;
        private final JsonNode entry;
        private final JsonNode auth;
        private final List<String> remarks = new ArrayList<>();

        Reader(String cloud, JsonNode entry) {
            this.cloud = cloud;
            this.entry = entry;
            this.auth = entry.path("auth");
        }

        Entry read() throws CloudException {
            refuseWhatWeDoNotSpeak();
            String authUrl = Json.text(auth, "auth_url");
            if (authUrl == null && entry.hasNonNull("profile")) {
                throw refused("refers to the profile '" + Json.text(entry, "profile")
                        + "', whose values are not known here; write auth_url and the others out");
            }
            boolean verify = !"false".equalsIgnoreCase(Json.textOrEmpty(entry, "verify"));
            if (!verify) {
                remarks.add(
                        "'verify: false' was taken over: anybody on the way can pretend to be this cloud and read the"
                                + " secret.");
            }
            if (entry.hasNonNull("cert") || entry.hasNonNull("key")) {
                remarks.add("'cert' and 'key' were left out: a certificate of the client cannot be used.");
            }
            entry.fieldNames().forEachRemaining(field -> {
                if (field.endsWith("_endpoint_override") || field.endsWith("_endpoint")) {
                    remarks.add("'" + field + "' was left out: addresses of services come from the catalog.");
                }
            });
            return new Entry(
                    cloud,
                    required("auth_url"),
                    region(),
                    endpointInterface(),
                    verify,
                    Optional.ofNullable(Json.text(entry, "cacert")),
                    credential(),
                    List.copyOf(remarks));
        }

        private void refuseWhatWeDoNotSpeak() throws CloudException {
            String version = Json.textOrEmpty(entry, "identity_api_version");
            String type = Json.textOrEmpty(entry, "auth_type");
            if (version.startsWith("2") || type.startsWith("v2")) {
                throw refused("asks for version 2 of Keystone, and version 3 is needed");
            }
            if (type.contains("token") || auth.hasNonNull("token") && !auth.hasNonNull("password")) {
                throw refused(
                        "logs in with a token, which ends within hours; a password or an application credential is"
                                + " needed");
            }
            if (!BY_PASSWORD.contains(type) && !BY_APPLICATION_CREDENTIAL.contains(type)) {
                throw refused("uses auth_type '" + type + "'; password and v3applicationcredential can be used");
            }
        }

        private Credential credential() throws CloudException {
            if (BY_APPLICATION_CREDENTIAL.contains(Json.textOrEmpty(entry, "auth_type"))) {
                String secret = required("application_credential_secret");
                String id = Json.text(auth, "application_credential_id");
                return id != null
                        ? Credential.ApplicationCredential.ofId(id, secret)
                        : Credential.ApplicationCredential.named(
                                required("application_credential_name"), ref("user", "username"), secret);
            }
            return new Credential.Password(
                    ref("user", "username"), ref("project", "project_name"), SecretText.of(required("password")));
        }

        private KeystoneRef ref(String what, String nameField) throws CloudException {
            String id = Json.text(auth, what + "_id");
            if (id != null) {
                return KeystoneRef.ofId(id);
            }
            String name = required(nameField);
            for (String prefix : List.of(what + "_domain", "default_domain", "domain")) {
                if (auth.hasNonNull(prefix + "_id")) {
                    return KeystoneRef.namedInDomainId(name, Json.text(auth, prefix + "_id"));
                }
                if (auth.hasNonNull(prefix + "_name")) {
                    return KeystoneRef.named(name, Json.text(auth, prefix + "_name"));
                }
            }
            throw refused("lacks auth." + what + "_domain_name, and names are unique only in a domain");
        }

        private Optional<String> region() throws CloudException {
            if (entry.hasNonNull("region_name")) {
                return Optional.of(Json.text(entry, "region_name"));
            }
            List<String> regions = new ArrayList<>();
            // an entry of the list is a name, or an object with one
            entry.path("regions")
                    .forEach(region -> regions.add(region.isObject() ? Json.text(region, "name") : region.asText()));
            if (regions.size() > 1) {
                throw refused("has the regions " + String.join(", ", regions)
                        + "; a cloud here has one: set region_name, and import it once for each region you need");
            }
            return regions.stream().findFirst();
        }

        private Interface endpointInterface() throws CloudException {
            String text = Json.text(entry, entry.hasNonNull("interface") ? "interface" : "endpoint_type");
            if (text == null) {
                return Interface.PUBLIC;
            }
            try {
                // older files say publicURL
                return Interface.valueOf(text.toUpperCase(Locale.ROOT).replaceAll("URL$", ""));
            } catch (IllegalArgumentException e) {
                throw refused("has the interface '" + text + "'; public, internal or admin is possible");
            }
        }

        private String required(String field) throws CloudException {
            String text = Json.text(auth, field);
            if (text == null || text.isBlank()) {
                throw refused("lacks auth." + field);
            }
            return text;
        }

        private CloudException refused(String what) {
            return wrong(source, "cannot be taken: cloud '" + cloud + "' " + what);
        }
    }
}
