package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application that runs.
 *
 * @param name its name on the engine
 * @param bay the bay it runs on; empty for a Heat stack
 * @param services names of its services; none for a Heat stack
 * @param endpoints address of each service that publishes a port, the first port where it publishes several; of a Heat stack,
 *     each output that is a URL, by its name without {@code _url} at the end
 * @param outputs what a Heat stack gives out, by name; empty for others
 */
public record StackResult(
        String name, String bay, List<String> services, Map<String, String> endpoints, Map<String, String> outputs) {
    public StackResult {
        services = List.copyOf(services);
        endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
        outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    }
}
