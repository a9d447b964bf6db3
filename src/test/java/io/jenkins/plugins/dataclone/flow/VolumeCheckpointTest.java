package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of cloned volumes: what is different from those of shares, which {@link CheckpointTest} has. */
class VolumeCheckpointTest {
    private final TestBed bed = new TestBed();
    private String agent;
    private String id;
    private CloneResult clone;
    private int steps;

    @BeforeEach
    void aCloneOnAServer() throws Exception {
        agent = bed.cloud.addServer("agent-1");
        bed.cloud.addServer("agent-2");
        id = bed.open().id();
        clone = make(bed.volumeRequest("agent-1"));
    }

    @Test
    void aCheckpointIsASnapshotOfTheCloneInUseOrNot() throws Exception {
        Instant before = bed.clock.instant();

        CheckpointResult checkpoint = take("one");

        assertThat(checkpoint.kind()).isEqualTo(DataKind.VOLUME);
        assertThat(checkpoint.cloneName()).isEqualTo(clone.name());
        assertThat(checkpoint.takenAt()).isAfterOrEqualTo(before);
        assertThat(only(ResourceKind.VOLUME_CHECKPOINT).id()).isEqualTo(checkpoint.id());
        assertThat(bed.cloud.volumes().showSnapshot(checkpoint.id()).volumeId()).isEqualTo(clone.id());
        assertThat(bed.log.indexOf("detachVolume"))
                .as("nothing has to let go of it")
                .isEqualTo(-1);
        releaseAll();
        assertThat(bed.log.events())
                .as("dependants first")
                .containsSubsequence(
                        "done deleteVolumeSnapshot " + checkpoint.id(),
                        "done deleteVolume " + clone.id(),
                        "done deleteVolumeSnapshot " + clone.snapshotId())
                .containsSubsequence("done detachVolume " + clone.id(), "done deleteVolume " + clone.id());
    }

    @Test
    void isTakenOffItsServerAndPutBackOnItAsOftenAsWanted() throws Exception {
        CheckpointResult checkpoint = take("one");

        for (int time = 0; time < 3; time++) {
            RollbackResult back = goBack("one");
            assertThat(back.replaced()).isFalse();
            assertThat(back.data()).isEqualTo(clone);
        }

        List<String> changes = List.of("detachVolume", "revertVolume", "attachVolume");
        assertThat(bed.log.events(e -> changes.stream().anyMatch(change -> e.startsWith("done " + change))))
                .extracting(event -> event.split(" ")[1])
                .containsExactly(
                        "attachVolume",
                        "detachVolume",
                        "revertVolume",
                        "attachVolume",
                        "detachVolume",
                        "revertVolume",
                        "attachVolume",
                        "detachVolume",
                        "revertVolume",
                        "attachVolume");
        assertThat(bed.said())
                .contains("Clone " + clone.name() + " is taken off server agent-1")
                .contains("Clone " + clone.name() + " is back at checkpoint 'one'");
        assertThat(bed.cloud.isAlive(checkpoint.id())).isTrue();
        assertThat(bed.ledger().get(id).resources(r -> r.kind() == ResourceKind.VOLUME_ATTACHMENT))
                .as("each is written down")
                .hasSize(4);
        releaseAll();
    }

    @Test
    void aCloneOnNoServerGoesBackWithoutOne() throws Exception {
        CloneResult other = make(bed.volumeRequest());
        int attached = bed.log.events(e -> e.startsWith("attachVolume")).size();
        takeOf(other.name(), "one");

        assertThat(goBackOf(other.name(), "one", false).data()).isEqualTo(other);

        assertThat(bed.log.events(e -> e.startsWith("attachVolume"))).hasSize(attached);
        releaseAll();
    }

    @Test
    void isPutBackOnAllOfItsServers() throws Exception {
        bed.cloud.addVolumeType("shared", true);
        CloneRequest request = bed.volumeRequest("agent-1", "agent-2");
        CloneResult shared = make(new CloneRequest(
                request.cloud(),
                request.source(),
                request.kind(),
                request.originId(),
                request.snapshots(),
                new CloneShape("shared", 0, null, null),
                request.access(),
                request.attach()));
        takeOf(shared.name(), "one");

        RollbackResult back = goBackOf(shared.name(), "one", false);

        assertThat(back.replaced()).isFalse();
        assertThat(back.data().attached()).extracting(Attached::server).containsExactly("agent-1", "agent-2");
        releaseAll();
    }

