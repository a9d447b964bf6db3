package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.BulkChange;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCloneConfigurationRulesTest {
    private final DataCloneConfiguration configuration = new DataCloneConfiguration();

    @BeforeEach
    void aSoundConfiguration() {
        configuration.setClouds(List.of(Samples.cloud("lab")));
        configuration.setDataSources(List.of(Samples.source("orders-db", "lab")));
        configuration.setBayTemplates(List.of(Samples.template("swarm-small", "lab")));
    }

    @Test
    void keepsACloudThatIsReferredTo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setClouds(List.of()))
                .withMessage("data source 'orders-db', cloud: no cloud 'lab' is configured; there are: none");

        assertThat(configuration.getClouds()).extracting(CloudProfile::getName).containsExactly("lab");
    }

    @Test
    void refusesAReferenceToNowhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setBayTemplates(List.of(Samples.template("x", "lap"))))
                .withMessage("bay template 'x', cloud: no cloud 'lap' is configured; there are: lab");

        assertThat(configuration.getBayTemplates())
                .extracting(BayTemplate::getName)
                .containsExactly("swarm-small");
    }

    @Test
    void takesThePartsInAnyOrderWithinOneChange() throws IOException {
        DataCloneConfiguration empty = new DataCloneConfiguration();
        try (BulkChange change = new BulkChange(empty)) {
            empty.setDataSources(List.of(Samples.source("orders-db", "lab")));
            empty.setClouds(List.of(Samples.cloud("lab")));
            change.commit();
        }

        assertThat(empty.getDataSources()).hasSize(1);
    }

    @Test
    void judgesThePartsTogetherAtTheEndOfAChange() throws IOException {
        try (BulkChange change = new BulkChange(configuration)) {
            configuration.setClouds(List.of());

            assertThatIllegalArgumentException().isThrownBy(change::commit).withMessageContaining("no cloud 'lab'");
        }
    }

    @Test
    void refusesNamesThatDifferOnlyInCase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setClouds(List.of(Samples.cloud("lab"), Samples.cloud("Lab"))))
                .withMessage("cloud 'Lab' is there twice; names have to differ in more than case");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        configuration.setDataSources(List.of(Samples.source("a", "lab"), Samples.source("A", "lab"))))
                .withMessageContaining("data source 'A' on cloud 'lab' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setBayTemplates(
                        List.of(Samples.template("a", "lab"), Samples.template("a", "lab"))))
                .withMessageContaining("bay template 'a' on cloud 'lab' is there twice");
    }

    @Test
    void takesTheSameNameOnTwoClouds() {
        configuration.setClouds(List.of(Samples.cloud("lab"), Samples.cloud("other")));

        assertThatCode(() ->
                        configuration.setDataSources(List.of(Samples.source("a", "lab"), Samples.source("a", "other"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "0.0.0.0/1"})
    void refusesOpenAccessUnlessTheCloudAllowsIt(String everybody) {
        DataSource open = Samples.source("orders-db", "lab");
        open.setAccessTo(List.of("10.0.0.0/8", everybody));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setDataSources(List.of(open)))
                .withMessageContaining("data source 'orders-db', accessTo: '" + everybody + "' lets in everybody");

        CloudProfile allowing = Samples.cloud("lab");
        allowing.setAllowOpenAccess(true);
        configuration.setClouds(List.of(allowing));
        assertThatCode(() -> configuration.setDataSources(List.of(open))).doesNotThrowAnyException();

        assertThatIllegalArgumentException()
                .as("nor may the permission go while it is used")
                .isThrownBy(() -> configuration.setClouds(List.of(Samples.cloud("lab"))));
    }

    @Test
    void refusesEachUnsoundValueOfADataSource() {
        refusedSource("name", s -> {}, Samples.source("a b", "lab"));
        refusedSource("shareId", s -> s.setShareId("orders"));
        refusedSource("shareId", s -> s.setShareId(null));
        refusedSource("shareId", s -> s.setVolumeId(Samples.SHARE_ID));
        refusedSource("volumeId", s -> {
            s.setShareId(null);
            s.setAccessTo(List.of());
            s.setVolumeId("orders");
        });
        refusedSource("volumeType", s -> s.setVolumeType("fast"));
        refusedSource("shareType", s -> {
            s.setShareId(null);
            s.setVolumeId(Samples.SHARE_ID);
            s.setShareType("fast");
        });
        refusedSource("accessTo", s -> {
            s.setShareId(null);
            s.setVolumeId(Samples.SHARE_ID);
            s.setAccessTo(List.of("10.0.0.7"));
        });
        refusedSource("sizeGiB", s -> s.setSizeGiB(-1));
        refusedSource("accessLevel", s -> s.setAccessLevel("rwx"));
        refusedSource("accessTo", s -> s.setAccessTo(List.of()));
        refusedSource("accessTo", s -> s.setAccessTo(List.of("agent-1")));
        refusedSource("folders", s -> s.setFolders(List.of("a//b")));
        refusedSource("sizeGiB", s -> {
            s.setSizeGiB(5);
            s.setMaxSizeGiB(1);
        });
        refusedSource("defaultTtl", s -> s.setDefaultTtl("soon"));
        refusedSource("maximumTtl", s -> s.setMaximumTtl("later"));
        refusedSource("defaultTtl", s -> {
            s.setDefaultTtl("3h");
            s.setMaximumTtl("2h");
        });
    }

    @Test
    void refusesEachUnsoundValueOfACloud() {
        refusedCloud("authUrl", new CloudProfile("lab", "keystone"), c -> {});
        refusedCloud("authUrl", new CloudProfile("lab", "https://user:pw@keystone:5000/v3"), c -> {});
        refusedCloud("authUrl", new CloudProfile("lab", "ftp://keystone/v3"), c -> {});
        refusedCloud("interfaceName", Samples.cloud("lab"), c -> c.setInterfaceName("private"));
        refusedCloud("caCertificate", Samples.cloud("lab"), c -> c.setCaCertificate("trust me"));
        refusedCloud("caCertificate", Samples.cloud("lab"), c -> c.setCaCertificate("-----BEGIN PRIVATE KEY-----"));
    }

    @Test
    void refusesEachUnsoundValueOfABayTemplate() {
        refusedTemplate("clusterTemplate", new BayTemplate("a", "lab", " "), t -> {});
        refusedTemplate("nodeCount", Samples.template("a", "lab"), t -> t.setNodeCount(0));
        refusedTemplate("masterCount", Samples.template("a", "lab"), t -> t.setMasterCount(0));
        refusedTemplate("maxNodeCount", Samples.template("a", "lab"), t -> {
            t.setNodeCount(3);
            t.setMaxNodeCount(2);
        });
        refusedTemplate("labels", Samples.template("a", "lab"), t -> t.setLabels("novalue"));
        refusedTemplate("labels", Samples.template("a", "lab"), t -> t.setLabels("a=1\na=2"));
        refusedTemplate("createTimeoutMinutes", Samples.template("a", "lab"), t -> t.setCreateTimeoutMinutes(0));
        refusedTemplate("volumeDriver", Samples.template("a", "lab"), t -> t.setVolumeDriver("smb"));
        refusedTemplate("volumeDriverOptions", Samples.template("a", "lab"), t -> t.setVolumeDriverOptions("a=b"));
        refusedTemplate("folders", Samples.template("a", "lab"), t -> t.setFolders(List.of("/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Data", "1a", "a_b", "a.b", "abcdefghijklmnopqrstu"})
    void refusesABadPrefixAndKeepsTheOldOne(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> configuration.setNamePrefix(prefix));

        assertThat(configuration.getNamePrefix()).isEqualTo("dataclone");
    }

    @Test
    void verifiesTlsAndIsClosedUnlessToldOtherwise() {
        CloudProfile cloud = Samples.cloud("lab");

        assertThat(cloud.isVerifyTls()).isTrue();
        assertThat(cloud.isAllowOpenAccess()).isFalse();
        assertThat(cloud.getInterfaceName()).isEqualTo("public");
    }

    @Test
    void takesATextAreaAsItsLines() {
        DataSource source = Samples.source("a", "lab");
        source.setAccessTo(List.of("10.0.0.1, 10.0.0.2\r\n\r\n 10.1.0.0/16 "));
        source.setFolders(List.of("shop, inc\r\n**/it"));

        assertThat(source.getAccessTo()).containsExactly("10.0.0.1", "10.0.0.2", "10.1.0.0/16");
        assertThat(source.getFolders()).as("names may have commas").containsExactly("shop, inc", "**/it");
        assertThat(source.getFoldersText()).isEqualTo("shop, inc\n**/it");
    }

    @Test
    void namesTheCloudsThereAre() throws CloudException {
        assertThat(configuration.cloud("lab").getName()).isEqualTo("lab");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> configuration.cloud("moon"))
                .withMessage("no cloud 'moon' is configured; there are: lab");
    }

    private void refusedSource(String field, Consumer<DataSource> change) {
        refusedSource(field, change, Samples.source("a", "lab"));
    }

    private void refusedSource(String field, Consumer<DataSource> change, DataSource source) {
        change.accept(source);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setDataSources(List.of(source)))
                .withMessageStartingWith("data source '" + source.getName() + "', " + field + ": ");
    }

    private void refusedCloud(String field, CloudProfile cloud, Consumer<CloudProfile> change) {
        change.accept(cloud);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setClouds(List.of(cloud)))
                .withMessageStartingWith("cloud 'lab', " + field + ": ");
    }

    private void refusedTemplate(String field, BayTemplate template, Consumer<BayTemplate> change) {
        change.accept(template);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setBayTemplates(List.of(template)))
                .withMessageStartingWith("bay template 'a', " + field + ": ");
    }

    @Test
    void whatBecomesOfABuildWithLeftoversIsTheAdministratorsToSay() {
        assertThat(configuration.getFailOnCleanupError()).isEqualTo("no");
        configuration.setFailOnCleanupError("Unstable");
        assertThat(configuration.getFailOnCleanupError()).isEqualTo("unstable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setFailOnCleanupError("maybe"))
                .withMessage("'maybe' is none of no, unstable, failed");
        assertThat(configuration.getFailOnCleanupError()).isEqualTo("unstable");
        configuration.setFailOnCleanupError("false");
        assertThat(configuration.getFailOnCleanupError()).as("YAML's no").isEqualTo("no");
        configuration.setFailOnCleanupError("");
        assertThat(configuration.getFailOnCleanupError()).isEqualTo("no");
    }
}
