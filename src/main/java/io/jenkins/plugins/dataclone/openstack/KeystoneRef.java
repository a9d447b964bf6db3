package io.jenkins.plugins.dataclone.openstack;

import java.util.Map;
import java.util.Objects;

/**
 * A user or a project as Keystone can be told: by its id, or by its name together with its domain, because names are
 * unique only inside a domain.
 *
 * @param id the id, or null if it is given by name
 * @param name the name, or null if it is given by id
 * @param domain name or id of the domain; null with an id
 * @param domainIsId whether {@code domain} is an id
 */
public record KeystoneRef(String id, String name, String domain, boolean domainIsId) {
    public KeystoneRef {
        if (id == null) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(domain, "domain");
        }
    }

    public static KeystoneRef ofId(String id) {
        return new KeystoneRef(Objects.requireNonNull(id, "id"), null, null, false);
    }

    public static KeystoneRef named(String name, String domainName) {
        return new KeystoneRef(null, name, domainName, false);
    }

    public static KeystoneRef namedInDomainId(String name, String domainId) {
        return new KeystoneRef(null, name, domainId, true);
    }

    /** As the login request has it: {@code id}, or {@code name} and {@code domain}. */
    Map<String, Object> asMap() {
        return id != null
                ? Map.of("id", id)
                : Map.of("name", name, "domain", Map.of(domainIsId ? "id" : "name", domain));
    }

    /** For messages. */
    @Override
    public String toString() {
        return id != null ? "'" + id + "'" : "'" + name + "' (domain '" + domain + "')";
    }
}
