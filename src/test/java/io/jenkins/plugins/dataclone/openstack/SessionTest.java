package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openstack4j.openstack.internal.OSClientSession;

class SessionTest {
    private static final String VERSIONS = "{\"versions\": [{\"id\": \"v2.0\", \"version\": \"2.65\"}]}";

    @Test
    void noCallBearsAnotherCloudsToken() throws Exception {
        try (FakeKeystone one = new FakeKeystone("one", SessionTest::answer);
                FakeKeystone two = new FakeKeystone("two", SessionTest::answer)) {
            OpenStackCloud[] clouds = {one.connect(), two.connect()};
            AtomicInteger number = new AtomicInteger();
            TokenCacheTest.inParallel(() -> {
                for (int i = 0; i < 8; i++) {
                    OpenStackCloud cloud = clouds[number.getAndIncrement() % 2];
                    cloud.shares().listShares("");
                    cloud.clusters().list("");
                    assertThat(OSClientSession.getCurrent()).isNull();
                }
                return "done";
            });
            for (FakeKeystone cloud : new FakeKeystone[] {one, two}) {
                String token = (cloud == one ? "one" : "two") + "-1";
                assertThat(cloud.logins()).isEqualTo(1);
                assertThat(cloud.server().seen())
                        .filteredOn(request -> !request.uri().startsWith("/v3/"))
                        .hasSizeGreaterThanOrEqualTo(64 * 8)
                        .allMatch(request -> token.equals(request.header("X-Auth-Token")));
            }
        }
    }

