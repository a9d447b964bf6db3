package io.jenkins.plugins.dataclone.harness;

import io.jenkins.plugins.dataclone.config.BayTemplate;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloudBuilder;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.util.List;

/**
 * A laboratory: cloud {@code lab} with a production share, offered as data source {@code orders-db} and, to jobs of the folder
 * {@code finance} only, as {@code ledger-db}; bay templates {@code swarm-small} and {@code kube-small}.
 */
public final class Lab implements AutoCloseable {
    /** Who may mount clones: the agents' network. */
    public static final String AGENTS = "192.0.2.0/28";

    private final EmbeddedCloud cloud;
    private final LabEngine engine;
    private final String productionShare;
    private final Catalogue catalogue;

    /** @param engine the Docker engine behind {@code swarm-small} */
    public Lab(EmbeddedCloudBuilder kind, LabEngine engine) {
        this.engine = engine;
        cloud = kind.start();
        productionShare = cloud.addProductionShare("orders-production", 5);
        engine.serve(cloud);
        catalogue = new GivenCatalogue(
                settings(),
                List.of(source("orders-db"), source("ledger-db", "finance")),
                List.of(bay("swarm-small", engine.clusterTemplate()), bay("kube-small", "kubernetes")),
                this::mountedByTheEngine);
    }

    private CloudSettings settings() {
        try {
            return CloudSettings.builder(
                            "lab",
                            cloud.keystoneUrl(),
                            Credential.ApplicationCredential.ofId(
                                    cloud.applicationCredentialId(), cloud.applicationCredentialSecret()))
                    // time runs ahead of the wall clock here, so calls come quicker than a cloud would be asked for
                    .limits(new CallLimits(CallLimits.MOST_IN_FLIGHT, CallLimits.MOST_PER_SECOND))
                    .heatTemplatesAllowed(true)
                    // Magnum makes a trust, which an application credential may not
                    .clusterCredential(Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins"))
                    .build();
        } catch (CloudException e) {
            throw new IllegalStateException(e);
        }
    }

    private BayRequest mountedByTheEngine(BayRequest bay) {
        return new BayRequest(
                bay.cloud(),
                bay.template(),
                bay.clusterTemplate(),
                bay.nodeCount(),
                bay.masterCount(),
                bay.options(),
                engine.volumes());
    }

    private DataSource source(String name, String... folders) {
        DataSource source = new DataSource(name, "lab");
        source.setShareId(productionShare);
        source.setAccessTo(List.of(AGENTS));
        source.setFolders(List.of(folders));
        source.setMaximumTtl("8h");
        return source;
    }

    private static BayTemplate bay(String name, String clusterTemplate) {
        BayTemplate bay = new BayTemplate(name, "lab", clusterTemplate);
        bay.setMaxNodeCount(4);
        return bay;
    }

    public LabEngine engine() {
        return engine;
    }

    public EmbeddedCloud cloud() {
        return cloud;
    }

    public String productionShare() {
        return productionShare;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void close() {
        engine.close();
        cloud.close();
    }
}
