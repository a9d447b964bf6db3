package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.RawOpenStack;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;
import io.jenkins.plugins.dataclone.port.Stacks.NewStack;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** Magnum, as bays use it. A cluster takes a minute or two on a real cloud, so there are three of them at the most. */
class MagnumContractTest {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static ContractCloud contract;
    private static Clusters clusters;
    private static String template;

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        clusters = contract.cloud().clusters();
        template = addTemplate("template", Map.of("labels", Map.of("a", "1", "b", "2")));
    }

    @AfterAll
    static void close() throws Exception {
        contract.raw().cluster(HttpMethod.DELETE, "/clustertemplates/" + template, null);
        contract.close();
    }

    private static String addTemplate(String name, Map<String, Object> more) throws CloudException {
        Map<String, Object> body = new LinkedHashMap<>(Map.of(
                "name", contract.prefix() + name,
                "coe", "swarm-mode",
                "image_id", "fedora-atomic",
                "keypair_id", "jenkins",
                "external_network_id", "public",
                "flavor_id", "m1.small",
                "master_flavor_id", "m1.small",
                "docker_volume_size", 3,
                "network_driver", "docker"));
        body.putAll(more);
        return contract.raw()
                .cluster(HttpMethod.POST, "/clustertemplates", body)
                .path("uuid")
                .asText();
    }

    @Test
    void templatesAreFoundByNameOrIdAndTellTheirOrchestrator() throws Exception {
        Clusters.ClusterTemplate found = clusters.template(contract.prefix() + "template");
        assertThat(found.id()).isEqualTo(template);
        assertThat(found.coe()).isEqualTo("swarm-mode");
        assertThat(found.tlsDisabled()).isFalse();
        assertThat(clusters.template(template)).isEqualTo(found);
        refused(Kind.NOT_FOUND, contract.prefix() + "template", () -> clusters.template("no such template"));
    }

    @Test
    void anOrchestratorThatTheCloudLacksIsRefusedByIt() {
        refused(
                Kind.REFUSED,
                "Requested COE type mesos is not supported",
                () -> addTemplate("mesos", Map.of("coe", "mesos", "image_id", "ubuntu")));
    }

    @Test
    void whatMagnumCannotTakeItRefusesInItsOwnWords() {
        ClusterOptions options = ClusterOptions.ofTemplate(30);
        refused(
                Kind.NOT_FOUND,
                "could not be found",
                () -> clusters.create(new NewCluster(
                        contract.prefix() + "x", UUID.randomUUID().toString(), 1, 1, options)));
        refused(
                Kind.REFUSED,
                "master_count",
                () -> clusters.create(new NewCluster(contract.prefix() + "x", template, 1, 0, options)));
        refused(
                Kind.REFUSED,
                "Value should match the pattern",
                () -> clusters.create(new NewCluster("1 of ours", template, 1, 1, options)));
    }

    @Test
    void whatDoesNotExistIsNotFoundAndDeletingItIsASuccess() throws Exception {
        String unknown = UUID.randomUUID().toString();
        refused(Kind.NOT_FOUND, unknown, () -> clusters.show(unknown));
        refused(Kind.NOT_FOUND, unknown, () -> clusters.resize(unknown, 2));
        refused(Kind.NOT_FOUND, unknown, () -> clusters.signCertificate(unknown));
        clusters.delete(unknown);
    }

    @Test
    void aClusterLivesIsResizedAndGoes() throws Exception {
        String name = contract.prefix() + "bay";
        String id = clusters.create(new NewCluster(
                name, template, 1, 1, new ClusterOptions(null, "m1.small", null, Map.of("b", "3"), 2, false, 30)));
        try {
            if (contract.isReal()) {
                // the embedded one has certificates at once
                refused(Kind.CONFLICT, "key pair", () -> clusters.signCertificate(id));
            }
            TreeSet<Integer> steps = new TreeSet<>();
            contract.timed("create cluster", () -> {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(contract.isReal() ? 1000 : 10))
                        .until(() -> {
                            Cluster now = clusters.show(id);
                            contract.cloud().stacks().progress(now.stackId()).ifPresent(progress -> {
                                assertThat(progress.complete()).isBetween(0, progress.total());
                                steps.add(progress.complete());
                            });
                            assertThat(now.remoteStatus()).as(now.toString()).isNotEqualTo(RemoteStatus.FAILED);
                            return now.remoteStatus() == RemoteStatus.READY;
                        });
                return null;
            });
            noteOwnTime("create cluster", id);
            assertThat(steps).as("progress is seen on the way").hasSizeGreaterThan(contract.isReal() ? 2 : 0);
            Cluster cluster = clusters.show(id);
            assertThat(clusters.list(name)).containsExactly(cluster);
            assertThat(cluster.templateId()).isEqualTo(template);
            assertThat(cluster.apiAddress()).startsWith("tcp://");
            assertThat(clusters.nodeCidrs(cluster)).isNotEmpty().allMatch(cidr -> cidr.contains("/"));
            JsonNode raw = contract.raw().cluster(HttpMethod.GET, "/clusters/" + id, null);
            assertThat(raw.path("labels").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"3\"}");
            assertThat(raw.path("docker_volume_size").asInt()).isEqualTo(2);
            assertThat(raw.path("floating_ip_enabled").asBoolean(true)).isFalse();

            ClientCertificate signed = contract.timed("sign certificate", () -> clusters.signCertificate(id));
            certificate(signed.certificatePem())
                    .verify(certificate(signed.caPem()).getPublicKey());

            resize(id, 2);
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> contract.raw().cluster(HttpMethod.DELETE, "/clustertemplates/" + template, null))
                    .withMessageContaining("is referenced by one or multiple clusters");
        } finally {
            contract.timed("delete cluster", () -> {
                clusters.delete(id);
                clusters.delete(id);
                ContractCloud.gone(clusters::delete, clusters::show, id);
                return null;
            });
        }
        assertThat(clusters.list(name)).isEmpty();
    }

    /** Only what Magnum says once it has said that it is at work counts. */
    private static void resize(String id, int nodes) throws Exception {
        contract.timed("resize cluster", () -> {
            clusters.resize(id, nodes);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> clusters.show(id).status().startsWith("UPDATE"));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(contract.isReal() ? 1000 : 10))
                    .until(() -> {
                        Cluster now = clusters.show(id);
                        assertThat(now.status()).isNotEqualTo("UPDATE_FAILED");
                        return now.remoteStatus() == RemoteStatus.READY;
                    });
            return null;
        });
        assertThat(clusters.show(id).nodeCount()).isEqualTo(nodes);
        assertThat(contract.cloud().stacks().servers(clusters.show(id).stackId()))
                .as("workers and master")
                .hasSize(nodes + 1);
    }

    @Test
    void theFailedResourceSaysWhy() throws Exception {
        String id = clusters.create(new NewCluster(
                contract.prefix() + "huge",
                template,
                1,
                1,
                new ClusterOptions(null, "huge", "huge", Map.of(), 0, null, 30)));
        try {
            contract.timed("cluster that fails", () -> {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(contract.isReal() ? 1000 : 10))
                        .until(() -> clusters.show(id).remoteStatus() != RemoteStatus.PENDING);
                return null;
            });
            Cluster failed = clusters.show(id);
            assertThat(failed.status()).isEqualTo("CREATE_FAILED");
            assertThat(failed.statusReason()).isEqualTo("default-master failed, default-worker failed");
            assertThat(failed.faults()).hasEntrySatisfying("default-master", fault -> assertThat(fault)
                    .contains("Quota exceeded for"));
            assertThat(contract.cloud().stacks().progress(failed.stackId()))
                    .hasValueSatisfying(progress -> assertThat(progress.failure())
                            .contains(": Forbidden: ")
                            .contains("Quota exceeded for"));
        } finally {
            ContractCloud.gone(clusters::delete, clusters::show, id);
        }
    }

    @Test
    void anotherTenantsClusterIsNotThere() throws Exception {
        OpenStackCloud other = new OpenStackCloud(contract.other());
        String shared = publicTemplate(other);
        Clusters others = other.clusters();
        String foreign = others.create(
                new NewCluster(contract.prefix() + "foreign", shared, 1, 1, ClusterOptions.ofTemplate(30)));
        try {
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> others.show(foreign) != null);
            refused(Kind.NOT_FOUND, foreign, () -> clusters.show(foreign));
            refused(Kind.NOT_FOUND, foreign, () -> clusters.resize(foreign, 2));
            refused(Kind.NOT_FOUND, foreign, () -> clusters.signCertificate(foreign));
            assertThat(clusters.list(contract.prefix() + "foreign")).isEmpty();
            clusters.delete(foreign);
            assertThat(others.show(foreign).status()).as("untouched").startsWith("CREATE");
        } finally {
            ContractCloud.gone(others::delete, others::show, foreign);
            if (contract.isReal()) {
                new RawOpenStack(contract.other()).cluster(HttpMethod.DELETE, "/clustertemplates/" + shared, null);
            }
        }
    }

    /** A template that the other tenant may use; on a real cloud one of his own. */
    private static String publicTemplate(OpenStackCloud other) throws CloudException {
        if (!contract.isReal()) {
            return other.clusters().template("swarm-mode").id();
        }
        return new RawOpenStack(contract.other())
                .cluster(
                        HttpMethod.POST,
                        "/clustertemplates",
                        Map.of(
                                "name", contract.prefix() + "foreign",
                                "coe", "swarm-mode",
                                "image_id", "fedora-atomic",
                                "external_network_id", "public",
                                "flavor_id", "m1.small",
                                "docker_volume_size", 3))
                .path("uuid")
                .asText();
    }

    @Test
    void withAnApplicationCredentialNothingIsAskedOfMagnumAndHeat() throws Exception {
        String user = "/users/" + contract.raw().userId() + "/application_credentials";
        JsonNode made = contract.raw()
                .identity(
                        HttpMethod.POST,
                        user,
                        Map.of("application_credential", Map.of("name", contract.prefix() + "login")))
                .path("application_credential");
        try {
            OpenStackCloud cloud = new OpenStackCloud(CloudSettings.builder(
                            "lab",
                            contract.settings().keystoneUrl(),
                            Credential.ApplicationCredential.ofId(
                                    made.path("id").asText(),
                                    made.path("secret").asText()))
                    .heatTemplatesAllowed(true)
                    .build());
            refused(
                    Kind.CONFIGURATION,
                    "bays need a password credential, and cloud 'lab' has only an application credential for them",
                    () -> cloud.clusters().create(new NewCluster("x", template, 1, 1, ClusterOptions.ofTemplate(30))));
            Template empty = new Template("t", "heat_template_version: 2018-08-31\n", Map.of(), List.of());
            refused(Kind.CONFIGURATION, "Heat stacks need a password credential", () -> cloud.stacks()
                    .create(new NewStack("x", empty, Map.of(), contract.tag(), 5)));
            assertThat(cloud.clusters().list(contract.prefix()))
                    .as("reading works")
                    .isEmpty();
        } finally {
            contract.raw()
                    .identity(HttpMethod.DELETE, user + "/" + made.path("id").asText(), null);
        }
    }

    private static void refused(Kind kind, String words, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(call)
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** Magnum's own clock. */
    private static void noteOwnTime(String what, String id) throws CloudException {
        JsonNode cluster = contract.raw().cluster(HttpMethod.GET, "/clusters/" + id, null);
        if (cluster.hasNonNull("updated_at")) {
            Duration own = Duration.between(
                    OffsetDateTime.parse(cluster.path("created_at").asText()),
                    OffsetDateTime.parse(cluster.path("updated_at").asText()));
            contract.note(what + " by Magnum's own clock " + own.toSeconds() + " s");
        }
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
