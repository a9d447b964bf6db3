package io.jenkins.plugins.dataclone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a test sees of the embedded cloud beyond the recorded calls. */
class EmbeddedCloudTest {
    @Test
    void listsAreCutAtTheMaximumAndPagedByOffset() {
        try (EmbeddedCloud cloud = EmbeddedCloud.builder().maxPage(2).start()) {
            IntStream.range(0, 5).forEach(i -> cloud.addShare("ci", "share-" + i, 1, "default"));
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            Set<String> names = new HashSet<>();
            for (int offset = 0; offset < 6; offset += 2) {
                JsonNode page =
                        client.get("/share/v2/%/shares?offset=" + offset).json().path("shares");
                assertThat(page.size()).isEqualTo(offset == 4 ? 1 : 2);
                page.forEach(share -> names.add(share.path("name").asText()));
            }
            assertThat(names).hasSize(5);
        }
    }

    @Test
    void volumesArePagedByMarkerThroughTheNextLink() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            IntStream.range(0, 5).forEach(i -> cloud.addProductionVolume("volume-" + i, 1));
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            Set<String> names = new HashSet<>();
            String path = "/volume/v3/%/volumes?limit=2";
            int pages = 0;
            while (path != null) {
                JsonNode page = client.get(path).json();
                page.path("volumes")
                        .forEach(volume -> names.add(volume.path("name").asText()));
                String next = page.at("/volumes_links/0/href").asText(null);
                path = next == null ? null : next.substring(next.indexOf("/volume/"));
                pages++;
            }
            assertThat(names).hasSize(5);
            assertThat(pages).isEqualTo(3);
        }
    }

    @Test
    void speaksTlsWithItsOwnAuthority() {
        try (EmbeddedCloud cloud = EmbeddedCloud.builder().tls().start()) {
            assertThat(cloud.keystoneUrl()).startsWith("https://127.0.0.1:");
            assertThat(TestClient.login(cloud, "jenkins", "ci")
                            .get("/share/v2/%/shares")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void endpointsOfAllRegionsAndInterfacesAnswer() {
        try (EmbeddedCloud cloud = EmbeddedCloud.builder()
                .regions("north", "south")
                .without("container-infra")
                .start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            JsonNode catalog = client.get("/identity/v3/auth/catalog").json().path("catalog");
            List<String> types = new ArrayList<>();
            Set<String> urls = new HashSet<>();
            for (JsonNode service : catalog) {
                types.add(service.path("type").asText());
                if (service.path("type").asText().equals("sharev2")) {
                    service.path("endpoints")
                            .forEach(endpoint -> urls.add(endpoint.path("url").asText()));
                }
            }
            assertThat(types).contains("sharev2", "volumev3").doesNotContain("container-infra");
            assertThat(urls).hasSize(6);
            String root = cloud.keystoneUrl().replace("/identity/v3", "");
            for (String url : urls) {
                assertThat(client.call("GET", url.substring(root.length()) + "/shares", null)
                                .status())
                        .as(url)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void lowerMaximumOfManilaIsShownAndKept() {
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().manilaMicroversion("2.40").start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            assertThat(client.get("/share/").json().at("/versions/1/version").asText())
                    .isEqualTo("2.40");
            assertThat(client.get("/share/v2/%/shares").status()).isEqualTo(406);
            assertThat(client.call("GET", "/share/v2/%/shares", null, Map.of("X-OpenStack-Manila-API-Version", "2.40"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void quotasOfTheTestAreKept() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            cloud.addProductionShare("orders-db", 4);
            cloud.quotas("ci").shareGigabytes(5).clusters(0);
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            Map<String, Object> two = Json.map("share", Json.map("share_proto", "NFS", "size", 2));
            assertThat(client.post("/share/v2/%/shares", two).status()).isEqualTo(413);
            Map<String, Object> bay = Json.map("name", "bay", "cluster_template_id", "swarm-mode");
            assertThat(client.post("/container-infra/v1/clusters", bay).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void requestsAreLoggedWithoutSecrets() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            TestClient.Reply reply = client.get("/share/v2/%/shares?name=x");
            assertThat(cloud.requests()).hasSize(2);
            assertThat(cloud.requests().get(0).body()).isEmpty();
            LoggedRequest request = cloud.requests().get(1);
            assertThat(request.service()).isEqualTo("share");
            assertThat(request.query()).isEqualTo("name=x");
            assertThat(request.project()).isEqualTo("ci");
            assertThat(request.user()).isEqualTo("jenkins");
            assertThat(request.requestId()).isEqualTo(reply.header("x-compute-request-id"));
        }
    }

    @Test
    void manyCallersAtOnceLoseNothing() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            Map<String, Object> share = Json.map("share", Json.map("share_proto", "NFS", "size", 1));
            List<Integer> answers = IntStream.range(0, 40)
                    .parallel()
                    .mapToObj(i -> client.post("/share/v2/%/shares", share).status())
                    .toList();
            assertThat(answers).containsOnly(200);
            assertThat(cloud.created(Kind.SHARE)).isEqualTo(40);
            assertThat(cloud.requests()).hasSize(41);
        }
    }

    @Test
    void bodiesAreFlushedWithoutWaiting() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            // else each body waits 40 ms for a delayed acknowledgement; the JDK's server reads it once
            assertThat(cloud.keystoneUrl()).isNotEmpty();
            assertThat(System.getProperty("sun.net.httpserver.nodelay")).isEqualTo("true");
        }
    }

    @Test
    void closedCloudRefusesConnections() {
        EmbeddedCloud cloud = EmbeddedCloud.start();
        TestClient client = TestClient.login(cloud, "jenkins", "ci");
        cloud.close();
        assertThatThrownBy(() -> client.get("/share/v2/%/shares")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void stacksShowTheirProgress() {
        ManualClock clock = new ManualClock();
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().clock(clock).delays(Delays.realistic()).start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String id = client.post(
                            "/container-infra/v1/clusters",
                            Json.map("name", "bay", "cluster_template_id", "swarm-mode"))
                    .json()
                    .path("uuid")
                    .asText();
            clock.advance(java.time.Duration.ofSeconds(3));
            String stack = client.get("/container-infra/v1/clusters/" + id)
                    .json()
                    .path("stack_id")
                    .asText();
            String location = client.get("/orchestration/v1/%/stacks/" + stack).header("Location");
            String path = location.substring(location.indexOf("/orchestration/")) + "/resources";
            List<Long> complete = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clock.advance(java.time.Duration.ofSeconds(16));
                complete.add(client.get(path).json().path("resources").findValuesAsText("resource_status").stream()
                        .filter("CREATE_COMPLETE"::equals)
                        .count());
            }
            assertThat(complete).isSorted().doesNotHaveDuplicates().last().isEqualTo(8L);
        }
    }
}
