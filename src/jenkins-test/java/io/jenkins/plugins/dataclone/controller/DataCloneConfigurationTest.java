package io.jenkins.plugins.dataclone.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.dataclone.config.BayTemplate;
import io.jenkins.plugins.dataclone.config.CloudProfile;
import io.jenkins.plugins.dataclone.config.DataCloneConfiguration;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.SnapshotRules;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DataCloneConfigurationTest {
    private static final String SHARE_ID = "8f0f2c3e-5a0b-4a57-9a0b-2f6c1d1e7a55";
    private static final String TEST_CONNECTION =
            "descriptorByName/io.jenkins.plugins.dataclone.config.CloudProfile/testConnection"
                    + "?name=lab&authUrl=http://127.0.0.1:9/v3&credentialsId=lab-bays&verifyTls=true";

    @Test
    void uiAndStorage(JenkinsRule jenkins) throws Exception {
        storeCredential();
        configure();

        jenkins.configRoundtrip();
        assertAllThere(DataCloneConfiguration.get());

        DataCloneConfiguration.get().load();
        assertAllThere(DataCloneConfiguration.get());
    }

    @Test
    void removingLastCloudIsSaved(JenkinsRule jenkins) throws Exception {
        configure();
        DataCloneConfiguration.get().setDataSources(List.of());
        DataCloneConfiguration.get().setBayTemplates(List.of());
        DataCloneConfiguration.get().setClouds(List.of());

        jenkins.configRoundtrip();
        DataCloneConfiguration.get().load();

        assertThat(DataCloneConfiguration.get().getClouds()).isEmpty();
    }

    @Test
    void emptyTextAreasStayEmpty(JenkinsRule jenkins) throws Exception {
        configure();
        DataCloneConfiguration.get().getDataSources().get(0).setFolders(List.of());

        jenkins.configRoundtrip();

        assertThat(DataCloneConfiguration.get().getDataSources().get(0).getFolders())
                .isEmpty();
    }

    @Test
    void testConnectionNeedsPost(JenkinsRule jenkins) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            assertThat(client.goTo(TEST_CONNECTION).getWebResponse().getStatusCode())
                    .isIn(404, 405);
        }
    }

    @Test
    void testConnectionNeedsAdminister(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.login("manager");
            WebRequest post =
                    client.addCrumb(new WebRequest(new URL(jenkins.getURL(), TEST_CONNECTION), HttpMethod.POST));

            assertThat(client.getPage(post).getWebResponse().getStatusCode()).isEqualTo(403);
        }
    }

    @Test
    void noSecretIsWrittenInPlainText(JenkinsRule jenkins) throws Exception {
        storeCredential();
        configure();

        try (Stream<Path> files = Files.walk(jenkins.jenkins.getRootDir().toPath())) {
            assertThat(files.filter(file -> file.toString().endsWith(".xml")))
                    .noneSatisfy(file -> assertThat(file).content().contains("correct horse"));
        }
    }

    private static void storeCredential() throws IOException {
        OpenStackPasswordCredentialsImpl password = new OpenStackPasswordCredentialsImpl(
                CredentialsScope.SYSTEM, "lab-bays", "", Secret.fromString("correct horse"));
        password.setUserName("jenkins");
        password.setUserDomain("Default");
        password.setProject("ci");
        password.setProjectDomain("Default");
        SystemCredentialsProvider.getInstance().getCredentials().add(password);
        SystemCredentialsProvider.getInstance().save();
    }

    private static void configure() {
        CloudProfile lab = new CloudProfile("lab", "https://keystone.example.org:5000/v3");
        lab.setRegion("RegionOne");
        lab.setInterfaceName("internal");
        lab.setCredentialsId("lab-bays");
        lab.setVerifyTls(false);
        DataSource orders = new DataSource("orders-db", "lab");
        orders.setShareId(SHARE_ID);
        orders.setAccessTo(List.of("10.20.0.0/24", "10.21.0.7"));
        orders.setFolders(List.of("shop, inc", "**/integration"));
        orders.setSizeGiB(7);
        orders.setAvailabilityZone("nova");
        orders.setShareNetwork("ci");
        SnapshotRules snapshots = new SnapshotRules();
        snapshots.setUse("latest");
        snapshots.setMaxAge("1h");
        snapshots.setChoices(List.of("new", "nightly-*"));
        snapshots.setKeep(3);
        snapshots.setKeepFor("12h");
        orders.setSnapshots(snapshots);
        orders.setAccessLevel("ro");
        orders.setDefaultTtl("30m");
        BayTemplate small = new BayTemplate("swarm-small", "lab", "swarm-fedora");
        small.setNodeCount(2);
        small.setMaxNodeCount(4);
        small.setLabels("a=1\nb=2");
        small.setVolumeDriver("netapp");
        small.setVolumeDriverOptions("from={name}");

        DataCloneConfiguration configuration = DataCloneConfiguration.get();
        configuration.setNamePrefix("ci-clones");
        configuration.setClouds(List.of(lab));
        configuration.setDataSources(List.of(orders));
        configuration.setBayTemplates(List.of(small));
    }

    private static void assertAllThere(DataCloneConfiguration configuration) {
        assertThat(configuration.getNamePrefix()).isEqualTo("ci-clones");
        CloudProfile lab = configuration.getClouds().get(0);
        assertThat(lab.getAuthUrl()).isEqualTo("https://keystone.example.org:5000/v3");
        assertThat(lab.getRegion()).isEqualTo("RegionOne");
        assertThat(lab.getInterfaceName()).isEqualTo("internal");
        assertThat(lab.getCredentialsId()).isEqualTo("lab-bays");
        assertThat(lab.getBayCredentialsId()).isNull();
        assertThat(lab.isVerifyTls()).isFalse();
        DataSource orders = configuration.getDataSources().get(0);
        assertThat(orders.getAccessTo()).containsExactly("10.20.0.0/24", "10.21.0.7");
        assertThat(orders.getFolders()).containsExactly("shop, inc", "**/integration");
        assertThat(orders.getShareId()).isEqualTo(SHARE_ID);
        assertThat(orders.getVolumeId()).isNull();
        assertThat(orders.getSizeGiB()).isEqualTo(7);
        assertThat(orders.getAvailabilityZone()).isEqualTo("nova");
        assertThat(orders.getShareNetwork()).isEqualTo("ci");
        assertThat(orders.getSnapshots().getUse()).isEqualTo("latest");
        assertThat(orders.getSnapshots().getMaxAge()).isEqualTo("1h");
        assertThat(orders.getSnapshots().getChoices()).containsExactly("new", "nightly-*");
        assertThat(orders.getSnapshots().getKeep()).isEqualTo(3);
        assertThat(orders.getSnapshots().getKeepFor()).isEqualTo("12h");
        assertThat(orders.getAccessLevel()).isEqualTo("ro");
        assertThat(orders.getDefaultTtl()).isEqualTo("30m");
        BayTemplate small = configuration.getBayTemplates().get(0);
        assertThat(small.getMaxNodeCount()).isEqualTo(4);
        assertThat(small.getLabels()).isEqualToNormalizingNewlines("a=1\nb=2");
        assertThat(small.getVolumeDriverOptions()).isEqualTo("from={name}");
    }
}
