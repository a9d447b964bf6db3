package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MagnumClustersTest {
    @Test
    void aClusterLivesAndGoes() throws Exception {
        ManualClock time = new ManualClock();
        try (EmbeddedCloud cloud = EmbeddedCloud.builder()
                .clock(time)
                .delays(Delays.realistic())
                .tokenLifetime(Duration.ofDays(36500))
                .start()) {
            cloud.bays().apiAddress("swarm-mode", "tcp://10.9.8.7:2376");
            Clusters clusters = clusters(cloud);
            String id = clusters.create(request(cloud, "dc-1-bay-1", Map.of()));
            assertThat(clusters.show(id).remoteStatus()).isEqualTo(RemoteStatus.PENDING);
            assertThatThrownBy(() -> clusters.signCertificate(id))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));

            time.advance(Duration.ofMinutes(2));
            Cluster cluster = clusters.show(id);
            assertThat(cluster.remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(cluster.name()).isEqualTo("dc-1-bay-1");
            assertThat(cluster.nodeCount()).isEqualTo(2);
            assertThat(cluster.apiAddress()).isEqualTo("tcp://10.9.8.7:2376");
            assertThat(cluster.templateId()).isEqualTo(cloud.bays().templateId("swarm-mode"));
            assertThat(cluster.stackId()).isNotBlank();
            assertThat(clusters.list("dc-1-bay-1")).containsExactly(cluster);
            assertThat(clusters.list("dc-1-")).containsExactly(cluster);
            assertThat(clusters.list("bay-1")).isEmpty();

            clusters.delete(id);
            clusters.delete(id);
            time.advance(Duration.ofMinutes(2));
            // a cluster on its way out answers 400 once
            assertThatThrownBy(() -> clusters.show(id)).isInstanceOfSatisfying(CloudException.class, e -> {
                assertThat(e.status()).isEqualTo(400);
                assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            });
            assertThatThrownBy(() -> clusters.show(id))
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
            clusters.delete(id);
            assertThat(cloud.living()).isEmpty();
        }
    }

    @Test
    void theSignedCertificateBelongsToTheKeyAndTheAuthority() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Clusters clusters = clusters(cloud);
            String id = clusters.create(request(cloud, "bay", Map.of()));
            clusters.show(id);
            ClientCertificate signed = clusters.signCertificate(id);
            X509Certificate certificate = certificate(signed.certificatePem());
            certificate.verify(certificate(signed.caPem()).getPublicKey());
            assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=openstack-data-clone");

            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(privateKey(signed.keyPem()));
            signature.update((byte) 1);
            byte[] bytes = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update((byte) 1);
            assertThat(signature.verify(bytes)).isTrue();

            assertThat(clusters.signCertificate(id).keyPem()).isNotEqualTo(signed.keyPem());
            assertThat(cloud.requests()).extracting(LoggedRequest::body).noneMatch(body -> body.contains("PRIVATE"));
            assertThat(ClientKey.generate(ClientKey.Kind.EC)).hasToString("ClientKey[hidden]");
        }
    }

    @Test
    void templatesAreFoundByNameOrIdAndOthersAreNamed() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Clusters clusters = clusters(cloud);
            String id = cloud.bays().templateId("kubernetes");
            assertThat(clusters.template("kubernetes")).isEqualTo(clusters.template(id));
            assertThat(clusters.template(id).coe()).isEqualTo("kubernetes");
            assertThatThrownBy(() -> clusters.template("mesos"))
                    .hasMessage("Magnum on cloud 'lab' has no cluster template 'mesos'; it has kubernetes, swarm,"
                            + " swarm-mode.")
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
            cloud.bays().addTemplate("kubernetes", "kubernetes");
            assertThatThrownBy(() -> clusters.template("kubernetes"))
                    .hasMessageContaining("several cluster templates")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
        }
    }

    @Test
    void withAnApplicationCredentialNoClusterIsAskedFor() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Credential application = Credential.ApplicationCredential.ofId(
                    cloud.applicationCredentialId(), cloud.applicationCredentialSecret());
            CloudSettings.Builder settings = CloudSettings.builder("lab", cloud.keystoneUrl(), application);
            NewCluster request = request(cloud, "bay", Map.of());
            assertThatThrownBy(() ->
                            new OpenStackCloud(settings.build()).clusters().create(request))
                    .hasMessageContaining("bays need a password credential")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
            assertThat(cloud.requests()).isEmpty();

            Credential password = Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins");
            OpenStackCloud both =
                    new OpenStackCloud(settings.clusterCredential(password).build());
            String id = both.clusters().create(request);
            assertThat(both.clusters().show(id).remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(both.shares().listShares("")).isEmpty();
        }
    }

    @Test
    void theReasonOfAFailureIsInTheFaults() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            cloud.faults().nextClusterFails("Forbidden: Quota exceeded for cores");
            Clusters clusters = clusters(cloud);
            Cluster failed = clusters.show(clusters.create(request(cloud, "bay", Map.of())));
            assertThat(failed.remoteStatus()).isEqualTo(RemoteStatus.FAILED);
            assertThat(failed.statusReason()).contains("default-master failed");
            assertThat(failed.faults())
                    .hasValueSatisfying(new org.assertj.core.api.Condition<>(
                            fault -> fault.contains("Quota exceeded for cores"), "the reason"));
        }
    }

    @Test
    void quotaIsNamedAsSuch() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            cloud.quotas("ci").clusters(0);
            CloudException error = catchThrowableOfType(
                    CloudException.class, () -> clusters(cloud).create(request(cloud, "bay", Map.of())));
            assertThat(error.kind()).isEqualTo(Kind.QUOTA);
            assertThat(error.status()).isEqualTo(403);
            assertThat(error)
                    .hasMessageContaining("Magnum on cloud 'lab' refused to create cluster bay: Resource limit");
        }
    }

    @Test
    void labelsAreAddedToThoseOfTheTemplate() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> request.method().equals("POST")
                        ? new Reply(202, "{\"uuid\": \"u\"}", Map.of())
                        : Reply.json("{\"labels\": {\"a\": \"1\", \"b\": \"2\"}}"))) {
            String template = UUID.randomUUID().toString();
            keystone.connect()
                    .clusters()
                    .create(new NewCluster(
                            "bay",
                            template,
                            1,
                            1,
                            new ClusterOptions("key", "big", "bigger", Map.of("b", "3"), 20, false, 30)));
            assertThat(keystone.server().seen()).last().satisfies(request -> {
                assertThat(request.uri()).isEqualTo("/magnum/v1/clusters");
                assertThat(request.body())
                        .contains(
                                "\"labels\":{\"a\":\"1\",\"b\":\"3\"}", "\"keypair\":\"key\"", "\"flavor_id\":\"big\"")
                        .contains("\"master_flavor_id\":\"bigger\"", "\"docker_volume_size\":20")
                        .contains("\"floating_ip_enabled\":false")
                        .contains("\"create_timeout\":30", "\"cluster_template_id\":\"" + template + "\"");
                assertThat(request.header("OpenStack-API-Version")).isEqualTo("container-infra 1.10");
            });
        }
    }

    @Test
    void theTagIsOnAClusterAndIsReadBack() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Clusters clusters = clusters(cloud);
            NewCluster plain = request(cloud, "dc-1-bay-1", Map.of("docker_storage_driver", "overlay2"));
            String id = clusters.create(tagged(plain));

            assertThat(clusters.show(id).tag()).contains(TestClouds.tag());
            assertThat(clusters.list("dc-1-")).singleElement().satisfies(cluster -> assertThat(cluster.tag())
                    .contains(TestClouds.tag()));
            assertThat(cloud.requests())
                    .filteredOn(request ->
                            request.method().equals("POST") && request.path().equals("/v1/clusters"))
                    .singleElement()
                    .satisfies(
                            request -> assertThat(request.body()).contains("\"docker_storage_driver\":\"overlay2\""));
            clusters.create(plain);
            assertThat(clusters.list("dc-1-"))
                    .extracting(Cluster::tag)
                    .containsExactlyInAnyOrder(Optional.of(TestClouds.tag()), Optional.empty());
        }
    }

    @Test
    void aMagnumWithoutLabelsOfSingleClustersMakesThemUntagged() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> {
            if (!request.method().equals("POST")) {
                return Reply.json("{\"labels\": {\"a\": \"1\"}}");
            }
            return request.body().contains("\"labels\"")
                    ? new Reply(
                            400,
                            "{\"errors\": [{\"detail\": \"Unknown attribute for argument cluster: labels\"}]}",
                            Map.of())
                    : new Reply(202, "{\"uuid\": \"u\"}", Map.of());
        })) {
            NewCluster request = new NewCluster(
                    "bay", UUID.randomUUID().toString(), 1, 1, ClusterOptions.ofTemplate(30), TestClouds.tag());
            assertThat(keystone.connect().clusters().create(request)).isEqualTo("u");

            NewCluster withLabels = tagged(new NewCluster(
                    "bay",
                    UUID.randomUUID().toString(),
                    1,
                    1,
                    new ClusterOptions(null, null, null, Map.of("b", "2"), 0, null, 30)));
            assertThatThrownBy(() -> keystone.connect().clusters().create(withLabels))
                    .hasMessageContaining("This Magnum does not know that setting for single clusters");
        }
    }

    @Test
    void whatThisMagnumCannotDoForASingleClusterIsSaidWithAdvice() throws Exception {
        Map<String, String> answers = Map.of(
                "Cluster type (vm, Unset, mesos) not supported.",
                "The cloud has no driver (any more) for what the cluster template says; an administrator has to name"
                        + " another cluster template in the bay template.",
                "Requested COE type mesos is not supported.",
                "The cloud has no driver (any more)",
                "Unknown attribute for argument cluster: floating_ip_enabled",
                "This Magnum does not know that setting for single clusters; it can be made in the cluster template");
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            try (FakeKeystone keystone = new FakeKeystone(
                    "lab",
                    request -> new Reply(400, "{\"errors\": [{\"detail\": \"" + answer.getKey() + "\"}]}", Map.of()))) {
                String template = UUID.randomUUID().toString();
                assertThatThrownBy(() -> keystone.connect()
                                .clusters()
                                .create(new NewCluster("bay", template, 1, 1, ClusterOptions.ofTemplate(30))))
                        .hasMessageContainingAll(answer.getKey().replaceAll("\\.$", ""), answer.getValue())
                        .isInstanceOfSatisfying(
                                CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
            }
        }
    }

    @Test
    void aMagnumBeforeTheResizeActionIsPatched() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> "container-infra 1.6".equals(request.header("OpenStack-API-Version"))
                        ? new Reply(202, "{\"uuid\": \"u\"}", Map.of())
                        : new Reply(406, "{}", Map.of("OpenStack-API-Maximum-Version", "container-infra 1.6")))) {
            String id = UUID.randomUUID().toString();
            keystone.connect().clusters().resize(id, 3);
            assertThat(keystone.server().seen()).last().satisfies(request -> {
                assertThat(request.method() + " " + request.uri()).isEqualTo("PATCH /magnum/v1/clusters/" + id);
                assertThat(request.body()).contains("\"op\":\"replace\"", "\"path\":\"/node_count\"", "\"value\":3");
            });
        }
        try (FakeKeystone keystone =
                new FakeKeystone("lab", request -> new Reply(202, "{\"uuid\": \"u\"}", Map.of()))) {
            String id = UUID.randomUUID().toString();
            keystone.connect().clusters().resize(id, 3);
            assertThat(keystone.server().seen()).last().satisfies(request -> assertThat(
                            request.method() + " " + request.uri() + " " + request.body())
                    .isEqualTo("POST /magnum/v1/clusters/" + id + "/actions/resize {\"node_count\":3}"));
        }
    }

    @Test
    void aSignerThatKnowsNoEllipticCurvesGetsAnRsaKeyAndFromThenOnOnlyThat() throws Exception {
        java.util.List<Integer> sizes = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> {
            if (request.method().equals("GET")) {
                return Reply.json("{\"pem\": \"CA\"}");
            }
            sizes.add(request.body().length());
            boolean rsa = request.body().length() > 1000;
            return rsa
                    ? Reply.json("{\"pem\": \"SIGNED\"}")
                    : new Reply(400, "{\"errors\": [{\"detail\": \"Received invalid csr\"}]}", Map.of());
        })) {
            Clusters clusters = keystone.connect().clusters();
            ClientCertificate signed =
                    clusters.signCertificate(UUID.randomUUID().toString());
            assertThat(signed.certificatePem()).isEqualTo("SIGNED\n");
            byte[] der = Base64.getMimeDecoder()
                    .decode(signed.keyPem().replaceAll("-----[A-Z ]+-----", "").strip());
            assertThat(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)))
                    .isInstanceOfSatisfying(
                            java.security.interfaces.RSAPrivateKey.class,
                            key -> assertThat(key.getModulus().bitLength()).isEqualTo(3072));
            assertThat(sizes).hasSize(2);
            clusters.signCertificate(UUID.randomUUID().toString());
            assertThat(sizes).hasSize(3).last().satisfies(size -> assertThat(size)
                    .isGreaterThan(1000));
        }
    }

    @Test
    void anOlderMagnumIsSpokenToInItsVersion() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> "container-infra 1.7".equals(request.header("OpenStack-API-Version"))
                        ? Reply.json("{\"clusters\": []}")
                        : new Reply(406, "{}", Map.of("OpenStack-API-Maximum-Version", "container-infra 1.7")))) {
            OpenStackCloud cloud = keystone.connect();
            assertThat(cloud.clusters().list("")).isEmpty();
            assertThat(cloud.clusters().list("")).isEmpty();
            assertThat(keystone.server().seen())
                    .filteredOn(request -> request.uri().startsWith("/magnum"))
                    .hasSize(3);
        }
    }

    @Test
    void listsFollowTheMarker() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> request.uri().contains("marker=a1")
                        ? Reply.json("{\"clusters\": [{\"uuid\": \"a2\", \"name\": \"dc-2\"}]}")
                        : Reply.json(
                                "{\"clusters\": [{\"uuid\": \"a1\", \"name\": \"dc-1\"}], \"next\": \"http://elsewhere/\"}"))) {
            assertThat(keystone.connect().clusters().list("dc-"))
                    .extracting(Cluster::id)
                    .containsExactly("a1", "a2");
        }
    }

    @Test
    void whatIsNoIdGetsIntoNoPath() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Clusters clusters = clusters(cloud);
            for (var call : java.util.List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                    () -> clusters.show("../templates"),
                    () -> clusters.delete("bay"),
                    () -> clusters.signCertificate("?"))) {
                assertThatThrownBy(call).isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.kind())
                        .isEqualTo(Kind.CONFIGURATION));
            }
            assertThat(cloud.requests()).isEmpty();
        }
    }

    private static Clusters clusters(EmbeddedCloud cloud) throws CloudException {
        return new OpenStackCloud(TestClouds.settings(cloud)).clusters();
    }

    private static NewCluster request(EmbeddedCloud cloud, String name, Map<String, String> labels) {
        return new NewCluster(
                name,
                cloud.bays().templateId("swarm-mode"),
                2,
                1,
                new ClusterOptions(null, null, null, labels, 0, null, 30));
    }

    private static NewCluster tagged(NewCluster plain) {
        return new NewCluster(
                plain.name(),
                plain.templateId(),
                plain.nodeCount(),
                plain.masterCount(),
                plain.options(),
                TestClouds.tag());
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PrivateKey privateKey(String pem) throws Exception {
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
