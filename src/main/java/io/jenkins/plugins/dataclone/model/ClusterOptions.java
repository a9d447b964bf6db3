package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster has of its own, beside what its cluster template says.
 *
 * @param keypair Nova keypair, or null for the template's
 * @param flavor of the workers, or null for the template's
 * @param masterFlavor of the masters, or null for the template's
 * @param labels Magnum labels, added to the template's and winning over them
 * @param dockerVolumeSizeGiB storage of each node for images and containers, or 0 for the template's
 * @param floatingIps whether nodes get floating IPs, or null for what the template says
 * @param createTimeoutMinutes when Magnum itself gives up
 */
public record ClusterOptions(
        String keypair,
        String flavor,
        String masterFlavor,
        Map<String, String> labels,
        int dockerVolumeSizeGiB,
        Boolean floatingIps,
        int createTimeoutMinutes) {
    public ClusterOptions {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** Everything as the template says. */
    public static ClusterOptions ofTemplate(int createTimeoutMinutes) {
        return new ClusterOptions(null, null, null, Map.of(), 0, null, createTimeoutMinutes);
    }
}
