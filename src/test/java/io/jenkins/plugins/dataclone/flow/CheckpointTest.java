package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkpoints of a cloned share, and the two ways back to one. */
class CheckpointTest {
    private final TestBed bed = new TestBed();
    private String id;
    private CloneResult clone;
    private int steps;

    @BeforeEach
    void aClone() throws Exception {
        id = bed.open().id();
        clone = bed.finish(
                new CloneFlow(bed.context(), id, "clone", bed.cloneRequest(), bed.deadline(), bed.progress()));
    }

    @Test
    void aCheckpointIsASnapshotOfTheClone() throws Exception {
        Instant before = bed.clock.instant();

        CheckpointResult checkpoint = take("one");

        assertThat(checkpoint.kind()).isEqualTo(DataKind.SHARE);
        assertThat(checkpoint.name()).isEqualTo("one");
        assertThat(checkpoint.cloneName()).isEqualTo(clone.name());
        assertThat(checkpoint.takenAt()).isAfterOrEqualTo(before);
        Resource resource = only(ResourceKind.SHARE_CHECKPOINT);
        assertThat(resource.id()).isEqualTo(checkpoint.id());
        assertThat(bed.context()
                        .cloud("lab")
                        .shares()
                        .showSnapshot(checkpoint.id())
                        .shareId())
                .isEqualTo(clone.id());
        assertThat(bed.said())
                .doesNotHaveDuplicates()
                .anyMatch(line -> line.contains("'one' of clone " + clone.name() + " ready after"));
    }

