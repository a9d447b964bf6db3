package io.jenkins.plugins.dataclone.contract;

import static io.jenkins.plugins.dataclone.model.ResourceState.CREATED;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** Every error of clones of volumes is in docs/operations.md with its cause and its cure. */
class VolumeSentencesTest extends SentencesContract {

    VolumeSentencesTest() {
        super("From clones of volumes, and from servers");
    }

    @Test
    void whatADataSourceNamesInVain() throws Exception {
        fails(request("11111111-1111-1111-1111-111111111111"));
        String production = production();
        setStatus(production, "error");
        fails(request(production));
        setStatus(production, "available");
        fails(request(production, new CloneShape("gold", 0, null, null)));
        fails(request(production, new CloneShape(null, 1, null, null)));
        fails(request(production, new CloneShape(null, 0, "mars", null)));
    }

    @Test
    void whereAVolumeCannotGo() throws Exception {
        String production = production();
        bed.embedded.addServer("agent-1");
        bed.embedded.addServer("agent-2");
        fails(request(production, "strangers-server"));
        fails(request(production, "agent-1", "agent-2"));
        fails(request(production, "agent-9"));
        bed.embedded.addServer("agent-2");
        fails(request(production, "agent-2"));
    }

    @Test
    void whatCinderAndNovaRefuse() throws Exception {
        String production = production();
        bed.embedded.addServer("agent-1");
        bed.embedded
                .faults()
                .next("POST", "/volume/v3/*/snapshots")
                .status(403, "Policy doesn't allow volume:create_snapshot to be performed.");
        fails(request(production));
        bed.embedded
                .faults()
                .next("POST", "/volumes")
                .status(403, "Policy doesn't allow volume:create_from_snapshot to be performed.");
        fails(request(production));
        bed.embedded
                .faults()
                .next("POST", "/os-volume_attachments")
                .status(403, "Policy doesn't allow os_compute_api:os-volumes-attachments:create to be performed.");
        fails(request(production, "agent-1"));
    }

    @Test
    void whatBecomesOfVolumes() throws Exception {
        String production = production();
        bed.embedded.addServer("agent-1");
        bed.embedded.faults().nextVolumeSnapshotFails();
        fails(request(production));
        bed.embedded.faults().nextVolumeFails();
        fails(request(production));
        bed.embedded.faults().nextAttachFails();
        fails(request(production, "agent-1"));
        Flow<CloneResult> vanishing = bed.cloning(request(production));
        bed.runUntil(vanishing, () -> bed.made(ResourceKind.VOLUME).stream().anyMatch(r -> r.state() == CREATED));
        bed.embedded.faults().vanish(bed.last(ResourceKind.VOLUME).id());
        bed.clock.advance(Duration.ofSeconds(20));
        explain(bed.failure(vanishing));
    }

    @Test
    void whatStandsInTheWayOfAVolume() throws Exception {
        bed.clone(request(production()));
        bed.embedded.faults().nextDeleteFails(Kind.VOLUME);
        bed.run(bed.releasing(), Duration.ofMinutes(1));
        said("error_deleting");
    }

    @Test
    void whatStandsInTheWayOfASnapshot() throws Exception {
        bed.clone(request(production()));
        bed.embedded.faults().nextDeleteFails(Kind.VOLUME_SNAPSHOT);
        bed.run(bed.releasing(), Duration.ofMinutes(1));
        said("error_deleting");
    }

    @Test
    void whatTheStorageStillNeeds() throws Exception {
        bed.clone(request(production()));
        for (int i = 0; i < 10; i++) {
            bed.embedded.faults().nextVolumeSnapshotIsBusy();
        }
        bed.run(bed.releasing(), Duration.ofMinutes(1));
        said("could not delete volume snapshot");
    }

