package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application that runs.
 *
 * @param name its name on the engine
 * @param bay the bay it runs on
 * @param services names of its services
 * @param endpoints address of each service that publishes a port; the first port where it publishes several
 */
public record StackResult(String name, String bay, List<String> services, Map<String, String> endpoints) {
    public StackResult {
        services = List.copyOf(services);
        endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
    }
}
