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
 * @param volumes how the bay's nodes mount clones
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
        VolumeTemplate volumes) {
    public BayRequest {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(clusterTemplate, "clusterTemplate");
        Objects.requireNonNull(volumes, "volumes");
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
