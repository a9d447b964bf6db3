package io.jenkins.plugins.dataclone.embedded;

import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.allow;
import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.cloneOf;
import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.id;
import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.snapshotOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private EmbeddedCloud cloud;
    private TestClient client;

    @BeforeEach
    void start() {
        cloud = EmbeddedCloud.start();
        client = TestClient.login(cloud, "jenkins", "ci");
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void statusIsAnsweredOnceWithoutWork() {
        Fault fault = cloud.faults().next("POST", "/shares").status(503);
        TestClient.Reply refused = create();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().at("/serviceUnavailable/code").asInt()).isEqualTo(503);
        assertThat(refused.header("x-compute-request-id")).startsWith("req-");
        assertThat(cloud.created(Kind.SHARE)).isZero();
        assertThat(create().status()).isEqualTo(200);
        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void pathOfAFaultTellsServicesAndObjectsApart() {
        cloud.faults().next("*", "/share/v2/*/snapshots").status(500).times(5);
        cloud.faults().next("DELETE", "/shares/*").status(502);
        assertThat(client.get("/share/v2/%/shares").status()).isEqualTo(200);
        assertThat(client.get("/share/v2/%/snapshots").status()).isEqualTo(500);
        assertThat(client.delete("/share/v2/%/shares/some-id").status()).isEqualTo(502);
    }

    @Test
    void tooManyRequestsSaysWhenToComeBack() {
        cloud.faults().next("GET", "/shares").tooManyRequests(7).times(2);
        TestClient.Reply reply = client.get("/share/v2/%/shares");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("7");
        assertThat(client.get("/share/v2/%/shares").status()).isEqualTo(429);
        assertThat(client.get("/share/v2/%/shares").status()).isEqualTo(200);
    }

    @Test
    void connectionDroppedBeforeWorkLeavesNothing() {
        cloud.faults().next("POST", "/shares").dropsConnectionBeforeWork();
        assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
        assertThat(cloud.living(Kind.SHARE)).isEmpty();
        assertThat(lastRequest().status()).isZero();
    }

    @Test
    void connectionDroppedAfterWorkLeavesAnObjectNobodyKnowsOf() {
        cloud.faults().next("POST", "/shares").dropsConnectionAfterWork();
        assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
        assertThat(cloud.living(Kind.SHARE)).hasSize(1);
        assertThat(lastRequest().status()).isZero();
    }

    @Test
    void lateAnswerComesLate() {
        cloud.faults().next("GET", "/shares").answersLate(Duration.ofMillis(120));
        long before = System.nanoTime();
        assertThat(client.get("/share/v2/%/shares").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void malformedBodyIsNoJson() {
        cloud.faults().next("GET", "/shares").malformedBody();
        TestClient.Reply reply = client.get("/share/v2/%/shares");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().isTextual()).isTrue();
    }

    @Test
    void faultCanLookAtTheBodyAndWait() {
        String share = cloud.addShare("ci", "mine", 1, "default");
        String path = "/share/v2/%/shares/" + share + "/action";
        cloud.faults()
                .next("POST", "/shares/*/action")
                .bodyContaining("allow_access")
                .after(1)
                .status(500);
        assertThat(client.post(path, Json.map("extend", Json.map("new_size", 2)))
                        .status())
                .isEqualTo(202);
        assertThat(client.post(path, allow("10.0.0.1")).status()).isEqualTo(200);
        assertThat(client.post(path, allow("10.0.0.2")).status()).isEqualTo(500);
    }

    @Test
    void failedCloneSaysWhyInItsMessages() {
        String share = cloud.addShare("ci", "mine", 1, "default");
        String snapshot = id(client.post("/share/v2/%/snapshots", snapshotOf(share)), "snapshot");
        cloud.faults().nextCloneFails("create: the back end is out of clones.");
        assertThat(client.get("/share/v2/%/shares").json().path("shares")).hasSize(1);
        String clone = id(client.post("/share/v2/%/shares", cloneOf(snapshot, 1)), "share");
        assertThat(client.get("/share/v2/%/shares/" + clone)
                        .json()
                        .at("/share/status")
                        .asText())
                .isEqualTo("error");
        assertThat(client.get("/share/v2/%/messages?resource_id=" + clone)
                        .json()
                        .at("/messages/0/user_message")
                        .asText())
                .isEqualTo("create: the back end is out of clones.");
    }

    @Test
    void ruleAndDeleteCanFail() {
        String share = cloud.addShare("ci", "mine", 1, "default");
        cloud.faults().nextAccessRuleFails();
        cloud.faults().nextDeleteFails(Kind.SHARE);
        String rule = id(client.post("/share/v2/%/shares/" + share + "/action", allow("10.0.0.1")), "access");
        assertThat(client.get("/share/v2/%/share-access-rules/" + rule)
                        .json()
                        .at("/access/state")
                        .asText())
                .isEqualTo("error");
        assertThat(client.delete("/share/v2/%/shares/" + share).status()).isEqualTo(202);
        assertThat(cloud.living(Kind.SHARE)).extracting(LivingObject::status).containsExactly("error_deleting");
    }

    @Test
    void listsCanLagByCallsAndByTime() {
        cloud.faults().listLagCalls(Kind.SHARE, 2);
        assertThat(create().status()).isEqualTo(200);
        assertThat(client.get("/share/v2/%/shares").json().path("shares")).isEmpty();
        assertThat(client.get("/share/v2/%/shares").json().path("shares")).isEmpty();
        assertThat(client.get("/share/v2/%/shares").json().path("shares")).hasSize(1);

        ManualClock clock = new ManualClock();
        try (EmbeddedCloud slow = EmbeddedCloud.builder().clock(clock).start()) {
            TestClient other = TestClient.login(slow, "jenkins", "ci");
            slow.faults().listLag(Kind.SHARE, Duration.ofSeconds(5));
            assertThat(other.post("/share/v2/%/shares", share()).status()).isEqualTo(200);
            assertThat(other.get("/share/v2/%/shares").json().path("shares")).isEmpty();
            clock.advance(Duration.ofSeconds(5));
            assertThat(other.get("/share/v2/%/shares").json().path("shares")).hasSize(1);
        }
    }

    @Test
    void objectsCanVanishAndTokensCanBeRevoked() {
        String share = cloud.addShare("ci", "mine", 1, "default");
        cloud.faults().vanish(share);
        assertThat(client.get("/share/v2/%/shares/" + share).status()).isEqualTo(404);
        cloud.faults().revokeTokens();
        assertThat(client.get("/share/v2/%/shares").status()).isEqualTo(401);
    }

    @Test
    void tokensExpire() {
        ManualClock clock = new ManualClock();
        try (EmbeddedCloud shortLived = EmbeddedCloud.builder()
                .clock(clock)
                .tokenLifetime(Duration.ofMinutes(5))
                .start()) {
            TestClient other = TestClient.login(shortLived, "jenkins", "ci");
            clock.advance(Duration.ofMinutes(5).minusMillis(1));
            assertThat(other.get("/share/v2/%/shares").status()).isEqualTo(200);
            clock.advance(Duration.ofMillis(1));
            assertThat(other.get("/share/v2/%/shares").status()).isEqualTo(401);
        }
    }

    private TestClient.Reply create() {
        return client.post("/share/v2/%/shares", share());
    }

    private static Object share() {
        return Json.map("share", Json.map("share_proto", "NFS", "size", 1, "name", "new"));
    }

    private LoggedRequest lastRequest() {
        return cloud.requests().get(cloud.requests().size() - 1);
    }
}
