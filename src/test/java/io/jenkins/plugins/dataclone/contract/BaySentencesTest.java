package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.dataclone.ErrorTable;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.flow.BayFlow;
import io.jenkins.plugins.dataclone.flow.CloneFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.HeatFlow;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.flow.ResizeFlow;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every error of bays and Heat stacks is in docs/operations.md with its cause and its cure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaySentencesTest {
    private static final String VERSION = "heat_template_version: 2018-08-31\n";

    private ErrorTable table;
    private int tests;

    @BeforeAll
    void readThePage() {
        table = ErrorTable.under("From bays and Heat stacks");
    }

    @AfterAll
    void nothingElseIsOnThePage() {
        table.hasNothingElse(getClass(), tests);
    }

    @Test
    void whatMagnumRefuses() throws Exception {
        tests++;
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            OpenStackCloud cloud = connect(embedded, true);
            String template = embedded.bays().templateId("swarm-mode");
            embedded.faults().next("POST", "/clusters").status(400, "Cluster type (vm, Unset, mesos) not supported.");
            explained(() -> create(cloud, template, null));
            embedded.faults()
                    .next("POST", "/clusters")
                    .status(400, "Unknown attribute for argument cluster: floating_ip_enabled");
            explained(() -> create(cloud, template, null));
            explained(() -> create(cloud, template, "nobodys-key"));
            embedded.quotas("ci").clusters(0);
            explained(() -> create(cloud, template, null));
        }
    }

    private static void create(OpenStackCloud cloud, String template, String keypair) throws CloudException {
        ClusterOptions options = new ClusterOptions(keypair, null, null, Map.of(), 0, null, 30);
        cloud.clusters().create(new NewCluster("dataclone-1", template, 1, 1, options));
    }

    @Test
    void whatHeatIsNotAskedAndWhatItRefuses() throws Exception {
        tests++;
        try (EmbeddedCloud embedded = EmbeddedCloud.start()) {
            Template bad = new Template(
                    "app.hot.yaml", VERSION + "resources: {a: {type: OS::No::Such}}\n", Map.of(), List.of());
            explained(() -> connect(embedded, false).stacks().validate(bad, Map.of()));
            explained(() -> connect(embedded, true).stacks().validate(bad, Map.of()));
            OpenStackCloud application = new OpenStackCloud(CloudSettings.builder(
                            "lab",
                            embedded.keystoneUrl(),
                            Credential.ApplicationCredential.ofId(
                                    embedded.applicationCredentialId(), embedded.applicationCredentialSecret()))
                    .build());
            explained(() -> application.stacks().validate(bad, Map.of()));
            OpenStackCloud cloud = connect(embedded, true);
            explained(() -> read(cloud, "services: {}\n"));
            explained(() -> read(cloud, VERSION + "resources:\n  a: {type: 'https://example.org/a.yaml'}\n"));
            explained(() -> read(cloud, VERSION + "parameters: !!python/object:os.system {}\n"));
        }
    }

    private static void read(OpenStackCloud cloud, String template) throws CloudException, InterruptedException {
        cloud.stacks().read("app.hot.yaml", List.of(), path -> template.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatBecomesOfBays() throws Exception {
        tests++;
        failing(bed ->
                bed.cloud.failNext("createCluster", Fault.endsInError("node (Server): BadRequest: Image not found")));
        TestBed bed = new TestBed();
        String id = bed.open().id();
        bed.cloud.failNext("createCluster", Fault.endsInError("node (Server): No valid host was found"));
        bed.finish(bay(bed, id));
        said(bed, id, line -> line.contains("a second one is tried"));
        bed.cloud.failNextResize("node (Server): Forbidden: Quota exceeded for instances");
        explained(id, () -> bed.finish(new ResizeFlow(bed.context(), id, null, 9, bed.deadline(), bed.progress())));
        explained(id, () -> bed.finish(new ResizeFlow(bed.context(), id, "other", 9, bed.deadline(), bed.progress())));
    }

    @Test
    void whatStandsInTheWayOfABaysRemoval() throws Exception {
        tests++;
        TestBed bed = new TestBed();
        String id = bed.open().id();
        bed.finish(bay(bed, id));
        bed.deployer.makeLoadBalancers(3);
        String bay = bed.ledger().get(id).resources(r -> r.isReady()).get(0).id();
        bed.cloud.failDeletions(bay, 1);
        release(bed, id);
        said(bed, id, line -> line.contains("made from inside"));
        said(bed, id, line -> line.contains("could not delete bay"));

        TestBed other = new TestBed();
        String otherId = other.open().id();
        other.finish(bay(other, otherId));
        String forgotten =
                other.ledger().get(otherId).resources(r -> r.isReady()).get(0).id();
        other.cloud.forgetCluster(forgotten);
        other.cloud.failDeletions("stack-of-" + forgotten, 1);
        release(other, otherId);
        said(other, otherId, line -> line.contains("could not delete bay"));
    }

    private static void release(TestBed bed, String id) throws Exception {
        bed.ledger().requestRelease(id, "the block ended");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
    }

    private interface Trouble {
        void make(TestBed bed);
    }

    private void failing(Trouble trouble) throws Exception {
        TestBed bed = new TestBed();
        String id = bed.open().id();
        trouble.make(bed);
        explained(id, () -> bed.finish(bay(bed, id)));
    }

    private static Flow<?> bay(TestBed bed, String id) {
        return new BayFlow(bed.context(), id, "key", bed.bayRequest(), bed.deadline(), bed.progress());
    }

    @Test
    void whatBecomesOfHeatStacks() throws Exception {
        tests++;
        TestBed bed = new TestBed();
        String id = bed.open().id();
        explained(id, () -> bed.finish(heat(bed, id, "output a b")));
        bed.finish(new CloneFlow(bed.context(), id, "key", bed.cloneRequest(), bed.deadline(), bed.progress()));
        explained(id, () -> bed.finish(heat(bed, id, "parameter flavor")));
        explained(
                id,
                () -> bed.finish(new HeatFlow(
                        bed.context(),
                        id,
                        "key",
                        new DeployRequest(
                                "app.hot.yaml",
                                path -> "parameter a".getBytes(StandardCharsets.UTF_8),
                                Map.of("b", "1"),
                                Map.of(),
                                true,
                                List.of()),
                        bed.deadline(),
                        bed.progress())));
        explained(id, () -> bed.finish(heat(bed, id, "output a " + bed.productionShare)));
        bed.cloud.failNext("createStack", Fault.noAnswer());
        HeatFlow interrupted = heat(bed, id, "output a b");
        bed.run(interrupted, Duration.ofSeconds(4));
        bed.cloud.addForeignStack("dataclone-" + id + "-heat-1");
        explained(id, () -> bed.finish(interrupted));

        TestBed other = new TestBed();
        String otherId = other.open().id();
        other.finish(new CloneFlow(
                other.context(), otherId, "key", other.cloneRequest(), other.deadline(), other.progress()));
        other.cloud.failNext("createStack", Fault.endsInError("web (Server): ResourceInError: Went to status ERROR"));
        explained(otherId, () -> other.finish(heat(other, otherId, "output a b")));
    }

    private static HeatFlow heat(TestBed bed, String id, String line) {
        byte[] template = line.getBytes(StandardCharsets.UTF_8);
        DeployRequest request =
                new DeployRequest("app.hot.yaml", path -> template, Map.of(), Map.of(), true, List.of());
        return new HeatFlow(bed.context(), id, "key", request, bed.deadline(), bed.progress());
    }

    private static OpenStackCloud connect(EmbeddedCloud embedded, boolean heat) throws CloudException {
        return new OpenStackCloud(CloudSettings.builder(
                        "lab",
                        embedded.keystoneUrl(),
                        Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins"))
                .heatTemplatesAllowed(heat)
                .build());
    }

    private void explained(ThrowingCallable call) {
        explained(UUID.randomUUID().toString(), call);
    }

    private void explained(String environment, ThrowingCallable call) {
        explain(environment, catchThrowableOfType(CloudException.class, call).getMessage());
    }

    private void said(TestBed bed, String environment, Predicate<String> which) {
        explain(environment, bed.said().stream().filter(which).findFirst().orElseThrow());
    }

    private void explain(String environment, String message) {
        table.explains(message.replace(environment, "<environment>"));
    }
}
