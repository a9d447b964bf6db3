package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.CloudIdentity;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Condition;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Means;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Service;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhoamiTest {
    private static final String SOMEBODY = "Keystone on cloud 'lab' refused the login of user ";

    @Test
    void tellsWhoWeAreAndWhatIsThere() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            CloudIdentity found = new OpenStackCloud(TestClouds.settings(embedded)).whoami();

            assertThat(found.cloud()).isEqualTo("lab");
            assertThat(found.login())
                    .isEqualTo(new CloudIdentity.Login(
                            "jenkins",
                            "ci",
                            java.util.List.of("heat_stack_owner", "member", "reader"),
                            Means.PASSWORD));
            assertThat(found.bayLogin()).isEmpty();
            assertThat(found.regions()).containsExactly("RegionOne");
            assertThat(found.services())
                    .extracting(Service::name, Service::condition, Service::versions)
                    .containsExactly(
                            tuple("Keystone", Condition.ANSWERS, "3.14"),
                            tuple("Manila", Condition.ANSWERS, "2.0 to 2.65"),
                            tuple("Cinder", Condition.ANSWERS, "3.0 to 3.70"),
                            tuple("Magnum", Condition.ANSWERS, "1.1 to 1.10"),
                            tuple("Heat", Condition.ANSWERS, "1.0"),
                            tuple("Neutron", Condition.ANSWERS, "2.0"),
                            tuple("Nova", Condition.ANSWERS, "2.1 to 2.93"));
            assertThat(found.isComplete()).isTrue();
            assertThat(found.quotas().keySet())
                    .contains(QuotaItem.of(QuotaKind.SHARES), QuotaItem.of(QuotaKind.INSTANCES));
            assertThat(embedded.requests())
                    .as("it only looks")
                    .extracting(LoggedRequest::method)
                    .containsOnlyOnce("POST");
        }
    }

    @Test
    void whatTheCatalogLacksIsSaidWithWhatCannotBeDone() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.builder()
                .without("container-infra", "volumev3", "block-storage")
                .start()) {
            CloudIdentity found = new OpenStackCloud(TestClouds.settings(embedded)).whoami();

            assertThat(found.isComplete()).isFalse();
            assertThat(service(found, "Magnum").condition()).isEqualTo(Condition.MISSING);
            assertThat(service(found, "Magnum").problem().orElseThrow())
                    .contains("the catalog has no public endpoint of type", "container-infra")
                    .endsWith(": createBay cannot be used.");
            assertThat(service(found, "Cinder").problem().orElseThrow()).endsWith(": volumes cannot be cloned.");
            assertThat(service(found, "Manila").condition()).isEqualTo(Condition.ANSWERS);
        }
    }

    @Test
    void anApplicationCredentialServesForEverythingButBaysAndHeat() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            Credential application = Credential.ApplicationCredential.ofId(
                    embedded.applicationCredentialId(), embedded.applicationCredentialSecret());
            CloudSettings.Builder settings = CloudSettings.builder("lab", embedded.keystoneUrl(), application)
                    .limits(TestClouds.UNLIMITED);

            CloudIdentity alone = new OpenStackCloud(settings.build()).whoami();
            assertThat(alone.login().means()).isEqualTo(Means.RESTRICTED_APPLICATION_CREDENTIAL);
            assertThat(service(alone, "Manila").condition()).isEqualTo(Condition.ANSWERS);
            assertThat(service(alone, "Magnum").condition()).isEqualTo(Condition.REFUSES);
            assertThat(service(alone, "Heat").problem().orElseThrow()).contains("name a password credential for bays");

            Credential password = TestClouds.settings(embedded).credential();
            CloudIdentity both =
                    new OpenStackCloud(settings.clusterCredential(password).build()).whoami();
            assertThat(both.bayLogin().orElseThrow().means()).isEqualTo(Means.PASSWORD);
            assertThat(both.isComplete()).isTrue();
        }
    }

    @Test
    void aRegionThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        try (EmbeddedCloud embedded =
                EmbeddedCloud.builder().regions("north", "south").start()) {
            CloudSettings.Builder settings = TestClouds.builder(embedded);
            assertThat(new OpenStackCloud(settings.build()).whoami().regions()).containsExactly("north", "south");
            assertThat(new OpenStackCloud(settings.region("south").build())
                            .whoami()
                            .isComplete())
                    .isTrue();
            assertThatThrownBy(() -> new OpenStackCloud(settings.region("east").build()).whoami())
                    .hasMessage("Cloud 'lab' has no region 'east'; there are: north, south.")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jenkins  | ci      | wrong    | the password is wrong, or the user does not exist or is disabled
            nobody   | ci      | nobody   | the password is wrong, or the user does not exist or is disabled
            jenkins  | nowhere | jenkins  | the password is right, but there is no such project, or the user has no role in it; it has roles in: ci
            stranger | ci      | stranger | the password is right, but there is no such project, or the user has no role in it; it has roles in: other
            """)
    void tellsApartWhatKeystoneRefusesInTheSameWords(String user, String project, String password, String cause)
            throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            OpenStackCloud cloud = new OpenStackCloud(CloudSettings.builder(
                            "lab",
                            embedded.keystoneUrl(),
                            Credential.Password.named(user, "Default", project, "Default", password))
                    .build());
            assertThatThrownBy(cloud::whoami)
                    .hasMessageStartingWith(SOMEBODY + "'" + user + "' (domain 'Default') in project '" + project
                            + "' (domain 'Default'): " + cause + " (401, req-")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED));
        }
    }

    @Test
    void aServiceThatIsSilentHoldsUpNobody() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            // whatever is slow because it is done for the first time
            ask(embedded, Whoami.LIMIT);
            embedded.faults().next("GET", "/clusters").answersLate(Duration.ofSeconds(30));
            long start = System.nanoTime();
            CloudIdentity found = ask(embedded, Duration.ofSeconds(3));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(service(found, "Magnum").condition()).isEqualTo(Condition.SILENT);
            assertThat(service(found, "Magnum").problem())
                    .contains("Magnum on cloud 'lab': no answer within 3 s: createBay cannot be used.");
            assertThat(service(found, "Manila").condition()).isEqualTo(Condition.ANSWERS);
        }
    }

    @Test
    void aKeystoneThatIsSilentIsGivenUp() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            embedded.faults().next("POST", "/auth/tokens").answersLate(Duration.ofSeconds(30));
            assertThatThrownBy(() -> ask(embedded, Duration.ofSeconds(1)))
                    .hasMessage(
                            "Keystone on cloud 'lab' did not log in user 'jenkins' (domain 'Default') in project 'ci'"
                                    + " (domain 'Default') within 1 s.");
        }
    }

    @Test
    void aServiceThatRefusesUsIsNoneThatIsMissing() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            embedded.faults()
                    .next("GET", "/shares")
                    .status(403, "Policy does not allow it")
                    .times(2);
            Service manila = service(new OpenStackCloud(TestClouds.settings(embedded)).whoami(), "Manila");
            assertThat(manila.condition()).isEqualTo(Condition.REFUSES);
            assertThat(manila.versions()).isEqualTo("2.0 to 2.65");
            assertThat(manila.problem().orElseThrow())
                    .contains("Policy does not allow it (403")
                    .endsWith(": shares cannot be cloned.");
        }
    }

    private static CloudIdentity ask(EmbeddedCloud embedded, Duration limit) throws CloudException {
        CloudSettings settings = TestClouds.settings(embedded);
        Time time = Time.system();
        Transport transport = new Transport(settings, time);
        Session session = new Session(settings, settings.credential(), transport, time);
        return new Whoami(
                        settings,
                        transport,
                        session,
                        session,
                        new ProjectQuotas(
                                session,
                                session,
                                new ManilaVersion(session),
                                new HeatStacks(session, new NeutronNetworks(session), false)),
                        limit)
                .ask();
    }

    private static Service service(CloudIdentity identity, String name) {
        return identity.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
