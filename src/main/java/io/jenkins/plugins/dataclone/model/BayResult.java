package io.jenkins.plugins.dataclone.model;

/**
 * A bay that takes applications.
 *
 * @param cloud the cloud
 * @param template the bay template
 * @param id Magnum's id
 * @param name its name
 * @param apiAddress where its orchestrator listens, as Magnum gives it ({@code tcp://host:2376})
 * @param coe the orchestrator: {@code swarm-mode}, {@code swarm}, {@code kubernetes}, {@code mesos}
 * @param nodeCount its worker nodes
 */
public record BayResult(
        String cloud, String template, String id, String name, String apiAddress, String coe, int nodeCount) {}
