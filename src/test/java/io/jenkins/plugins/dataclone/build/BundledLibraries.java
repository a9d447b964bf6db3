package io.jenkins.plugins.dataclone.build;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The third-party jars the plugin brings along, by artifact and version. Jenkins looks for classes in core, then in the
 * plugins we depend on, then here: a library that one of them has does not belong on this list.
 */
final class BundledLibraries {
    private static final Map<String, String> VERSIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("openstack4j-core", "3.12"),
            Map.entry("jackson-databind", "2.20.1"),
            Map.entry("jackson-core", "2.20.1"),
            Map.entry("jackson-annotations", "2.20"),
            Map.entry("jackson-dataformat-yaml", "2.20.1"),
            Map.entry("snakeyaml", "2.5"),
            Map.entry("snakeyaml-engine", "3.2"),
            Map.entry("failsafe", "3.3.2"),
            Map.entry("docker-java-core", "3.7.1"),
            Map.entry("docker-java-api", "3.7.1"),
            Map.entry("docker-java-transport", "3.7.1"),
            Map.entry("docker-java-transport-httpclient5", "3.7.1"),
            Map.entry("httpclient5", "5.5.1"),
            Map.entry("httpcore5", "5.3.6"),
            Map.entry("httpcore5-h2", "5.3.6")));

    private BundledLibraries() {}

    static Set<String> artifacts() {
        return VERSIONS.keySet();
    }

    static Set<String> jars() {
        Set<String> jars = new TreeSet<>();
        VERSIONS.forEach((artifact, version) -> jars.add(artifact + "-" + version + ".jar"));
        return jars;
    }
}