    @Test
    void theThreadIsLeftCleanAfterAFailureToo() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("one", request -> Reply.of(500, "{}"))) {
            OpenStackCloud cloud = keystone.connect();
            assertThatThrownBy(() -> cloud.shares().listShares("")).isInstanceOf(CloudException.class);
            assertThat(OSClientSession.getCurrent()).isNull();
        }
    }

    @Test
    void revokedTokensAreRenewedOnceForAllThreads() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            OpenStackCloud cloud = new OpenStackCloud(TestClouds.settings(embedded));
            cloud.shares().listShares("");
            embedded.faults().revokeTokens();
            TokenCacheTest.inParallel(() -> cloud.shares().listShares(""));
            assertThat(embedded.requests())
                    .filteredOn(request -> request.service().equals("identity"))
                    .hasSize(2);
            assertThat(embedded.requests())
                    .extracting(LoggedRequest::status)
                    .contains(401)
                    .containsOnly(200, 201, 401);
        }
    }

    @Test
    void aTokenThatIsRefusedAgainIsAnErrorAndNoLoop() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> Reply.of(401, "{}"))) {
            OpenStackCloud cloud = keystone.connect();
            assertThatThrownBy(() -> cloud.shares().listShares(""))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED));
            assertThat(keystone.logins()).isEqualTo(2);
        }
    }

    @Test
    void aReadIsTriedAgainWhenTheConnectionBreaksAndAWriteIsNot() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            OpenStackCloud cloud = new OpenStackCloud(TestClouds.settings(embedded));
            String share = embedded.addProductionShare("orders-db", 1);
            cloud.shares().showShare(share);
            int before = embedded.requests().size();
            embedded.faults()
                    .next("GET", "/shares/*")
                    .dropsConnectionBeforeWork()
                    .times(2);
            cloud.shares().listAccess(share);
            embedded.faults().clear();

            embedded.faults().next("POST", "/snapshots").dropsConnectionAfterWork();
            assertThatThrownBy(() -> cloud.shares().createSnapshot(share, "dc-1", TestClouds.tag()))
                    .hasMessageContaining("could not be asked to create snapshot dc-1 of share " + share)
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
            assertThat(cloud.shares().listSnapshots("dc-1")).hasSize(1);
            assertThat(embedded.requests().subList(before, embedded.requests().size()))
                    .filteredOn(request -> request.method().equals("POST"))
                    .hasSize(1);
        }
    }

    @Test
    void missingServiceIsNamedAndNothingIsAskedOfKeystone() throws Exception {
        try (EmbeddedCloud embedded =
                EmbeddedCloud.builder().without("sharev2", "shared-file-system").start()) {
            OpenStackCloud cloud = new OpenStackCloud(TestClouds.settings(embedded));
            assertThatThrownBy(() -> cloud.shares().listShares(""))
                    .hasMessageContainingAll("Manila on cloud 'lab'", "shared-file-system or sharev2")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
            assertThat(embedded.requests()).hasSize(1);
        }
    }

    @Test
    void tlsWithTheCloudsOwnAuthority() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.builder().tls().start()) {
            CloudSettings.Builder settings = TestClouds.builder(embedded);
            assertThat(new OpenStackCloud(settings.caPem(embedded.caPem()).build())
                            .shares()
                            .listShares(""))
                    .isEmpty();
            assertThatThrownBy(() -> new OpenStackCloud(settings.caPem(null).build())
                            .shares()
                            .listShares(""))
                    .hasMessageMatching(
                            "Keystone on cloud 'lab' \\(127\\.0\\.0\\.1:\\d+\\) could not be asked to log in"
                                    + " user 'jenkins' .*signed by an authority that is not trusted here.*")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
            assertThatThrownBy(() -> new OpenStackCloud(
                                    settings.caPem("no certificate").build())
                            .shares()
                            .listShares(""))
                    .hasMessageContaining("CA certificate of cloud 'lab' cannot be read");
            assertThat(new OpenStackCloud(settings.caPem(null).verifyTls(false).build())
                            .shares()
                            .listShares(""))
                    .isEmpty();
        }
    }

    @Test
    void applicationCredentialsLogInByIdAndByName() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            String secret = embedded.applicationCredentialSecret();
            for (Credential credential : new Credential[] {
                Credential.ApplicationCredential.ofId(embedded.applicationCredentialId(), secret),
                Credential.ApplicationCredential.named("jenkins", KeystoneRef.named("jenkins", "Default"), secret)
            }) {
                OpenStackCloud cloud =
                        new OpenStackCloud(CloudSettings.builder("lab", embedded.keystoneUrl(), credential)
                                .build());
                assertThat(cloud.shares().listShares("")).isEmpty();
                embedded.faults().revokeTokens();
                assertThat(cloud.shares().listShares("")).isEmpty();
            }
            assertThatThrownBy(() -> new OpenStackCloud(CloudSettings.builder(
                                            "lab",
                                            embedded.keystoneUrl(),
                                            Credential.ApplicationCredential.ofId(
                                                    embedded.applicationCredentialId(), "wrong-secret"))
                                    .build())
                            .shares()
                            .listShares(""))
                    .hasMessageContainingAll("application credential", "its secret is wrong", "401")
                    .message()
                    .doesNotContain("wrong-secret");
        }
    }

    @Test
    void usersAndProjectsMayBeGivenById() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            Credential byId = new Credential.Password(
                    KeystoneRef.namedInDomainId("jenkins", "default"),
                    KeystoneRef.ofId(embedded.projectId("ci")),
                    SecretText.of("jenkins"));
            OpenStackCloud cloud = new OpenStackCloud(
                    CloudSettings.builder("lab", embedded.keystoneUrl(), byId).build());
            assertThat(cloud.shares().listShares("")).isEmpty();
        }
    }

    @Test
    void wrongPasswordNamesAllThreeCausesAndNoSecret() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            OpenStackCloud cloud = new OpenStackCloud(CloudSettings.builder(
                            "lab",
                            embedded.keystoneUrl(),
                            Credential.Password.named("jenkins", "Default", "ci", "Default", "hunter2"))
                    .build());
            assertThatThrownBy(() -> cloud.shares().listShares(""))
                    .hasMessageMatching(
                            "Keystone on cloud 'lab' refused the login of user 'jenkins' \\(domain 'Default'\\) in"
                                    + " project 'ci' \\(domain 'Default'\\): the password is wrong, the user does not exist or is"
                                    + " disabled, there is no such project, or the user has no role in it; 'Test connection' in the configuration of the cloud tells which \\(401, req-.*\\)\\.")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED));
        }
    }

    @Test
    void anErrorOfKeystoneThatRepeatsTheRequestShowsNoSecret() throws Exception {
        try (ScriptedServer keystone = ScriptedServer.plain(
                request -> Reply.of(
                        400,
                        "{\"error\": {\"message\": \"{'password': 'not-shown'} is not valid\\n\\nOn instance: not-shown\"}}"))) {
            OpenStackCloud cloud = new OpenStackCloud(CloudSettings.builder(
                            "lab",
                            keystone.url(),
                            Credential.Password.named("jenkins", "Default", "ci", "Default", "not-shown"))
                    .build());
            assertThatThrownBy(() -> cloud.shares().listShares(""))
                    .hasMessageContaining("{'password': '****'} is not valid (400)")
                    .message()
                    .doesNotContain("not-shown");
        }
    }

    @Test
    void anAnswerThatIsNoJsonIsNoCrash() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            OpenStackCloud cloud = new OpenStackCloud(TestClouds.settings(embedded));
            cloud.shares().listShares("");
            embedded.faults().next("GET", "/shares/*").malformedBody();
            assertThatThrownBy(() -> cloud.shares().showShare(UUID.randomUUID().toString()))
                    .isInstanceOf(CloudException.class);
            String share = embedded.addProductionShare("orders-db", 1);
            embedded.faults().next("GET", "/shares/*").malformedBody();
            assertThatThrownBy(() -> cloud.shares().showShare(share))
                    .hasMessageContaining("the answer was not understood")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        }
    }

    @Test
    void slowServicesAreReportedInTime() throws Exception {
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            // whatever is slow because it is done for the first time
            new OpenStackCloud(TestClouds.settings(embedded)).shares().listShares("");
            OpenStackCloud cloud = new OpenStackCloud(TestClouds.builder(embedded)
                    .readTimeout(Duration.ofSeconds(2))
                    .build());
            cloud.shares().listShares("");
            embedded.faults()
                    .next("GET", "/shares/*")
                    .answersLate(Duration.ofSeconds(20))
                    .times(2);
            assertThatThrownBy(() -> cloud.shares().showShare(UUID.randomUUID().toString()))
                    .hasMessageMatching(
                            "Manila on cloud 'lab' \\(127\\.0\\.0\\.1:\\d+\\) could not be asked to show share"
                                    + " .*: no complete answer within 2 s\\.");
        }
    }

    private static Reply answer(ScriptedServer.Seen request) {
        if (request.uri().endsWith("/share/v2/")) {
            return Reply.json(VERSIONS);
        }
        return Reply.json(request.uri().startsWith("/share") ? "{\"shares\": []}" : "{\"clusters\": []}");
    }
}
