package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Magnum. Source of the protocol: Container Infrastructure Management API v1, microversions 1.1 to 1.10. */
public interface Clusters {
    /**
     * @param id Magnum's uuid
     * @param name its name
     * @param status {@code CREATE_IN_PROGRESS}, ...
     * @param statusReason or null
     * @param faults reasons by node group; never null
     * @param templateId uuid of its cluster template
     * @param stackId Heat's stack, or null
     * @param apiAddress or null while it is not known
     * @param nodeCount worker nodes
     * @param tag whose it is, if its labels say so
     */
    record Cluster(
            String id,
            String name,
            String status,
            String statusReason,
            Map<String, String> faults,
            String templateId,
            String stackId,
            String apiAddress,
            int nodeCount,
            Optional<OwnershipTag> tag) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofHeat(status);
        }
    }

    /**
     * @param id uuid
     * @param coe {@code swarm}, {@code swarm-mode}, {@code kubernetes}, {@code mesos}
     * @param tlsDisabled whether the API address is plain
     */
    record ClusterTemplate(String id, String name, String coe, boolean tlsDisabled) {}

    /**
     * @param templateId uuid of the cluster template
     * @param nodeCount worker nodes
     * @param tag written on it as labels, where this Magnum takes labels of single clusters; null for none
     */
    record NewCluster(
            String name, String templateId, int nodeCount, int masterCount, ClusterOptions options, OwnershipTag tag) {
        /** A cluster without a tag. */
        public NewCluster(String name, String templateId, int nodeCount, int masterCount, ClusterOptions options) {
            this(name, templateId, nodeCount, masterCount, options, null);
        }
    }

    /**
     * Makes no call.
     *
     * @throws CloudException CONFIGURATION if no cluster can be made with this cloud's credential
     */
    void requireTrust() throws CloudException;

    /** By name or id; NOT_FOUND with the names there are. */
    ClusterTemplate template(String nameOrId) throws CloudException;

    /** Names of the cluster templates that the project may use. */
    List<String> templates() throws CloudException;

    /**
     * Asks for a cluster and gives its id; the state is not known yet.
     *
     * @throws CloudException REFUSED if the cloud has no driver for what the template says
     */
    String create(NewCluster request) throws CloudException;

    Cluster show(String id) throws CloudException;

    List<Cluster> list(String namePrefix) throws CloudException;

    /** Accepted is not gone: read back until NOT_FOUND. A cluster that does not exist is a success. */
    void delete(String id) throws CloudException;

    /**
     * Asks for another number of worker nodes; asking again is harmless. The status shows it only some seconds later: until
     * then it is the old one.
     */
    void resize(String id, int nodeCount) throws CloudException;

    /**
     * Makes a key in memory and lets Magnum sign it: a fresh client certificate for the cluster.
     *
     * @throws CloudException CONFLICT while the cluster has no certificates yet
     */
    ClientCertificate signCertificate(String clusterId) throws CloudException;

    /** The CIDRs from which the nodes of this cluster will reach storage, once its network exists. */
    List<String> nodeCidrs(Cluster cluster) throws CloudException;
}
