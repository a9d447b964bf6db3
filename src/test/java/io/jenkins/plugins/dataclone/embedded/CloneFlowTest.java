package io.jenkins.plugins.dataclone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The way of a clone through the embedded Manila, with time standing still where it matters. */
class CloneFlowTest {
    @Test
    void clonesAProductionShareAndRemovesEverything() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            String production = cloud.addProductionShare("orders-db", 3);
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String snapshot = id(client.post("/share/v2/%/snapshots", snapshotOf(production)), "snapshot");
            assertThat(client.get("/share/v2/%/snapshots/" + snapshot)
                            .json()
                            .at("/snapshot/status")
                            .asText())
                    .isEqualTo("available");
            TestClient.Reply made = client.post("/share/v2/%/shares", cloneOf(snapshot, 3));
            assertThat(made.status()).isEqualTo(200);
            assertThat(made.json().at("/share/status").asText()).isEqualTo("creating");
            String clone = id(made, "share");
            String rule = id(client.post("/share/v2/%/shares/" + clone + "/action", allow("10.20.0.0/16")), "access");
            assertThat(client.get("/share/v2/%/share-access-rules/" + rule)
                            .json()
                            .at("/access/state")
                            .asText())
                    .isEqualTo("active");
            assertThat(client.get("/share/v2/%/shares/" + clone + "/export_locations")
                            .json()
                            .at("/export_locations/0/path")
                            .asText())
                    .contains("/srv/manila/share-");
            assertThat(cloud.living())
                    .extracting(LivingObject::kind)
                    .containsExactly(Kind.SHARE, Kind.SHARE_SNAPSHOT, Kind.ACCESS_RULE);

            assertThat(client.delete("/share/v2/%/shares/" + clone).status()).isEqualTo(202);
            assertThat(client.get("/share/v2/%/shares/" + clone).status()).isEqualTo(404);
            assertThat(client.delete("/share/v2/%/snapshots/" + snapshot).status())
                    .isEqualTo(202);
            assertThat(cloud.living()).isEmpty();
            assertThat(cloud.created(Kind.SHARE)).isEqualTo(1);
            assertThat(cloud.productionWrites()).isEmpty();
        }
    }

    @Test
    void statesFollowTheClockOnly() {
        ManualClock clock = new ManualClock();
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().clock(clock).delays(Delays.realistic()).start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String share = cloud.addShare("ci", "mine", 1, "default");
            String rule = id(client.post("/share/v2/%/shares/" + share + "/action", allow("10.0.0.1")), "access");
            String path = "/share/v2/%/share-access-rules/" + rule;
            assertThat(client.get(path).json().at("/access/state").asText()).isEqualTo("queued_to_apply");
            clock.advance(Duration.ofMillis(800));
            assertThat(client.get(path).json().at("/access/state").asText()).isEqualTo("applying");
            assertThat(client.get("/share/v2/%/shares/" + share)
                            .json()
                            .at("/share/access_rules_status")
                            .asText())
                    .isEqualTo("syncing");
            clock.advance(Duration.ofSeconds(2));
            assertThat(client.get(path).json().at("/access/state").asText()).isEqualTo("active");

            String clone = id(
                    client.post("/share/v2/%/shares", Json.map("share", Json.map("size", 1, "share_proto", "NFS"))),
                    "share");
            clock.advance(Step.SHARE_CREATE.realistic().minusMillis(1));
            assertThat(status(client, clone)).isEqualTo("creating");
            clock.advance(Duration.ofMillis(1));
            assertThat(status(client, clone)).isEqualTo("available");
        }
    }

    @Test
    void chainsOfStatesDoNotDriftWhenNobodyLooks() {
        ManualClock clock = new ManualClock();
        try (EmbeddedCloud cloud = EmbeddedCloud.builder()
                .clock(clock)
                .delays(Delays.realistic())
                .badRequestBeforeClusterGone(false)
                .start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String id = client.post(
                            "/container-infra/v1/clusters",
                            Json.map("name", "bay", "cluster_template_id", "swarm-mode"))
                    .json()
                    .path("uuid")
                    .asText();
            // 3 s stack, 65 s Heat, 8 s until Magnum notices
            clock.advance(Duration.ofSeconds(75));
            assertThat(client.get("/container-infra/v1/clusters/" + id)
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("CREATE_IN_PROGRESS");
            clock.advance(Duration.ofSeconds(1));
            assertThat(client.get("/container-infra/v1/clusters/" + id)
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("CREATE_COMPLETE");
        }
    }

    @Test
    void foreignSharesAreUnknown() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            String share = cloud.addShare("ci", "mine", 1, "default");
            TestClient stranger = TestClient.login(cloud, "stranger", "other");
            assertThat(stranger.get("/share/v2/%/shares/" + share).status()).isEqualTo(404);
            assertThat(stranger.get("/share/v2/%/shares").json().path("shares")).isEmpty();
        }
    }

    static Object snapshotOf(String share) {
        return Json.map("snapshot", Json.map("share_id", share, "name", "snap"));
    }

    static Object cloneOf(String snapshot, int size) {
        return Json.map(
                "share", Json.map("share_proto", "NFS", "size", size, "name", "clone", "snapshot_id", snapshot));
    }

    static Object allow(String to) {
        return Json.map("allow_access", Json.map("access_type", "ip", "access_to", to, "access_level", "rw"));
    }

    static String id(TestClient.Reply reply, String member) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
        return reply.json().path(member).path("id").asText();
    }

    private static String status(TestClient client, String share) {
        return client.get("/share/v2/%/shares/" + share)
                .json()
                .at("/share/status")
                .asText();
    }
}