    @Test
    void anotherCloneTakesItsPlaceOnItsServerWhereTheCloudIsTooOld() throws Exception {
        bed.cloud.cannotRevertVolumes();
        take("one");

        RollbackResult back = goBack("one");

        assertThat(back.replaced()).isTrue();
        assertThat(back.data().name()).isEqualTo("dataclone-" + id + "-volume-2");
        assertThat(back.data().attached()).containsExactly(new Attached(agent, "agent-1", "/dev/vdb"));
        assertThat(back.data().dataTime()).isEqualTo(clone.dataTime());
        assertThat(back.data().sizeGiB()).isEqualTo(clone.sizeGiB());
        assertThat(bed.cloud.volumes().showVolume(clone.id()).attachments())
                .as("two disks with one file system are never on one server")
                .isEmpty();
        assertThat(bed.log.indexOf("done detachVolume " + clone.id()))
                .isLessThan(bed.log
                        .events()
                        .lastIndexOf("done attachVolume " + back.data().id()));
        assertThat(bed.cloud.isAlive(clone.id()))
                .as("its checkpoint can still be gone back to")
                .isTrue();
        assertThat(bed.said())
                .anyMatch(
                        line -> line.contains("cannot go back in place (Cinder on cloud 'lab' cannot revert volumes"));
        assertThat(goBack("one").data().name()).isEqualTo("dataclone-" + id + "-volume-3");
        releaseAll();
    }

    @Test
    void somebodyElsesSnapshotIsALaterOneAndStays() throws Exception {
        take("one");
        String foreign = bed.cloud
                .volumes()
                .createSnapshot(clone.id(), "somebody's", bed.tag("elsewhere"))
                .id();
        bed.clock.advance(Duration.ofSeconds(5));

        RollbackResult back = goBack("one");

        assertThat(back.replaced()).isTrue();
        assertThat(bed.said())
                .anyMatch(line -> line.contains(
                        "cannot go back in place (snapshot somebody's (" + foreign + ") of it is a later one)"));
        assertThat(bed.log.indexOf("revertVolume"))
                .as("known before it is asked for")
                .isEqualTo(-1);
        assertThat(bed.cloud.isAlive(foreign)).isTrue();
        bed.cloud.vanish(foreign);
        releaseAll();
    }

    @Test
    void whatSomethingElseHasAttachedIsNotTakenOff() throws Exception {
        CloneResult plugins = make(bed.volumeRequest());
        bed.cloud.servers().attach(agent, plugins.id());
        bed.clock.advance(Duration.ofSeconds(5));
        takeOf(plugins.name(), "one");

        RollbackResult back = goBackOf(plugins.name(), "one", false);

        assertThat(back.replaced()).isTrue();
        assertThat(bed.said())
                .anyMatch(line -> line.contains("cannot go back in place (server " + agent
                        + " has it, to which something else than this environment has attached it)"));
        assertThat(bed.cloud.servers().attachment(agent, plugins.id())).isPresent();
        releaseAll();
    }

    @Test
    void aRevertThatFailsIsMadeUpForByAnotherCloneOnTheSameServer() throws Exception {
        take("one");
        bed.cloud.failNext("revertVolume", Fault.endsInError("the back end is tired"));

        RollbackResult back = goBack("one");

        assertThat(back.replaced()).isTrue();
        assertThat(back.data().attached()).extracting(Attached::server).containsExactly("agent-1");
        assertThat(bed.said()).anyMatch(line -> line.contains("cannot go back in place (the back end is tired)"));
        releaseAll();
    }

    /** It is on our clone, but in no ledger: Cinder took it by itself before it began. */
    @Test
    void whatAFailedRevertLeavesBehindGoesWithTheClone() throws Exception {
        take("one");
        bed.cloud.failNext("revertVolume", Fault.endsInError("the back end is tired"));
        goBack("one");
        assertThat(bed.cloud.volumes().snapshotsOf(clone.id()))
                .filteredOn(Volumes.Snapshot::isBackupOfRevert)
                .hasSize(1);

        releaseAll();
    }

    /** While it is at work, Cinder's own snapshot is the latest one: that is no reason for another clone. */
    @Test
    void waitsForARevertThatSomebodyElseHasBegun() throws Exception {
        CheckpointResult checkpoint = takeOf(make(bed.volumeRequest()).name(), "one");
        String volume = bed.cloud.volumes().showSnapshot(checkpoint.id()).volumeId();
        bed.cloud.volumes().revert(volume, checkpoint.id());

        assertThat(goBackOf(volume, "one", false).replaced()).isFalse();

        assertThat(bed.log.events(e -> e.startsWith("done revertVolume"))).hasSize(2);
        releaseAll();
    }

    @Test
    void aRevertThatIsRefusedIsMadeUpForByAnotherCloneOnTheSameServer() throws Exception {
        take("one");
        bed.cloud.failNext("revertVolume", CloudException.Kind.REFUSED, 400, "The volume size must be equal (400)");

        RollbackResult back = goBack("one");

        assertThat(back.replaced()).isTrue();
        assertThat(back.data().attached()).extracting(Attached::server).containsExactly("agent-1");
        releaseAll();
    }

    @Test
    void anOlderCheckpointIsNotGoneBackToUnlessTheNewerMayBeLost() throws Exception {
        take("one");
        CheckpointResult newer = take("two");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> goBack("one"))
                .withMessage("Checkpoint 'one' is not the latest one: two came later and would be lost; say"
                        + " discardNewer: true if that is meant");
        assertThat(bed.log.indexOf("detachVolume"))
                .as("before anything is touched")
                .isEqualTo(-1);

