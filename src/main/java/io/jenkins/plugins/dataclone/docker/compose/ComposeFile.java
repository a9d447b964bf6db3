package io.jenkins.plugins.dataclone.docker.compose;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Compose file says, complete: variables replaced, env files and contents read, short forms spelled out.
 *
 * @param services by name, each after those it depends on
 * @param networks those that a service uses, by the file's name; with {@code default} if a service names none
 * @param volumes all that are declared, by the file's name
 * @param configs those that a service uses, by the file's name
 * @param secrets those that a service uses, by the file's name
 */
public record ComposeFile(
        Map<String, ComposeService> services,
        Map<String, Network> networks,
        Map<String, NamedVolume> volumes,
        Map<String, Content> configs,
        Map<String, Content> secrets) {
    public ComposeFile {
        services = copy(services);
        networks = copy(networks);
        volumes = copy(volumes);
        configs = copy(configs);
        secrets = copy(secrets);
    }

    /**
     * @param name a name that the file fixes for it, or null
     * @param driver or null for the engine's usual one
     * @param attachable whether others may join; for overlay networks
     * @param internal whether it is cut off from the outside
     */
    public record Network(
            String name,
            String driver,
            Map<String, String> options,
            boolean attachable,
            boolean internal,
            Map<String, String> labels) {}

    /**
     * @param name a name that the file fixes for it, or null
     * @param driver or null for the engine's own
     */
    public record NamedVolume(String name, String driver, Map<String, String> options, Map<String, String> labels) {}

    /**
     * Content of a config or a secret.
     *
     * @param line where it is declared
     * @param data the bytes
     */
    public record Content(int line, byte[] data, Map<String, String> labels) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Content content
                    && line == content.line
                    && Arrays.equals(data, content.data)
                    && labels.equals(content.labels);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }

        /** Never shows the content. */
        @Override
        public String toString() {
            return data.length + " bytes";
        }
    }

    /** Names of the services, each after those it depends on. */
    public List<String> serviceNames() {
        return List.copyOf(services.keySet());
    }

    static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