    @Test
    void whatOthersMadeOfAClone() throws Exception {
        CloneResult clone = bed.clone(request(production()));
        OwnershipTag tag = new OwnershipTag(
                "controller-2",
                "aaaaaaaaaaaa",
                "job#1",
                bed.clock.instant(),
                bed.clock.instant().plusSeconds(60));
        bed.cloud.volumes().createSnapshot(clone.id(), "somebody's", tag);
        bed.clock.advance(Duration.ofMinutes(1));
        bed.run(bed.releasing(), Duration.ofMinutes(1));
        said("has snapshots that others made");
    }

    @Test
    void whyAVolumeDoesNotGoBackInPlace() throws Exception {
        CloneResult clone = bed.clone(request(production()));
        checkpoint(clone, "one");
        bed.embedded.faults().nextVolumeRevertFails();
        goBack(clone, "one");
        said("cannot go back in place (its status is 'error')");
        CloneResult second = bed.clone(request(production()));
        checkpoint(second, "two");
        OwnershipTag tag = new OwnershipTag(
                "controller-2",
                "aaaaaaaaaaaa",
                "job#1",
                bed.clock.instant(),
                bed.clock.instant().plusSeconds(60));
        bed.cloud.volumes().createSnapshot(second.id(), "somebody's", tag);
        goBack(second, "two");
        said("is a later one");
        CloneResult third = bed.clone(request(production()));
        checkpoint(third, "three");
        bed.embedded.attach(third.id(), bed.embedded.addServer("stranger"));
        goBack(third, "three");
        said("something else than this environment");
    }

    @Test
    void whyAVolumeDoesNotGoBackInPlaceOnAnOldCinder() throws Exception {
        bed.close();
        bed = new EmbeddedBed(EmbeddedCloud.builder().cinderMicroversion("3.39"));
        CloneResult clone = bed.clone(request(production()));
        checkpoint(clone, "one");
        goBack(clone, "one");
        said("cannot go back in place");
    }

    private void checkpoint(CloneResult clone, String label) throws Exception {
        bed.finish(Checkpoints.take(
                bed.context(), bed.environment(), label, clone.name(), label, bed.deadline(), bed.progress()));
        bed.clock.advance(Duration.ofSeconds(5));
    }

    private void goBack(CloneResult clone, String label) throws Exception {
        bed.finish(Checkpoints.goBack(
                bed.context(),
                bed.environment(),
                "back to " + label,
                new RollbackRequest(clone.name(), label, false),
                bed.deadline(),
                bed.progress()));
    }

    @Test
    void whatIsTriedAgain() throws Exception {
        bed.embedded.addServer("agent-1");
        bed.embedded
                .faults()
                .next("POST", "/volume/v3/*/snapshots")
                .status(
                        413,
                        "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota."
                                + " Requested 3G, quota is 4G and 3G has been consumed.");
        bed.embedded
                .faults()
                .next("POST", "/os-volume_attachments")
                .status(409, "Cannot 'attach_volume' instance agent-1 while it is in vm_state building");
        bed.clone(request(production(), "agent-1"));
        bed.said().stream().filter(line -> line.endsWith("trying again")).forEach(this::explain);
    }

    private String production() {
        return bed.embedded.addProductionVolume("orders-disk", 3);
    }

    private void setStatus(String volume, String status) throws CloudException {
        bed.administrator()
                .volume(
                        HttpMethod.POST,
                        "/volumes/" + volume + "/action",
                        Map.of("os-reset_status", Map.of("status", status)));
    }

    private static CloneRequest request(String volume, String... attachTo) {
        return request(volume, CloneShape.likeProduction(), attachTo);
    }

    private static CloneRequest request(String volume, CloneShape shape, String... attachTo) {
        return new CloneRequest(
                        "lab",
                        "orders-disk",
                        DataKind.VOLUME,
                        volume,
                        SnapshotPolicy.takeNew(),
                        shape,
                        new AccessPolicy(List.of(), "rw", false),
                        new AttachPolicy(List.of(), List.of("agent-1", "agent-2", "agent-9")))
                .attachedTo(List.of(attachTo));
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
