package io.jenkins.plugins.dataclone.contract;

import static io.jenkins.plugins.dataclone.model.ResourceState.CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.flow.BayFlow;
import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.DeployFlow;
import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** Every error of clones of shares is in docs/operations.md with its cause and its cure. */
class ShareSentencesTest extends SentencesContract {
    private static final AccessPolicy ADDRESS = access(Grantee.address("10.0.0.7"));

    ShareSentencesTest() {
        super("From clones of shares");
    }

    @Test
    void whatADataSourceNamesInVain() throws Exception {
        String other = bed.embedded.addProductionShare("other", "theirs", 1, "default");
        fails(request(other));
        String broken = bed.embedded.addShare("broken", "NFS", "error");
        fails(request(broken));
        fails(request(bed.embedded.addProductionShare("ci", "plain", 1, "no-snapshots")));
        addType("snapshots-only", Map.of("snapshot_support", "True"));
        fails(request(bed.embedded.addProductionShare("ci", "kept", 1, "snapshots-only")));
        String production = production();
        fails(request(production, new CloneShape("gold", 0, null, null)));
        fails(request(production, new CloneShape("dummy", 0, null, null)));
        fails(request(production, new CloneShape(null, 1, null, null)));
        fails(request(production, new CloneShape(null, 0, "mars", null)));
        fails(request(production, new CloneShape(null, 0, null, "ci")));
        String served = bed.embedded.addProductionShare("ci", "served", 1, "dummy-dhss");
        fails(request(served));
        fails(request(served, new CloneShape(null, 0, null, "nowhere")));
        fails(request(production, CloneShape.likeProduction(), access(Grantee.parse("network:nowhere"))));
        assertThat(bed.embedded.living(Kind.SHARE)).as("of all these clones").noneMatch(share -> share.name()
                .startsWith("dataclone-"));
    }

    @Test
    void whichSnapshotsAreNotTaken() throws Exception {
        String production = production();
        fails(request(production, SnapshotChoice.named("nightly")));
        fails(request(production, SnapshotChoice.parse("newest before 2026-11-01T00:00:00Z")));
        snapshot(production, "nightly", null);
        snapshot(production, "nightly", null);
        fails(request(production, SnapshotChoice.named("nightly")));
        bed.embedded.faults().nextSnapshotFails();
        snapshot(production, "weekly", null);
        fails(request(production, SnapshotChoice.named("weekly")));
        snapshot(production, "yearly", null);
        fails(request(
                production, new SnapshotPolicy(SnapshotChoice.named("yearly"), List.of("release-*"), keepNone())));
        snapshot(production, "theirs", "controller-2");
        fails(request(production, SnapshotChoice.named("theirs")));
        snapshot(production, "ours", "controller-1");
        fails(request(production, SnapshotChoice.named("ours")));
    }

    @Test
    void whatManilaRefuses() throws Exception {
        String production = production();
        for (String path : List.of("/snapshots", "/shares", "/shares/*/action")) {
            bed.embedded.faults().next("POST", path).status(403, "Access was denied to this resource.");
            fails(request(production));
        }
        fails(request(production, CloneShape.likeProduction(), access(Grantee.parse("user:x/y"))));
    }

    @Test
    void whatAnOldManilaCannot() throws Exception {
        bed.close();
        bed = new EmbeddedBed(EmbeddedCloud.builder().manilaMicroversion("2.12"));
        fails(request(production(), CloneShape.likeProduction(), access(Grantee.parse("cephx:builder"))));
        fails(request(production(), CloneShape.likeProduction(), access(Grantee.address("2001:db8::1"))));
        assertThat(bed.embedded.living()).as("nothing was made").isEmpty();
    }

