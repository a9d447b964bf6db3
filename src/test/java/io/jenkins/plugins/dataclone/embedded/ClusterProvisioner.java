package io.jenkins.plugins.dataclone.embedded;

/**
 * Gives clusters something that answers at their address. Called while the cloud handles a request, so it must not call
 * the cloud itself.
 */
@FunctionalInterface
public interface ClusterProvisioner {
    /**
     * The cluster's machines are up: returns its {@code api_address}, e.g. {@code tcp://127.0.0.1:2376}. An exception
     * makes the cluster end CREATE_FAILED with the exception's text.
     */
    String apiAddress(ClusterInfo cluster) throws Exception;

    /** The cluster's machines are gone. */
    default void removed(ClusterInfo cluster) {}

    /**
     * What a provisioner may know.
     *
     * @param id the cluster's uuid
     * @param name its name
     * @param coe its container orchestration engine
     * @param nodeCount its workers
     * @param authority its certificate authority
     */
    record ClusterInfo(String id, String name, String coe, int nodeCount, CertificateAuthority authority) {}
}