        assertThat(goBackOf(clone.name(), "one", true).replaced()).isFalse();

        assertThat(bed.cloud.isAlive(newer.id())).isFalse();
        releaseAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"detachVolume", "revertVolume", "attachVolume"})
    void aLostAnswerIsNoMoreThanAWait(String call) throws Exception {
        take("one");
        bed.cloud.failNext(call, Fault.answerLost());
        assertThat(goBack("one").data()).isEqualTo(clone);
        bed.cloud.failNext(call, Fault.noAnswer());
        assertThat(goBack("one").data()).isEqualTo(clone);
        releaseAll();
    }

    /** The step is aborted while the clone is off its server; the author tries again. */
    @Test
    void aLaterWishPutsTheCloneBackThatOneGivenUpHalfWayHasTakenOff() throws Exception {
        take("one");
        Flow<RollbackResult> givenUp = flow(clone.name(), "one", false);
        while (bed.log.indexOf("done revertVolume") < 0) {
            bed.run(givenUp, Duration.ofSeconds(1));
        }
        assertThat(VolumeAttachments.of(bed.ledger().get(id), only(ResourceKind.VOLUME)))
                .isEmpty();
        bed.clock.advance(Duration.ofMinutes(1));

        assertThat(goBack("one").data()).isEqualTo(clone);

        releaseAll();
    }

    /** One that a clone lives on goes after that clone, however long that takes: some storage would take its data with it. */
    @Test
    void noPatienceIsLostOverACheckpointThatACloneLivesOn() throws Exception {
        bed.cloud.cannotRevertVolumes();
        take("one");
        String other = goBack("one").data().id();
        bed.cloud.failDeletions(other, 40);
        bed.ledger().requestRelease(id, "over");
        ReleaseFlow release = new ReleaseFlow(bed.context(), id, bed.progress());

        assertThat(bed.run(release, Duration.ofMinutes(5))).isFalse();

        assertThat(bed.cloud.isAlive(clone.id())).isTrue();
        assertThat(bed.cloud.violations()).isEmpty();
        bed.finish(release);
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).isEmpty();
    }

    @Test
    void bothWaitInLineForTheCloudsQuotas() throws Exception {
        bed.cloud.cannotRevertVolumes();
        bed.cloud.quotas().set(QuotaKind.VOLUME_SNAPSHOTS, 3, 3);
        Flow<CheckpointResult> checkpoint =
                Checkpoints.take(bed.context(), id, "take", clone.name(), "one", bed.deadline(), bed.progress());
        assertThat(bed.run(checkpoint, Duration.ofMinutes(1))).isFalse();
        assertThat(bed.log.events(e -> e.startsWith("createVolumeSnapshot")))
                .as("that of production alone")
                .hasSize(1);
        bed.cloud.quotas().set(QuotaKind.VOLUME_SNAPSHOTS, 3, 2);
        bed.finish(checkpoint);

        bed.cloud.quotas().set(QuotaKind.VOLUME_GIGABYTES, 10, 8);
        Flow<RollbackResult> rollback = flow(clone.name(), "one", false);
        assertThat(bed.run(rollback, Duration.ofMinutes(1))).isFalse();
        assertThat(bed.log.events(e -> e.startsWith("createVolume "))).hasSize(1);
        assertThat(VolumeAttachments.of(bed.ledger().get(id), only(ResourceKind.VOLUME)))
                .as("the clone can be used as long as there is no other")
                .hasSize(1);
        bed.cloud.quotas().set(QuotaKind.VOLUME_GIGABYTES, 10, 7);
        assertThat(bed.finish(rollback).replaced()).isTrue();
        releaseAll();
    }

    private CloneResult make(CloneRequest request) throws Exception {
        return bed.finish(
                CloneFlows.of(bed.context(), id, "clone " + ++steps, request, bed.deadline(), bed.progress()));
    }

    private CheckpointResult take(String label) throws Exception {
        return takeOf(clone.name(), label);
    }

    private CheckpointResult takeOf(String name, String label) throws Exception {
        return bed.finish(
                Checkpoints.take(bed.context(), id, "step " + ++steps, name, label, bed.deadline(), bed.progress()));
    }

    private RollbackResult goBack(String label) throws Exception {
        return goBackOf(clone.name(), label, false);
    }

    private RollbackResult goBackOf(String name, String label, boolean discardNewer) throws Exception {
        return bed.finish(flow(name, label, discardNewer));
    }

    private Flow<RollbackResult> flow(String name, String label, boolean discardNewer) throws CloudException {
        return Checkpoints.goBack(
                bed.context(),
                id,
                "step " + ++steps,
                new RollbackRequest(name, label, discardNewer),
                bed.deadline(),
                bed.progress());
    }

    private void releaseAll() throws Exception {
        bed.ledger().requestRelease(id, "over");
        Environment ended = bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).isEmpty();
    }

    private Resource only(ResourceKind kind) {
        return bed.ledger().get(id).resources(r -> r.kind() == kind).get(0);
    }
}
