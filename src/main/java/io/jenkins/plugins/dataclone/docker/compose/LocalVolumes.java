package io.jenkins.plugins.dataclone.docker.compose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Options of the engine's own volume driver, which hands them to mount(2): with them a volume could be any directory or disk
 * of the node. Source: Docker Engine, "docker volume create", "Driver-specific options".
 */
final class LocalVolumes {
    /** File systems that take nothing of the node. */
    private static final Set<String> TYPES = Set.of("nfs", "nfs4", "cifs", "smb3", "tmpfs");
    /** Options that make mount(2) look at neither the type nor the server. */
    private static final List<String> REDIRECTING = List.of("bind", "rbind", "remount");

    private LocalVolumes() {}

    /** @param volume entries of a volume's declaration */
    static void refuseWhatIsTheNodes(Map<String, Element> volume) {
        Element driver = volume.get("driver");
        Element options = volume.get("driver_opts");
        if (options == null || driver != null && !driver.text().equals("local")) {
            return;
        }
        Map<String, String> given = options.labels();
        String type = given.getOrDefault("type", "");
        boolean redirected = Arrays.stream(given.getOrDefault("o", "").split(","))
                .map(String::trim)
                .anyMatch(REDIRECTING::contains);
        boolean mounted = given.containsKey("type") || given.containsKey("device") || given.containsKey("o");
        if (redirected || mounted && !TYPES.contains(type)) {
            options.refuse(
                    "would mount a directory or disk of the node, which a job may not have; use the type nfs, nfs4,"
                            + " cifs, smb3 or tmpfs without bind, rbind and remount, or no options for a volume that is empty at"
                            + " first");
        }
    }
}
