package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.BulkChange;
import hudson.util.Secret;
import io.jenkins.plugins.dataclone.config.BayTemplate;
import io.jenkins.plugins.dataclone.config.CloudProfile;
import io.jenkins.plugins.dataclone.config.DataCloneConfiguration;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentialsImpl;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.docker.DockerLookAlike;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An embedded cloud beside the controller, which it outlives, and on demand an engine behind its swarms; after each test production
 * was not written to. Offers data source {@code orders-db} and bay templates {@code kube-small} and {@code swarm-small}.
 */
public final class EmbeddedLab implements BeforeEachCallback, AfterEachCallback {
    private static final String CREDENTIAL = "lab";
    private static final String BAY_CREDENTIAL = "lab-bays";
    private static final String PASSWORD = "jenkins";

    private EmbeddedCloud cloud;
    private DockerLookAlike engine;
    private String production;
    private List<String> folders = List.of();

    @Override
    public void beforeEach(ExtensionContext context) {
        cloud = EmbeddedCloud.start();
        production = cloud.addProductionShare("orders-production", 1);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var writes = cloud.productionWrites();
        if (engine != null) {
            engine.close();
            engine = null;
        }
        cloud.close();
        assertThat(writes).isEmpty();
    }

    public EmbeddedCloud cloud() {
        return cloud;
    }

    /** The engine that is behind all swarms from now on; it lets in whoever has a certificate of the cloud. */
    public DockerLookAlike engine() {
        if (engine == null) {
            engine = DockerLookAlike.builder()
                    .swarm()
                    .tls(cloud.bays().commonAuthority().server("127.0.0.1").sslContext())
                    .start();
            engine.addImage("busybox:1.36");
            cloud.bays().apiAddress("swarm-mode", engine.address());
        }
        return engine;
    }

    /** Only jobs in these folders may use the data source. */
    public EmbeddedLab onlyIn(String... names) {
        folders = List.of(names);
        return this;
    }

    /** Offers the production share to the jobs of this controller as data source {@code orders-db} of cloud {@code lab}. */
    public void configure() throws Exception {
        access().configure();
    }

    /** What a controller has to know of the cloud, also one in another process. */
    public Access access() {
        return new Access(
                cloud.keystoneUrl(),
                cloud.applicationCredentialId(),
                cloud.applicationCredentialSecret(),
                production,
                folders);
    }

    /** The way into the cloud. */
    public record Access(
            String keystoneUrl,
            String applicationCredentialId,
            String applicationCredentialSecret,
            String productionShare,
            List<String> folders)
            implements Serializable {

        /** Configures the controller of this process. */
        public void configure() throws Exception {
            OpenStackPasswordCredentialsImpl password = new OpenStackPasswordCredentialsImpl(
                    CredentialsScope.SYSTEM, BAY_CREDENTIAL, "", Secret.fromString(PASSWORD));
            password.setUserName("jenkins");
            password.setUserDomain("Default");
            password.setProject("ci");
            password.setProjectDomain("Default");
            OpenStackApplicationCredentialsImpl application = new OpenStackApplicationCredentialsImpl(
                    CredentialsScope.SYSTEM, CREDENTIAL, "", Secret.fromString(applicationCredentialSecret));
            application.setApplicationCredentialId(applicationCredentialId);
            SystemCredentialsProvider.getInstance().getCredentials().addAll(List.of(password, application));
            SystemCredentialsProvider.getInstance().save();
            CloudProfile lab = new CloudProfile("lab", keystoneUrl);
            lab.setCredentialsId(CREDENTIAL);
            // Magnum makes a trust, which an application credential may not
            lab.setBayCredentialsId(BAY_CREDENTIAL);
            DataSource orders = new DataSource("orders-db", "lab");
            orders.setShareId(productionShare);
            orders.setAccessTo(List.of("192.0.2.0/28"));
            orders.setFolders(folders);
            DataCloneConfiguration configuration = DataCloneConfiguration.get();
            try (BulkChange change = new BulkChange(configuration)) {
                configuration.setClouds(List.of(lab));
                configuration.setDataSources(List.of(orders));
                configuration.setBayTemplates(List.of(
                        new BayTemplate("kube-small", "lab", "kubernetes"),
                        new BayTemplate("swarm-small", "lab", "swarm-mode")));
                change.commit();
            }
        }
    }

    /** How many objects of each kind there were: a block with a clone and a bay has made nothing twice. */
    public void assertNothingMadeTwice() {
        assertThat(List.of(cloud.created(Kind.SHARE_SNAPSHOT), cloud.created(Kind.SHARE), cloud.created(Kind.CLUSTER)))
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(1));
    }

    /** Waits until nothing of ours exists any more. */
    public void awaitAllGone() {
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(cloud.living()).isEmpty());
    }
}
