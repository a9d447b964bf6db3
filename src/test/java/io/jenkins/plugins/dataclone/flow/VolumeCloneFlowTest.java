package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeCloneFlowTest {
    private final TestBed bed = new TestBed();
    private String agent;
    private String id;

    @BeforeEach
    void open() throws Exception {
        agent = bed.cloud.addServer("agent-1");
        bed.cloud.addServer("agent-2");
        bed.cloud.addServer("production-database");
        id = bed.open().id();
    }

    @Test
    void makesACloneAndTouchesProductionWithNothingButASnapshot() throws Exception {
        CloneResult clone = bed.finish(flow(bed.volumeRequest()));
        assertThat(clone.kind()).isEqualTo(DataKind.VOLUME);
        assertThat(clone.name()).isEqualTo("dataclone-" + id + "-volume-1");
        assertThat(clone.source()).isEqualTo("orders-disk");
        assertThat(clone.export()).isNull();
        assertThat(clone.attached()).isEmpty();
        assertThat(clone.sizeGiB()).isEqualTo(3);
        assertThat(clone.dataTime()).isEqualTo(TestBed.START);
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(bed.log.events(e -> e.startsWith("done ")))
                .containsExactly(
                        "done createVolumeSnapshot dataclone-" + id + "-volumesnapshot-1",
                        "done createVolume dataclone-" + id + "-volume-1");
        assertThat(bed.said())
                .contains(
                        "Clones of data source 'orders-disk' are of volume type 'lvm': no extra specs that the project"
                                + " may see; QoS specs are not visible to the project")
                .doesNotHaveDuplicates();
        release();
    }

    @Test
    void attachesTheCloneWhereItIsWantedAndTakesItOffAgain() throws Exception {
        CloneResult clone = bed.finish(flow(bed.volumeRequest("agent-1")));
        assertThat(clone.attached()).containsExactly(new Attached(agent, "agent-1", "/dev/vdb"));
        assertThat(bed.said())
                .anyMatch(line -> line.matches(
                        "Clone \\S+-volume-1 attached to server agent-1 after" + " \\d\\.\\d s as /dev/vdb"));
        Resource attachment = resource(ResourceKind.VOLUME_ATTACHMENT);
        assertThat(attachment.attribute(RemoteAttachment.SERVER)).contains(agent);
        assertThat(attachment.attribute(RemoteAttachment.VOLUME)).contains(clone.id());
        release();
        assertThat(bed.log.indexOf("done detachVolume"))
                .as("detached before it is deleted")
                .isLessThan(bed.log.indexOf("done deleteVolume"));
        assertThat(bed.log.indexOf("done deleteVolume"))
                .as("the clone before its snapshot")
                .isLessThan(bed.log.indexOf("done deleteVolumeSnapshot"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"production-database", "agent-3", "no-such-server"})
    void refusesServersThatNobodyAllowedWithoutTellingWhetherTheyExist(String server) throws Exception {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(bed.volumeRequest(server))))
                .withMessage("attachTo: a clone of data source 'orders-disk' cannot be attached to '" + server
                        + "'; it may be attached to agent-1, agent-2, or another server of its environment");
        assertThat(bed.cloud.created()).as("before anything is made").isEmpty();
    }

    @Test
    void aServerThatTheAdministratorNamedButDoesNotExistIsHisToCorrect() {
        CloneRequest request = bed.volumeRequest("agent-1");
        bed.cloud.vanish(agent);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(request)))
                .withMessageContaining(
                        "lets its clones be attached to server 'agent-1', which cloud 'lab' does not know")
                .withMessageEndingWith("ask the administrator to correct the data source");
    }

    @Test
    void theNodesOfTheEnvironmentsOwnBayMayHaveIt() throws Exception {
        BayResult bay =
                bed.finish(new BayFlow(bed.context(), id, "bay", bed.bayRequest(), bed.deadline(), bed.progress()));
        CloneResult first = bed.finish(flow(bed.volumeRequest(bay.name())));
        assertThat(first.attached()).singleElement().satisfies(at -> assertThat(at.server())
                .isEqualTo(bay.name() + "-node-0"));
        CloneResult second = bed.finish(CloneFlows.of(
                bed.context(),
                id,
                "second",
                bed.volumeRequest(bay.name() + "-node-1"),
                bed.deadline(),
                bed.progress()));
        assertThat(second.attached()).singleElement().satisfies(at -> assertThat(at.server())
                .isEqualTo(bay.name() + "-node-1"));
        release();
        List<String> events = bed.log.events();
        int lastDetach = events.lastIndexOf("done detachVolume " + second.id());
        assertThat(bed.log.indexOf("done deleteCluster")).isGreaterThan(lastDetach);
    }

    @Test
    void severalServersNeedATypeThatAllowsThem() throws Exception {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(bed.volumeRequest("agent-1", "agent-2"))))
                .withMessage("Data source 'orders-disk' on cloud 'lab' cannot be cloned: its clones are of volume type"
                        + " 'lvm', which allows one server at a time, not 2; a type for several has the extra spec"
                        + " multiattach='<is> True'");
        assertThat(bed.cloud.created()).isEmpty();

        bed.cloud.addVolumeType("shared", true);
        CloneResult clone = bed.finish(flow(shaped("shared", bed.volumeRequest("agent-1", "agent-2"))));
        assertThat(clone.attached()).extracting(Attached::server).containsExactly("agent-1", "agent-2");
        release();
    }

    @Test
    void anUnknownTypeIsSaidBeforeAnythingIsMade() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(shaped("gold", bed.volumeRequest()))))
                .withMessageStartingWith("Data source 'orders-disk' on cloud 'lab' cannot be cloned: ")
                .withMessageContaining("no volume type 'gold'");
        assertThat(bed.cloud.created()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"createVolumeSnapshot", "createVolume", "attachVolume"})
    void aLostAnswerMakesNothingTwice(String call) throws Exception {
        bed.cloud.failNext(call, Fault.answerLost());
        bed.finish(flow(bed.volumeRequest("agent-1")));
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(3);
        release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"createVolumeSnapshot", "createVolume", "attachVolume"})
    void aLostAnswerMakesNothingTwiceWhenListsLag(String call) throws Exception {
        bed.cloud.listLag(Duration.ofSeconds(5));
        bed.cloud.failNext(call, Fault.answerLost());
        bed.finish(flow(bed.volumeRequest("agent-1")));
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(3);
        release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"createVolumeSnapshot", "createVolume", "attachVolume"})
    void whatIsBornLateIsTakenAwayToo(String call) throws Exception {
        bed.cloud.failNext(call, Fault.bornAfter(Duration.ofSeconds(30)));
        bed.run(flow(bed.volumeRequest("agent-1")), Duration.ofSeconds(10));
        release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"createVolumeSnapshot", "createVolume"})
    void theReasonOfAFailureIsCindersOwn(String call) throws Exception {
        bed.cloud.failNext(call, Fault.endsInError("Could not find any available weighted backend."));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(bed.volumeRequest())))
                .withMessageEndingWith("could not be made: Could not find any available weighted backend.");
        release();
    }

    /** As when the hypervisor refuses: accepted, and then there is nothing. */
    @Test
    void anAttachmentThatComesToNothingIsSaidToHaveDone() throws Exception {
        bed.cloud.script("attachVolume", Collections.nCopies(60, "reserved").toArray(String[]::new));
        Flow<CloneResult> flow = flow(bed.volumeRequest("agent-1"));
        bed.run(flow, Duration.ofSeconds(20));
        bed.cloud.vanish(attachmentOf(resource(ResourceKind.VOLUME)));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("could not be made: it disappeared while it was being made");
        release();
    }

    @Test
    void waitsThroughWordsItDoesNotKnow() throws Exception {
        bed.cloud.script("createVolume", "creating", "backend_is_dreaming", "awaiting-transfer");
        bed.cloud.script("attachVolume", "reserved", "being_thought_about");
        assertThat(bed.finish(flow(bed.volumeRequest("agent-1"))).attached()).hasSize(1);
    }

    @Test
    void aSmallerCloneIsRefused() {
        CloneRequest request = bed.volumeRequest();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(shaped(request, new CloneShape(null, 2, null, null)))))
                .withMessageContaining("asks for clones of 2 GiB, but its snapshot needs 3 GiB");
    }

    @Test
    void aSourceInErrorIsNotSnapshotted() throws Exception {
        bed.cloud.vanish(bed.productionVolume());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(bed.volumeRequest())))
                .withMessageContaining("names volume " + bed.productionVolume() + ", which cloud 'lab' does not know");
    }

    /** The choice among snapshots, and who takes them away, are the same as for shares. */
    @Test
    void aSecondEnvironmentClonesTheSnapshotOfTheFirst() throws Exception {
        CloneRequest request = latest(bed.volumeRequest());
        CloneResult first = bed.finish(flow(request));
        String other = bed.ledger().open(TestBed.OWNER, "other", bed.lifetime()).id();
        CloneResult second =
                bed.finish(CloneFlows.of(bed.context(), other, "block", request, bed.deadline(), bed.progress()));
        assertThat(second.snapshotId()).isEqualTo(first.snapshotId());
        bed.ledger().requestRelease(id, "done");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(bed.cloud.leftovers()).as("the second clone still needs it").hasSize(2);
        bed.ledger().requestRelease(other, "done");
        bed.finish(new ReleaseFlow(bed.context(), other, bed.progress()));
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).isEmpty();
    }

    @Test
    void whatCinderTakesToRevertProductionIsNoChoice() throws Exception {
        String production = bed.productionVolume();
        Volumes cinder = bed.cloud.volumes();
        String backup = "[revert] volume " + production + " backup snapshot";
        String nightly = cinder.createSnapshot(production, "nightly", bed.tag("elsewhere"))
                .id();
        cinder.createSnapshot(production, backup, bed.tag("elsewhere"));
        assertThat(new VolumeProduction(flow(bed.volumeRequest()), id, bed.volumeRequest()).candidates())
                .extracting(SnapshotChooser.Candidate::id)
                .containsExactly(nightly);
    }

    /** What a volume plugin did, and did not undo when its node went away. */
    @Test
    void aVolumeThatSomebodyAttachedIsTakenOffBeforeItGoes() throws Exception {
        CloneResult clone = bed.finish(flow(bed.volumeRequest()));
        bed.cloud.servers().attach(agent, clone.id());
        bed.clock.advance(Duration.ofSeconds(5));
        release();
        assertThat(bed.log.events()).contains("done detachVolume " + clone.id());
    }

    /** Nova does not know the server any more, Cinder still has the attachment. */
    @Test
    void anAttachmentToAServerThatIsGoneIsEndedAtCinder() throws Exception {
        CloneResult clone = bed.finish(flow(bed.volumeRequest("agent-1")));
        bed.cloud.vanish(agent);
        release();
        assertThat(bed.log.events(e -> e.startsWith("done deleteVolumeAttachment")))
                .hasSize(1);
        assertThat(clone.attached()).hasSize(1);
    }

    @Test
    void foreignSnapshotsOfACloneStopItsRemovalAndAreNamed() throws Exception {
        CloneResult clone = bed.finish(flow(bed.volumeRequest()));
        String foreign = bed.cloud
                .volumes()
                .createSnapshot(clone.id(), "somebody's", bed.tag("elsewhere"))
                .id();
        bed.clock.advance(Duration.ofSeconds(5));
        bed.ledger().requestRelease(id, "done");
        ReleaseFlow release = new ReleaseFlow(bed.context(), id, bed.progress());
        assertThat(bed.run(release, Duration.ofMinutes(10))).isFalse();
        assertThat(release.leftovers())
                .anyMatch(
                        line -> line.contains("cannot be deleted while it has snapshots that others made: somebody's ("
                                + foreign + "); delete them"));
        bed.cloud.vanish(foreign);
        bed.finish(release);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    private Flow<CloneResult> flow(CloneRequest request) {
        return CloneFlows.of(bed.context(), id, "block", request, bed.deadline(), bed.progress());
    }

    private static CloneRequest shaped(String type, CloneRequest request) {
        return shaped(request, new CloneShape(type, 0, null, null));
    }

    private static CloneRequest shaped(CloneRequest request, CloneShape shape) {
        return new CloneRequest(
                request.cloud(),
                request.source(),
                request.kind(),
                request.originId(),
                request.snapshots(),
                shape,
                request.access(),
                request.attach());
    }

    private static CloneRequest latest(CloneRequest request) {
        return new CloneRequest(
                request.cloud(),
                request.source(),
                request.kind(),
                request.originId(),
                new SnapshotPolicy(SnapshotChoice.latest(null), List.of(), SnapshotRetention.none()),
                request.shape(),
                request.access(),
                request.attach());
    }

    private Resource resource(ResourceKind kind) {
        return bed.ledger().get(id).resources(r -> r.kind() == kind).get(0);
    }

    private String attachmentOf(Resource volume) throws CloudException {
        assertThat(volume.state()).isEqualTo(ResourceState.READY);
        return bed.cloud.volumes().attachments(volume.id()).get(0).id();
    }

    private void release() throws Exception {
        bed.ledger().requestRelease(id, "done");
        Environment ended = bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).isEmpty();
    }
}
