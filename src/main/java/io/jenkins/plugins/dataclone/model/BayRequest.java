package io.jenkins.plugins.dataclone.model;

import java.util.Objects;

/**
 * The bay to create. Built from the administrator's bay template; an author names the template and at most the node count.
 *
 * @param cloud name of the cloud
 * @param template name of the bay template
 * @param clusterTemplate name or id of Magnum's cluster template
 * @param nodeCount worker nodes, at least 1
 * @param masterCount master nodes, at least 1
 * @param options what it has of its own
 * @param volumes how the bay's nodes mount clones
 */
public record BayRequest(
        String cloud,
        String template,
        String clusterTemplate,
        int nodeCount,
        int masterCount,
        ClusterOptions options,
        VolumeTemplate volumes) {
    public BayRequest {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(clusterTemplate, "clusterTemplate");
        Objects.requireNonNull(volumes, "volumes");
        Objects.requireNonNull(options, "options");
    }
}
