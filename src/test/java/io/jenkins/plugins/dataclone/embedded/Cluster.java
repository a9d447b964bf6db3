package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Magnum cluster. */
final class Cluster extends Resource {
    final ClusterTemplate template;
    final String masterGroupId = Ids.uuid();
    final String workerGroupId = Ids.uuid();
    String keypair;
    int nodeCount = 1;
    int masterCount = 1;
    int createTimeout = 60;
    Integer dockerVolumeSize;
    String flavor;
    String masterFlavor;
    String fixedNetwork;
    String fixedSubnet;
    Object floatingIpEnabled;
    Map<String, String> labels = new LinkedHashMap<>();
    String statusReason;
    String stackId;
    String apiAddress;
    boolean described;
    List<String> nodeAddresses = new ArrayList<>();
    List<String> masterAddresses = new ArrayList<>();

    /** By node group; null unless the cluster failed. */
    Map<String, String> faults;

    /** Null until Magnum has made the certificates. */
    CertificateAuthority authority;

    /** Answer 400 to the next look: the moment between the last row and the 404. */
    boolean vanishing;

    Cluster(ClusterTemplate template, String projectId, String userId, Instant createdAt) {
        super(projectId, userId, createdAt);
        this.template = template;
    }
}
