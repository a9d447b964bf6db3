package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.BulkChange;
import hudson.util.Secret;
import io.jenkins.plugins.dataclone.config.CloudProfile;
import io.jenkins.plugins.dataclone.config.DataCloneConfiguration;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An embedded cloud beside the controller, which it outlives; after each test production was not written to. */
public final class EmbeddedLab implements BeforeEachCallback, AfterEachCallback {
    private static final String CREDENTIAL = "lab";

    private EmbeddedCloud cloud;
    private String production;

    @Override
    public void beforeEach(ExtensionContext context) {
        cloud = EmbeddedCloud.start();
        production = cloud.addProductionShare("orders-production", 1);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var writes = cloud.productionWrites();
        cloud.close();
        assertThat(writes).isEmpty();
    }

    public EmbeddedCloud cloud() {
        return cloud;
    }

    /** Offers the production share to the jobs of this controller as data source {@code orders-db} of cloud {@code lab}. */
    public void configure() throws Exception {
        OpenStackPasswordCredentialsImpl password = new OpenStackPasswordCredentialsImpl(
                CredentialsScope.SYSTEM, CREDENTIAL, "", Secret.fromString("jenkins"));
        password.setUserName("jenkins");
        password.setUserDomain("Default");
        password.setProject("ci");
        password.setProjectDomain("Default");
        SystemCredentialsProvider.getInstance().getCredentials().add(password);
        SystemCredentialsProvider.getInstance().save();
        CloudProfile lab = new CloudProfile("lab", cloud.keystoneUrl());
        lab.setCredentialsId(CREDENTIAL);
        DataSource orders = new DataSource("orders-db", "lab");
        orders.setShareId(production);
        orders.setAccessTo(List.of("192.0.2.0/28"));
        DataCloneConfiguration configuration = DataCloneConfiguration.get();
        try (BulkChange change = new BulkChange(configuration)) {
            configuration.setClouds(List.of(lab));
            configuration.setDataSources(List.of(orders));
            change.commit();
        }
    }

    /** Waits until nothing of ours exists any more. */
    public void awaitAllGone() {
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(cloud.living()).isEmpty());
    }
}
