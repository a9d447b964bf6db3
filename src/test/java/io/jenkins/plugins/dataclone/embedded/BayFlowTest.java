package io.jenkins.plugins.dataclone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class BayFlowTest {
    private static final String CLUSTERS = "/container-infra/v1/clusters";

    @Test
    void clusterLivesAndGoesAsOnARealCloud() {
        ManualClock clock = new ManualClock();
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().clock(clock).delays(Delays.realistic()).start()) {
            cloud.bays().apiAddress("swarm-mode", "tcp://127.0.0.1:2376");
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String id = create(client, "swarm-mode");
            assertThat(client.get("/container-infra/v1/certificates/" + id).status())
                    .isEqualTo(404);
            clock.advance(Duration.ofSeconds(4));
            assertThat(cluster(client, id).path("stack_id").isTextual()).isTrue();
            clock.advance(Duration.ofSeconds(90));
            JsonNode complete = cluster(client, id);
            assertThat(complete.path("status").asText()).isEqualTo("CREATE_COMPLETE");
            assertThat(complete.path("api_address").asText()).isEqualTo("tcp://127.0.0.1:2376");
            assertThat(complete.path("node_addresses")).hasSize(1);
            assertThat(client.get("/network/v2.0/subnets/"
                                    + complete.path("fixed_subnet").asText())
                            .json()
                            .at("/subnet/cidr")
                            .asText())
                    .isEqualTo("10.20.0.0/16");

            assertThat(client.delete(CLUSTERS + "/" + id).status()).isEqualTo(204);
            assertThat(cluster(client, id).path("status").asText()).isEqualTo("CREATE_COMPLETE");
            clock.advance(Duration.ofSeconds(3));
            assertThat(cluster(client, id).path("status").asText()).isEqualTo("DELETE_IN_PROGRESS");
            assertThat(client.delete(CLUSTERS + "/" + id).status()).isEqualTo(204);
            clock.advance(Duration.ofSeconds(60));
            assertThat(client.get(CLUSTERS + "/" + id).status()).isEqualTo(400);
            assertThat(client.get(CLUSTERS + "/" + id).status()).isEqualTo(404);
            assertThat(cloud.living()).isEmpty();
        }
    }

    @Test
    void failuresAreInFaultsByNodeGroup() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            cloud.faults().nextClusterFails("Forbidden: resources.swarm_primary_master: Quota exceeded for cores");
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            JsonNode failed = cluster(client, create(client, "swarm"));
            assertThat(failed.path("status").asText()).isEqualTo("CREATE_FAILED");
            assertThat(failed.path("faults").path("default-master").asText())
                    .isEqualTo("Resource CREATE failed: Forbidden: resources.swarm_primary_master: Quota exceeded for"
                            + " cores");
        }
    }

    @Test
    void aClusterWhoseStackIsLostFails() {
        ManualClock clock = new ManualClock();
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().clock(clock).delays(Delays.realistic()).start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String making = create(client, "swarm");
            String resizing = create(client, "swarm");
            clock.advance(Duration.ofSeconds(4));
            String lostInMaking = cluster(client, making).path("stack_id").asText();
            cloud.faults().vanish(lostInMaking);
            clock.advance(Duration.ofSeconds(90));
            assertFailed(cluster(client, making), "CREATE_FAILED", lostInMaking);

            JsonNode made = cluster(client, resizing);
            assertThat(made.path("status").asText()).isEqualTo("CREATE_COMPLETE");
            List<Object> change = List.of(Json.map("op", "replace", "path", "/node_count", "value", 3));
            assertThat(client.call("PATCH", CLUSTERS + "/" + resizing, change).status())
                    .isEqualTo(202);
            clock.advance(Duration.ofSeconds(4));
            assertThat(cluster(client, resizing).path("status").asText()).isEqualTo("UPDATE_IN_PROGRESS");
            String lostInResizing = made.path("stack_id").asText();
            cloud.faults().vanish(lostInResizing);
            clock.advance(Duration.ofSeconds(60));
            assertFailed(cluster(client, resizing), "UPDATE_FAILED", lostInResizing);

            client.delete(CLUSTERS + "/" + making);
            client.delete(CLUSTERS + "/" + resizing);
            clock.advance(Duration.ofSeconds(60));
            assertThat(cloud.living()).isEmpty();
        }
    }

    private static void assertFailed(JsonNode cluster, String status, String stack) {
        assertThat(cluster.path("status").asText()).isEqualTo(status);
        assertThat(cluster.path("status_reason").asText()).isEqualTo("default-master failed, default-worker failed");
        assertThat(cluster.path("faults").path("default-master").asText())
                .isEqualTo("Stack with id " + stack + " not found in Heat.");
    }

    @Test
    void applicationCredentialCannotMakeATrust() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            TestClient client = TestClient.login(
                    cloud,
                    Json.map(
                            "identity",
                            Json.map(
                                    "methods", List.of("application_credential"),
                                    "application_credential",
                                            Json.map(
                                                    "id", cloud.applicationCredentialId(),
                                                    "secret", cloud.applicationCredentialSecret()))));
            String id = create(client, "swarm-mode");
            JsonNode failed = cluster(client, id);
            assertThat(failed.path("status_reason").asText())
                    .isEqualTo("Failed to create trustee or trust for Cluster: " + id);
            assertThat(failed.path("stack_id").isNull()).isTrue();
        }
    }

    @Test
    void signedCertificatesMakeMutualTlsWork() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String id = create(client, "swarm-mode");
            cluster(client, id);
            KeyPair keys = keys();
            String csr = request("jenkins", keys);
            TestClient.Reply signed =
                    client.post("/container-infra/v1/certificates", Json.map("cluster_uuid", id, "csr", csr));
            assertThat(signed.status()).as(signed.text()).isEqualTo(201);
            X509Certificate own = certificate(signed.json().path("pem").asText());
            X509Certificate ca = certificate(client.get("/container-infra/v1/certificates/" + id)
                    .json()
                    .path("pem")
                    .asText());
            own.verify(ca.getPublicKey());
            assertThat(ca.getBasicConstraints()).isZero();

            KeyMaterial server = cloud.bays().authority(id).server("127.0.0.1", "localhost");
            SSLContext asClient = new KeyMaterial(keys.getPrivate(), own, ca).sslContext();
            assertThat(handshake(server.sslContext(), asClient)).isEqualTo("CN=jenkins");
            SSLContext foreign =
                    new CertificateAuthority("somebody else").client("intruder").sslContext();
            assertThatThrownBy(() -> handshake(server.sslContext(), foreign)).isInstanceOf(Exception.class);
        }
    }

    @Test
    void requestWithAWrongSignatureIsRefused() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String id = create(client, "swarm-mode");
            cluster(client, id);
            KeyPair keys = keys();
            byte[] der = Pem.read("REQUEST", request("jenkins", keys));
            der[der.length - 5] ^= 1;
            TestClient.Reply refused = client.post(
                    "/container-infra/v1/certificates",
                    Json.map("cluster_uuid", id, "csr", Pem.write("CERTIFICATE REQUEST", der)));
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    void provisionerGivesTheAddressAndHearsOfTheEnd() {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            java.util.List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
            cloud.bays().provisioner(new ClusterProvisioner() {
                @Override
                public String apiAddress(ClusterInfo info) {
                    heard.add("up " + info.name());
                    return "tcp://127.0.0.1:9";
                }

                @Override
                public void removed(ClusterInfo info) {
                    heard.add("down " + info.name());
                }
            });
            TestClient client = TestClient.login(cloud, "jenkins", "ci");
            String id = create(client, "swarm");
            assertThat(cluster(client, id).path("api_address").asText()).isEqualTo("tcp://127.0.0.1:9");
            client.delete(CLUSTERS + "/" + id);
            client.get(CLUSTERS);
            assertThat(heard).containsExactly("up bay", "down bay");
        }
    }

    private static String handshake(SSLContext server, SSLContext client) throws Exception {
        try (SSLServerSocket listening =
                (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0)) {
            listening.setNeedClientAuth(true);
            CompletableFuture<String> peer = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    socket.startHandshake();
                    String name = socket.getSession().getPeerPrincipal().getName();
                    socket.getOutputStream().write(1);
                    return name;
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            try (SSLSocket socket =
                    (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", listening.getLocalPort())) {
                javax.net.ssl.SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo(1);
            }
            return peer.get();
        }
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    /** A PKCS#10 request, RFC 2986 section 4. */
    private static String request(String name, KeyPair keys) throws Exception {
        byte[] subject = Der.sequence(Der.tlv(Der.SET, Der.sequence(Der.oid("2.5.4.3"), Der.utf8(name))));
        byte[] info = Der.sequence(
                Der.integer(BigInteger.ZERO), subject, keys.getPublic().getEncoded(), Der.tlv(0xa0));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(info);
        byte[] algorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
        return Pem.write("CERTIFICATE REQUEST", Der.sequence(info, algorithm, Der.bits(signature.sign())));
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String create(TestClient client, String template) {
        TestClient.Reply reply =
                client.post(CLUSTERS, Json.map("name", "bay", "cluster_template_id", template, "keypair", "jenkins"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        return reply.json().path("uuid").asText();
    }

    private static JsonNode cluster(TestClient client, String id) {
        TestClient.Reply reply = client.get(CLUSTERS + "/" + id);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }
}
