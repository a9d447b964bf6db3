package io.jenkins.plugins.dataclone.docker;

import io.jenkins.plugins.dataclone.port.StackDeployer.Endpoint;
import java.util.Set;

/** Addresses of published ports. */
final class Urls {
    /** Ports on which images usually speak HTTP. */
    private static final Set<Integer> WEB = Set.of(80, 3000, 5000, 8000, 8008, 8080, 8081, 8888, 9000, 9090);

    private static final Set<Integer> SECURE_WEB = Set.of(443, 8443);

    private Urls() {}

    static Endpoint endpoint(String service, String host, int published, int target) {
        String scheme = WEB.contains(target) ? "http" : SECURE_WEB.contains(target) ? "https" : "tcp";
        boolean bare = host.contains(":") && !host.startsWith("[");
        return new Endpoint(service, scheme + "://" + (bare ? "[" + host + "]" : host) + ":" + published);
    }
}