    @Test
    void aCloneThatSomebodyElseHasDeletedIsSaidToBeGone() {
        bed.cloud.vanish(clone.id());

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> take("one"))
                .withMessageStartingWith("Checkpoint 'one' cannot be taken: clone " + clone.name()
                        + " is not on cloud 'lab' any more, so somebody else has deleted it (")
                .withMessageEndingWith("); make another one with cloneShare")
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    }

    @Test
    void goesBackInPlaceAsOftenAsWanted() throws Exception {
        CheckpointResult checkpoint = take("one");

        for (int time = 0; time < 3; time++) {
            RollbackResult back = goBack("one");
            assertThat(back.replaced()).isFalse();
            assertThat(back.data()).isEqualTo(clone);
        }

        assertThat(bed.log.events(e -> e.startsWith("done revertShare"))).hasSize(3);
        assertThat(bed.cloud.isAlive(checkpoint.id())).isTrue();
        releaseAll();
    }

    @Test
    void waitsUntilTheShareCanBeUsedAgain() throws Exception {
        take("one");
        Instant asked = bed.clock.instant();

        goBack("one");

        assertThat(Duration.between(asked, bed.clock.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aNewCloneTakesThePlaceOfOneThatCannotGoBack() throws Exception {
        bed.cloud.abilities(new Shares.Abilities(true, true, false));
        take("one");

        RollbackResult back = goBack("one");

        assertThat(back.replaced()).isTrue();
        assertThat(back.data().name()).isEqualTo("dataclone-" + id + "-share-2");
        assertThat(back.data().export().location()).endsWith("/" + back.data().name());
        assertThat(back.data().dataTime()).isEqualTo(clone.dataTime());
        assertThat(back.data().sizeGiB()).isEqualTo(clone.sizeGiB());
        assertThat(rulesOf(back.data().id())).containsExactly("10.0.0.7 rw");
        assertThat(rulesOf(clone.id())).as("the old one is closed").isEmpty();
        assertThat(bed.cloud.isAlive(clone.id()))
                .as("its checkpoint can still be gone back to")
                .isTrue();
        releaseAll();
    }

    @Test
    void theOldNameStandsForTheCloneInItsPlace() throws Exception {
        bed.cloud.abilities(new Shares.Abilities(true, true, false));
        take("one");
        RollbackResult first = goBack("one");

        RollbackResult second = goBack("one");

        assertThat(second.data().name()).isEqualTo("dataclone-" + id + "-share-3");
        assertThat(take("two").cloneName()).isEqualTo(second.data().name());
        assertThat(bed.ledger()
                        .get(id)
                        .resource(first.data().name())
                        .orElseThrow()
                        .state()
                        .name())
                .as("nothing hangs on the second clone, so it goes at once")
                .isIn("DELETING", "GONE");
        assertThat(goBackOf(clone.id(), "two", false).replaced()).isTrue();
        assertThat(goBackOf("orders-db", "two", false).replaced()).isTrue();
        releaseAll();
    }

    @Test
    void aCheckpointThatFailedIsInNobodysWay() throws Exception {
        take("one");
        bed.cloud.failNext("createSnapshot", Fault.endsInError("no room"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> take("two"))
                .withMessageEndingWith("could not be made: no room");

        assertThat(goBack("one").replaced()).as("there was nothing to lose").isFalse();
        assertThat(take("two").id()).as("its name is free").isNotEmpty();
        releaseAll();
    }

    @Test
    void anOlderCheckpointIsNotGoneBackToUnlessTheNewerMayBeLost() throws Exception {
        take("one");
        CheckpointResult newer = take("two");
        take("three");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> goBack("one"))
                .withMessage("Checkpoint 'one' is not the latest one: two, three came later and would be lost; say"
                        + " discardNewer: true if that is meant");
        assertThat(bed.log.indexOf("revertShare")).isEqualTo(-1);

        RollbackResult back = goBackOf(clone.name(), "one", true);

        assertThat(back.replaced()).isFalse();
        assertThat(bed.cloud.isAlive(newer.id())).isFalse();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> goBack("two"))
                .withMessageContaining("has no checkpoint 'two'; there is: one");
        releaseAll();
    }

    @Test
    void aNewerCheckpointThatTheCloneLivesOnGoesLater() throws Exception {
        bed.cloud.abilities(new Shares.Abilities(true, true, false));
        take("one");
        CheckpointResult two = take("two");
        goBack("two");

        RollbackResult back = goBackOf(clone.name(), "one", true);

        assertThat(back.replaced()).isTrue();
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(two.id()).isNotEmpty();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> goBack("two"))
                .withMessageContaining("has no checkpoint 'two'; there is: one");
        assertThat(take("two").name()).isEqualTo("two");
        releaseAll();
    }

    @Test
    void aRevertThatFailsIsMadeUpForByANewClone() throws Exception {
        take("one");
        bed.cloud.failNext("revertShare", Fault.endsInError("revert: the back end is tired"));

        RollbackResult back = goBack("one");

        assertThat(back.replaced()).isTrue();
        assertThat(bed.said())
                .anyMatch(line -> line.contains("cannot go back in place (revert: the back end is tired)"));
        assertThat(bed.cloud.violations()).isEmpty();
    }

    @Test
    void aRevertThatIsRefusedIsMadeUpForByANewClone() throws Exception {
        take("one");
        bed.cloud.failNext("revertShare", CloudException.Kind.REFUSED, 409, "not the most recent snapshot (409)");

        assertThat(goBack("one").replaced()).isTrue();
        releaseAll();
    }

    @Test
    void aLostAnswerIsNoMoreThanAWait() throws Exception {
        take("one");
        bed.cloud.failNext("revertShare", Fault.answerLost());
        assertThat(goBack("one").replaced()).isFalse();
        bed.cloud.failNext("revertShare", Fault.noAnswer());
        assertThat(goBack("one").replaced()).isFalse();
        assertThat(bed.log.events(e -> e.startsWith("done revertShare"))).hasSize(2);
    }

    @Test
    void namesThatAreNotThereAreAnsweredWithThoseThatAre() throws Exception {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> goBack("one"))
                .withMessage("Clone " + clone.name() + " has no checkpoint 'one'; take one with checkpointClone first");
        take("one");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> goBack("noe"))
                .withMessage("Clone " + clone.name() + " has no checkpoint 'noe'; there is: one");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> take("one"))
                .withMessageContaining("has a checkpoint 'one' already");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> goBackOf("order-db", "one", false))
                .withMessage("The environment of this build has no clone 'order-db'; there is: " + clone.name());
    }

    @Test
    void findsTheEnvironmentThatHasTheClone() throws Exception {
        Environment other = bed.ledger().open(TestBed.OWNER, "other", Lifetime.of(Duration.ofHours(1)));
        bed.finish(
                new CloneFlow(bed.context(), other.id(), "clone", bed.cloneRequest(), bed.deadline(), bed.progress()));

        assertThat(Clones.environmentWith(bed.ledger(), TestBed.OWNER, null, clone.name())
                        .id())
                .isEqualTo(id);
        assertThat(Clones.environmentWith(bed.ledger(), TestBed.OWNER, "other", "orders-db")
                        .id())
                .isEqualTo(other.id());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> Clones.environmentWith(bed.ledger(), TestBed.OWNER, null, "orders-db"))
                .withMessageStartingWith("Several environments of this build have a clone 'orders-db'; there is: ");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> Clones.environmentWith(
                        bed.ledger(), new Owner("shop/orders#13", "", TestBed.START), null, clone.name()))
                .as("another build's clone is not there for it")
                .withMessage("This build has no clone '" + clone.name()
                        + "'; there is none that is ready; make one with cloneShare first");
    }

    @Test
    void aStackGetsTheCloneThatIsInPlaceOfTheOneItNames() throws Exception {
        bed.cloud.abilities(new Shares.Abilities(true, true, false));
        take("one");
        RollbackResult back = goBack("one");
        bed.finish(new BayFlow(bed.context(), id, "bay", bed.bayRequest(), bed.deadline(), bed.progress()));

        String stack = bed.finish(new DeployFlow(
                        bed.context(),
                        id,
                        "stack",
                        bed.deployRequest("service db", "volume dbdata").withVolumes(Map.of("dbdata", clone.name())),
                        null,
                        bed.deadline(),
                        bed.progress()))
                .name();

        assertThat(bed.deployer.mounts(stack).get("dbdata").toString())
                .contains(back.data().name());
        assertThat(rulesOf(clone.id())).as("the old one stays closed").isEmpty();
    }

    private CheckpointResult take(String label) throws Exception {
        return bed.finish(Checkpoints.take(
                bed.context(), id, "step " + ++steps, clone.name(), label, bed.deadline(), bed.progress()));
    }

    private RollbackResult goBack(String label) throws Exception {
        return goBackOf(clone.name(), label, false);
    }

    private RollbackResult goBackOf(String name, String label, boolean discardNewer) throws Exception {
        return bed.finish(Checkpoints.goBack(
                bed.context(),
                id,
                "step " + ++steps,
                new RollbackRequest(name, label, discardNewer),
                bed.deadline(),
                bed.progress()));
    }

    private List<String> rulesOf(String share) throws CloudException {
        return bed.context().cloud("lab").shares().listAccess(share).stream()
                .map(rule -> rule.access().to() + " " + rule.access().level())
                .toList();
    }

    private void releaseAll() throws Exception {
        bed.ledger().requestRelease(id, "over");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(bed.cloud.production()).containsExactly("orders-db");
    }

    private Resource only(ResourceKind kind) {
        return bed.ledger().get(id).resources(r -> r.kind() == kind).get(0);
    }
}
