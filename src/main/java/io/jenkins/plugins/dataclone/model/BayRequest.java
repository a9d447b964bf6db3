package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The bay to create. Built from the administrator's bay template; an author names the template and at most the node count.
 *
 * @param cloud name of the cloud
 * @param template name of the bay template
 * @param clusterTemplate name or id of Magnum's cluster template
 * @param nodeCount worker nodes, at least 1
 * @param masterCount master nodes, at least 1
 * @param keypair Nova keypair, or null for the template's own
 * @param flavor flavour of the workers, or null for the template's own
 * @param labels Magnum labels that override the template's; may be empty
 * @param createTimeoutMinutes when Magnum itself gives up, in minutes
 * @param volumeDriver Docker volume driver through which the bay's nodes reach a clone: {@code local} for NFS
 * @param volumeOptions options of that driver, with {@code ${host}}, {@code ${path}}, {@code ${export}}, {@code ${shareId}}
 *     and {@code ${shareName}} standing for the clone's; empty for the driver's usual ones
 */
public record BayRequest(
        String cloud,
        String template,
        String clusterTemplate,
        int nodeCount,
        int masterCount,
        String keypair,
        String flavor,
        Map<String, String> labels,
        int createTimeoutMinutes,
        String volumeDriver,
        Map<String, String> volumeOptions) {
    public BayRequest {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(clusterTemplate, "clusterTemplate");
        Objects.requireNonNull(volumeDriver, "volumeDriver");
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        volumeOptions = Collections.unmodifiableMap(new TreeMap<>(volumeOptions));
    }
}