    @Test
    void whatBecomesOfClones() throws Exception {
        String production = production();
        bed.embedded.faults().nextSnapshotFails();
        fails(request(production));
        bed.embedded
                .faults()
                .nextCloneFails("allocate host: No storage could be allocated for this share request, Capabilities"
                        + " filter didn't succeed.");
        fails(request(production));
        bed.embedded.faults().nextAccessRuleFails();
        fails(request(production));
        Flow<CloneResult> vanishing = bed.cloning(request(production));
        bed.runUntil(vanishing, () -> bed.made(ResourceKind.SHARE).stream().anyMatch(r -> r.state() == CREATED));
        bed.embedded.faults().vanish(bed.last(ResourceKind.SHARE).id());
        bed.clock.advance(Duration.ofSeconds(20));
        explain(bed.failure(vanishing));
        bed.embedded.faults().nextCloneHasNoExports();
        fails(request(production));
        Flow<CloneResult> slow = bed.cloning(request(production), Duration.ofSeconds(3));
        explain(bed.failure(slow));
    }

    @Test
    void whatABayCannotMount() throws Exception {
        String windows = bed.embedded.addShare("windows", "CIFS", "available");
        DeployRequest application = new DeployRequest(
                "stack.yml",
                path -> "service web\nvolume data".getBytes(StandardCharsets.UTF_8),
                Map.of(),
                Map.of("data", "orders-db"));
        BayRequest bay = new BayRequest(
                "lab", "swarm-small", "swarm-mode", 1, 1, ClusterOptions.ofTemplate(60), VolumeTemplate.nfs());
        explain(bed.failure(new EnvironmentFlow(
                bed.context(),
                bed.environment(),
                "block",
                request(windows),
                Optional.of(bay),
                Optional.of(application),
                bed.deadline(),
                bed.progress())));
        assertThat(bed.embedded.living())
                .extracting(LivingObject::name)
                .as("nothing was made")
                .containsExactly("windows");
        bed.clone(request(windows));
        bed.finish(new BayFlow(bed.context(), bed.environment(), "bay", bay, bed.deadline(), bed.progress()));
        explain(bed.failure(new DeployFlow(
                bed.context(), bed.environment(), "stack", application, null, bed.deadline(), bed.progress())));
    }

    @Test
    void whatIsNotOurs() throws Exception {
        bed.embedded.faults().next("POST", "/shares").dropsConnectionBeforeWork();
        Flow<CloneResult> flow = bed.cloning(request(production()));
        bed.runUntil(flow, () -> bed.made(ResourceKind.SHARE).stream().anyMatch(r -> r.requestedAt() != null));
        bed.embedded.addShare("ci", bed.last(ResourceKind.SHARE).name(), 1, "default");
        explain(bed.failure(flow));
    }

    @Test
    void whatCheckpointsAndRollbacksSay() throws Exception {
        failsToTake("orders-db", "one");
        CloneResult clone = bed.clone(request(production()));
        failsToTake("customers-db", "one");
        explain(bed.failure(rollback(clone, "one")));
        checkpoint(clone, "one");
        failsToTake(clone.name(), "one");
        explain(bed.failure(rollback(clone, "two")));
        checkpoint(clone, "two");
        explain(bed.failure(rollback(clone, "one")));
        bed.embedded.faults().nextSnapshotFails();
        failsToTake(clone.name(), "three");
        bed.embedded.faults().nextRevertFails();
        bed.finish(rollback(clone, "two"));
        said("cannot go back in place");
        bed.run(bed.releasing(), Duration.ofMinutes(2));
        said("reverting_error', from which");
    }

    @Test
    void whatStandsInTheWayOfARemoval() throws Exception {
        CloneResult clone = bed.clone(request(production()));
        snapshot(clone.id(), "somebody's", null);
        bed.embedded.faults().nextDeleteFails(Kind.SHARE_SNAPSHOT);
        bed.embedded.faults().next("POST", "/shares/*/action").status(503, "Service Unavailable");
        bed.run(bed.releasing(), Duration.ofMinutes(1));
        said("it has snapshots, which must be deleted first");
        said("failed to remove access rule");
    }

    @Test
    void whatStandsInTheWayOfASnapshot() throws Exception {
        bed.clone(request(production()));
        bed.embedded.faults().nextDeleteFails(Kind.SHARE_SNAPSHOT);
        bed.run(bed.releasing(), Duration.ofMinutes(1));
        said("its status is 'error_deleting'");
    }

