package io.jenkins.plugins.dataclone.embedded;

import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.allow;
import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.cloneOf;
import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.id;
import static io.jenkins.plugins.dataclone.embedded.CloneFlowTest.snapshotOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProductionGuardTest {
    private EmbeddedCloud cloud;
    private TestClient client;
    private String production;
    private String path;

    @BeforeEach
    void start() {
        cloud = EmbeddedCloud.start();
        client = TestClient.login(cloud, "jenkins", "ci");
        production = cloud.addProductionShare("orders-db", 2);
        path = "/share/v2/%/shares/" + production;
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void readingAndSnapshotsAndClonesAreNoWrites() {
        client.get(path);
        client.get("/share/v2/%/share-access-rules?share_id=" + production);
        client.call(
                "POST",
                path + "/action",
                "{\"access_list\": null}",
                java.util.Map.of("X-OpenStack-Manila-API-Version", "2.40"));
        String snapshot = id(client.post("/share/v2/%/snapshots", snapshotOf(production)), "snapshot");
        String clone = id(client.post("/share/v2/%/shares", cloneOf(snapshot, 2)), "share");
        client.post("/share/v2/%/shares/" + clone + "/action", allow("10.0.0.1"));
        client.post("/share/v2/%/shares/" + clone + "/metadata", Json.map("metadata", Json.map("of", production)));
        client.delete("/share/v2/%/shares/" + clone);
        client.delete("/share/v2/%/snapshots/" + snapshot);
        assertThat(cloud.productionWrites()).isEmpty();
    }

    @Test
    void everyChangeOfProductionIsSeen() {
        client.post(path + "/action", allow("10.0.0.1"));
        client.post(path + "/action", Json.map("extend", Json.map("new_size", 5)));
        client.post(path + "/metadata", Json.map("metadata", Json.map("a", "b")));
        client.post("/share/v2/%/share-replicas", Json.map("share_replica", Json.map("share_id", production)));
        client.post(
                "/compute/v2.1/servers/s/os-volume_attachments",
                Json.map("volumeAttachment", Json.map("volumeId", cloud.addProductionVolume("orders-db", 1))));
        client.delete(path);
        client.call("PUT", path, Json.map("share", Json.map("display_name", "mine")));
        assertThat(cloud.productionWrites()).hasSize(7).allSatisfy(write -> assertThat(write.objectName())
                .isEqualTo("orders-db"));
        assertThat(cloud.productionWrites().get(0).body()).contains("allow_access");
    }

    @Test
    void refusedAndForeignChangesAreSeenToo() {
        TestClient stranger = TestClient.login(cloud, "stranger", "other");
        assertThat(stranger.delete(path).status()).isEqualTo(404);
        cloud.faults().next("DELETE", "/shares/*").status(503);
        assertThat(client.delete(path).status()).isEqualTo(503);
        assertThat(cloud.productionWrites()).extracting(ProductionWrite::method).containsExactly("DELETE", "DELETE");
    }

    @Test
    void productionIsNotCountedAsLiving() {
        assertThat(cloud.living()).isEmpty();
        assertThat(cloud.created(Kind.SHARE)).isZero();
    }

    @Test
    void aSnapshotThatGoesBeforeItsCloneIsSeen() {
        String snapshot = id(client.post("/share/v2/%/snapshots", snapshotOf(production)), "snapshot");
        client.post("/share/v2/%/shares", cloneOf(snapshot, 2));
        assertThat(cloud.uprooted()).isEmpty();
        client.delete("/share/v2/%/snapshots/" + snapshot);
        assertThat(cloud.uprooted()).singleElement().asString().contains("DELETE", snapshot);
    }
}
