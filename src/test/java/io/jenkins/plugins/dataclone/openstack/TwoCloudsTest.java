package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.openstack.internal.OSClientSession;

/**
 * Two clouds with certificates and logins of their own, used by 64 threads at once: nothing of one gets into the other. An
 * embedded cloud answers a token that is not its own with 401, so a single one would show.
 */
class TwoCloudsTest {
    private static final int THREADS = 64;
    private static final int ROUNDS = 3;

    private EmbeddedCloud one;
    private EmbeddedCloud two;

    @BeforeEach
    void start() {
        one = EmbeddedCloud.builder().tls().start();
        two = EmbeddedCloud.builder().tls().start();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void noCallBearsTheOthersTokenAndThereIsOneLoginPerCloud() throws Exception {
        OpenStackCloud[] clouds = {
            connect("one", one, password("jenkins", "ci"), null),
            connect("two", two, password("stranger", "other"), null)
        };
        useBoth(clouds);
        for (EmbeddedCloud cloud : List.of(one, two)) {
            assertThat(logins(cloud)).as("logins").isEqualTo(1);
            assertThat(cloud.requests())
                    .filteredOn(request -> !request.service().equals("identity"))
                    .hasSizeGreaterThanOrEqualTo(THREADS / 2 * ROUNDS * 2)
                    .allMatch(request -> request.status() == 200)
                    .extracting(LoggedRequest::user)
                    .containsOnly(cloud == one ? "jenkins" : "stranger");
        }
    }

    @Test
    void aCloudWithTwoCredentialsLogsInOnceWithEachAlsoAfterItsTokensWereRevoked() throws Exception {
        OpenStackCloud[] clouds = {
            connect("one", one, application(one), password("jenkins", "ci")),
            connect("two", two, password("stranger", "other"), password("admin", "admin"))
        };
        useBoth(clouds);
        assertThat(List.of(logins(one), logins(two))).containsExactly(2L, 2L);
        assertThat(two.requests())
                .filteredOn(request -> request.service().equals("container-infra"))
                .extracting(LoggedRequest::user)
                .containsOnly("admin");

        one.faults().revokeTokens();
        two.faults().revokeTokens();
        useBoth(clouds);
        assertThat(List.of(logins(one), logins(two)))
                .as("one more with each credential, however many threads were refused")
                .containsExactly(4L, 4L);
        for (EmbeddedCloud cloud : List.of(one, two)) {
            assertThat(cloud.requests()).extracting(LoggedRequest::status).containsOnly(200, 201, 401);
        }
    }

    @Test
    void neitherTrustsTheOthersAuthority() throws Exception {
        OpenStackCloud wrong =
                new OpenStackCloud(CloudSettings.builder("one", one.keystoneUrl(), password("jenkins", "ci"))
                        .caPem(two.caPem())
                        .build());
        connect("two", two, password("jenkins", "ci"), null).shares().listShares("");
        assertThatThrownBy(() -> wrong.shares().listShares(""))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("signed by an authority that is not trusted here");
        assertThat(one.requests()).isEmpty();
    }

    /** All threads at once, each of them now on this cloud and now on that. */
    private static void useBoth(OpenStackCloud[] clouds) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        AtomicInteger number = new AtomicInteger();
        TokenCacheTest.inParallel(() -> {
            int first = number.getAndIncrement();
            together.await(30, TimeUnit.SECONDS);
            for (int round = 0; round < ROUNDS; round++) {
                OpenStackCloud cloud = clouds[(first + round) % 2];
                assertThat(cloud.shares().listShares("none-")).isEmpty();
                assertThat(cloud.clusters().list("none-")).isEmpty();
                assertThat(OSClientSession.getCurrent()).isNull();
            }
            return "done";
        });
    }

    private static long logins(EmbeddedCloud cloud) {
        return cloud.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith("/auth/tokens"))
                .count();
    }

    private static OpenStackCloud connect(String name, EmbeddedCloud cloud, Credential first, Credential second)
            throws CloudException {
        return new OpenStackCloud(CloudSettings.builder(name, cloud.keystoneUrl(), first)
                .clusterCredential(second)
                .caPem(cloud.caPem())
                .limits(TestClouds.UNLIMITED)
                .build());
    }

    private static Credential password(String user, String project) {
        return Credential.Password.named(user, "Default", project, "Default", user);
    }

    private static Credential application(EmbeddedCloud cloud) {
        return Credential.ApplicationCredential.ofId(
                cloud.applicationCredentialId(), cloud.applicationCredentialSecret());
    }
}