    @Test
    void whatStandsInTheWayOfAShare() throws Exception {
        bed.clone(request(production()));
        bed.embedded.faults().nextDeleteFails(Kind.SHARE);
        bed.run(bed.releasing(), Duration.ofMinutes(1));
        said("its status is 'error_deleting'");
    }

    @Test
    void whatIsTriedAgain() throws Exception {
        bed.embedded
                .faults()
                .next("POST", "/snapshots")
                .status(400, "Invalid share: Source share status must be available.");
        bed.embedded
                .faults()
                .next("POST", "/shares/*/action")
                .status(
                        400,
                        "New access rules cannot be applied while the share or any of its replicas or migration copies"
                                + " lacks a valid host or is in an invalid state.");
        bed.clone(request(production()));
        bed.said().stream().filter(line -> line.endsWith("trying again")).forEach(this::explain);
    }

    private void failsToTake(String clone, String label) throws Exception {
        CloudException failure = catchThrowableOfType(CloudException.class, () -> bed.finish(taking(clone, label)));
        explain(failure);
    }

    private Flow<CheckpointResult> taking(String clone, String label) throws CloudException {
        String key = "take " + bed.clock.instant();
        return Checkpoints.take(bed.context(), bed.environment(), key, clone, label, bed.deadline(), bed.progress());
    }

    private void checkpoint(CloneResult clone, String label) throws Exception {
        bed.finish(taking(clone.name(), label));
        bed.clock.advance(Duration.ofSeconds(5));
    }

    private Flow<RollbackResult> rollback(CloneResult clone, String label) throws CloudException {
        return Checkpoints.goBack(
                bed.context(),
                bed.environment(),
                "back to " + label,
                new RollbackRequest(clone.name(), label, false),
                bed.deadline(),
                bed.progress());
    }

    private String production() {
        return bed.embedded.addProductionShare("orders-db", 2);
    }

    private static SnapshotRetention keepNone() {
        return SnapshotPolicy.takeNew().keep();
    }

    private void addType(String name, Map<String, String> specs) throws CloudException {
        bed.administrator()
                .share(HttpMethod.POST, "/types", Map.of("share_type", Map.of("name", name, "extra_specs", specs)));
    }

    private String snapshot(String share, String name, String controller) throws Exception {
        OwnershipTag tag = new OwnershipTag(
                controller == null ? "none" : controller,
                "aaaaaaaaaaaa",
                "job#1",
                bed.clock.instant(),
                bed.clock.instant().plusSeconds(60));
        String id = bed.cloud.shares().createSnapshot(share, name, tag).id();
        bed.clock.advance(Duration.ofMinutes(1));
        return id;
    }

    private static AccessPolicy access(Grantee... grantees) {
        return new AccessPolicy(List.of(grantees), "rw", false);
    }

    private static CloneRequest request(String share) {
        return request(share, CloneShape.likeProduction());
    }

    private static CloneRequest request(String share, CloneShape shape) {
        return request(share, shape, ADDRESS);
    }

    private static CloneRequest request(String share, SnapshotChoice choice) {
        return request(share, new SnapshotPolicy(choice, List.of(), keepNone()));
    }

    private static CloneRequest request(String share, SnapshotPolicy policy) {
        return new CloneRequest(
                "lab", "orders-db", DataKind.SHARE, share, policy, CloneShape.likeProduction(), ADDRESS);
    }

    private static CloneRequest request(String share, CloneShape shape, AccessPolicy access) {
        return new CloneRequest("lab", "orders-db", DataKind.SHARE, share, SnapshotPolicy.takeNew(), shape, access);
    }

    private void fails(CloneRequest request) {
        explain(bed.failure(bed.cloning(request)));
    }

    private void said(String words) {
        explain(bed.said(words));
    }

    private void explain(CloudException failure) {
        explain(failure.getMessage());
    }

    private void explain(String message) {
        table.explains(message.replace(bed.environment(), "<environment>"));
    }
}
