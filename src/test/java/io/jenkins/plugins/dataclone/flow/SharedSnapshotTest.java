package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clones of several environments from one snapshot: it stays as long as one of them lives, and goes afterwards. */
class SharedSnapshotTest {
    private static final SnapshotRetention NONE = SnapshotRetention.none();

    private final TestBed bed = new TestBed();

    @Test
    void aCloneOfSomebodyElsesSnapshotTakesNoneAndDeletesNone() throws Exception {
        String nightly = bed.cloud.addForeignSnapshot(bed.productionShare, "nightly", Duration.ofHours(6), Map.of());
        Environment a = open("a");

        CloneResult clone = clone(a, SnapshotChoice.latest(null), NONE);

        assertThat(clone.snapshotId()).isEqualTo(nightly);
        assertThat(clone.dataTime()).isEqualTo(TestBed.START.minus(Duration.ofHours(6)));
        assertThat(bed.log.indexOf("createSnapshot")).isEqualTo(-1);
        release(a);
        assertThat(bed.log.indexOf("deleteSnapshot")).isEqualTo(-1);
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.production()).contains("nightly");
    }

    @Test
    void theLatestIsTakenWhenThereIsNoneAndUsedByTheNext() throws Exception {
        Environment a = open("a");
        Environment b = open("b");

        CloneResult first = clone(a, SnapshotChoice.latest(Duration.ofHours(1)), NONE);
        CloneResult second = clone(b, SnapshotChoice.latest(Duration.ofHours(1)), NONE);

        assertThat(second.snapshotId()).isEqualTo(first.snapshotId());
        assertThat(bed.log.events(e -> e.startsWith("done createSnapshot"))).hasSize(1);
        assertThat(bed.said()).anyMatch(line -> line.contains("as there is none of the last 1h"));

        bed.clock.advance(Duration.ofMinutes(61));
        assertThat(clone(open("c"), SnapshotChoice.latest(Duration.ofHours(1)), NONE)
                        .snapshotId())
                .isNotEqualTo(first.snapshotId());
    }

    @Test
    void aSnapshotIsHandedToAnEnvironmentThatHasACloneOfItAndGoesWithThat() throws Exception {
        Environment a = open("a");
        Environment b = open("b");
        Environment c = open("c");
        String snapshot = clone(a, SnapshotChoice.latest(null), NONE).snapshotId();
        clone(b, SnapshotChoice.latest(null), NONE);
        clone(c, SnapshotChoice.latest(null), NONE);

        release(a);

        assertThat(bed.said())
                .anyMatch(line -> line.contains("Left share snapshot dataclone-" + a.id()
                        + "-snapshot-1 to environment " + b.id() + ", which has a clone of it"));
        assertThat(bed.cloud.metadata(snapshot)).containsEntry("dataclone_environment", b.id());
        assertThat(bed.log.indexOf("deleteSnapshot")).isEqualTo(-1);
        release(b);
        assertThat(bed.cloud.metadata(snapshot)).containsEntry("dataclone_environment", c.id());
        assertThat(bed.log.indexOf("deleteSnapshot")).isEqualTo(-1);
        release(c);
        assertThat(bed.log.events(e -> e.startsWith("done deleteSnapshot"))).hasSize(1);
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).isEmpty();
    }

    @Test
    void aWishForACloneIsEnoughToKeepTheSnapshot() throws Exception {
        Environment a = open("a");
        Environment b = open("b");
        clone(a, SnapshotChoice.latest(null), NONE);
        bed.cloud.failNext("createShare", Fault.noAnswer());
        CloneFlow waiting = flow(b, SnapshotChoice.latest(null), NONE);
        bed.run(waiting, Duration.ofSeconds(1));

        release(a);

        assertThat(bed.finish(waiting).name()).startsWith("dataclone-" + b.id());
        release(b);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void noCloneIsMadeOfASnapshotThatIsOnItsWayOut() throws Exception {
        Environment a = open("a");
        String snapshot = clone(a, SnapshotChoice.latest(null), NONE).snapshotId();
        bed.ledger().requestRelease(a.id(), "over");
        ReleaseFlow release = new ReleaseFlow(bed.context(), a.id(), bed.progress());
        while (bed.log.indexOf("deleteSnapshot") < 0) {
            bed.clock.advance(release.advance().delay());
        }

        CloneResult clone = clone(open("b"), SnapshotChoice.latest(null), NONE);

        assertThat(clone.snapshotId()).isNotEqualTo(snapshot);
        bed.finish(release);
    }

    @Test
    void aSnapshotThatVanishesEndsTheCloneWithTheReason() throws Exception {
        String nightly = bed.cloud.addForeignSnapshot(bed.productionShare, "nightly", Duration.ofHours(6), Map.of());
        CloneFlow flow = flow(open("a"), SnapshotChoice.named("nightly"), NONE);
        bed.cloud.failNext(
                "createShare", CloudException.Kind.NOT_FOUND, 404, "Snapshot " + nightly + " could not be found");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("could not be found");
    }

    @Test
    void aSnapshotIsKeptForLaterClonesAsLongAsItIsYoung() throws Exception {
        SnapshotRetention day = new SnapshotRetention(2, Duration.ofDays(1));
        Environment a = open("a");
        String snapshot = clone(a, SnapshotChoice.latest(null), day).snapshotId();

        release(a);

        assertThat(bed.said()).anyMatch(line -> line.contains("for later clones, until 2026-11-24T08:00:00Z"));
        assertThat(bed.cloud.leftovers()).containsExactly("dataclone-" + a.id() + "-snapshot-1");
        Environment b = open("b");
        assertThat(clone(b, SnapshotChoice.latest(null), day).snapshotId()).isEqualTo(snapshot);
        reap();
        assertThat(bed.cloud.leftovers()).as("nobody's build owns it").hasSize(3);
        release(b);
        assertThat(bed.cloud.leftovers()).containsExactly("dataclone-" + a.id() + "-snapshot-1");

        bed.clock.advance(Duration.ofDays(1).plusSeconds(1));
        reap();
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aKeptSnapshotThatGetsOldWhileACloneOfItLivesGoesWithThatClone() throws Exception {
        SnapshotRetention hour = new SnapshotRetention(1, Duration.ofHours(1));
        Environment a = open("a");
        clone(a, SnapshotChoice.latest(null), hour);
        release(a);
        Environment b = open("b");
        clone(b, SnapshotChoice.latest(null), hour);

        bed.clock.advance(Duration.ofMinutes(61));
        reap();

        assertThat(bed.cloud.leftovers()).contains("dataclone-" + a.id() + "-snapshot-1");
        release(b);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aKeptSnapshotThatSomebodyTakesAwayIsNotKeptAgain() throws Exception {
        SnapshotRetention day = new SnapshotRetention(2, Duration.ofDays(1));
        Environment a = open("a");
        clone(a, SnapshotChoice.latest(null), day);
        bed.cloud.failNext("retagSnapshot", CloudException.Kind.UNAVAILABLE, 503, "busy");
        release(a);
        List<Environment> kept = bed.ledger().all().stream()
                .filter(environment -> environment.owner().isController())
                .toList();
        assertThat(kept).as("one, although the tag needed two attempts").hasSize(1);
        assertThat(bed.cloud.leftovers()).hasSize(1);

        bed.ledger().requestRelease(kept.get(0).id(), "an administrator wants the room");
        bed.finish(new ReleaseFlow(bed.context(), kept.get(0).id(), bed.progress()));

        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.ledger().all()).noneMatch(Environment::isOpen);
    }

    @Test
    void noMoreThanTheNewestAreKept() throws Exception {
        SnapshotRetention two = new SnapshotRetention(2, Duration.ofDays(7));
        for (String name : List.of("a", "b", "c", "d")) {
            Environment environment = open(name);
            clone(environment, SnapshotChoice.takeNew(), two);
            release(environment);
            reap();
            bed.clock.advance(Duration.ofMinutes(10));
        }
        assertThat(bed.cloud.leftovers()).hasSize(2);
        assertThat(bed.ledger().all().stream()
                        .filter(e -> e.owner().isController() && e.isOpen())
                        .flatMap(e -> e.resources().stream())
                        .map(Resource::name))
                .containsExactlyInAnyOrderElementsOf(bed.cloud.leftovers());
        // one that is older than all that are kept is not kept in their place
        Environment late = open("e");
        CloneFlow slow = flow(late, SnapshotChoice.takeNew(), two);
        bed.finish(slow);
        for (String name : List.of("f", "g")) {
            bed.clock.advance(Duration.ofMinutes(1));
            Environment environment = open(name);
            clone(environment, SnapshotChoice.takeNew(), two);
            release(environment);
            reap();
        }
        release(late);
        assertThat(bed.cloud.leftovers()).hasSize(2).noneMatch(name -> name.contains(late.id()));
    }

    @Test
    void aTagThatCannotBeWrittenDoesNotHoldUpTheHandOver() throws Exception {
        Environment a = open("a");
        Environment b = open("b");
        clone(a, SnapshotChoice.latest(null), NONE);
        clone(b, SnapshotChoice.latest(null), NONE);
        bed.cloud.failNext("retagSnapshot", CloudException.Kind.DENIED, 403, "Policy does not allow it (403)");

        release(a);
        release(b);

        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aTwinThatIsBornLateIsFoundAfterTheHandOverToo() throws Exception {
        Environment a = open("a");
        bed.cloud.failNext("createSnapshot", Fault.bornAfter(Duration.ofSeconds(40)));
        clone(a, SnapshotChoice.latest(null), NONE);
        Environment b = open("b");
        clone(b, SnapshotChoice.latest(null), NONE);
        assertThat(bed.cloud.created()).containsEntry("dataclone-" + a.id() + "-snapshot-1", 2);

        release(a);
        release(b);

        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    private Environment open(String name) throws CloudException {
        bed.clock.advance(Duration.ofMillis(1));
        return bed.ledger().open(TestBed.OWNER, name, Lifetime.of(Duration.ofHours(2)));
    }

    private CloneResult clone(Environment environment, SnapshotChoice choice, SnapshotRetention keep) throws Exception {
        return bed.finish(flow(environment, choice, keep));
    }

    private CloneFlow flow(Environment environment, SnapshotChoice choice, SnapshotRetention keep) {
        CloneRequest request = new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                bed.productionShare,
                new SnapshotPolicy(choice, List.of(), keep),
                CloneShape.likeProduction(),
                TestBed.access(Grantee.address("10.0.0.7")));
        return new CloneFlow(bed.context(), environment.id(), "block", request, bed.deadline(), bed.progress());
    }

    private void release(Environment environment) throws Exception {
        bed.ledger().requestRelease(environment.id(), "over");
        Environment ended = bed.finish(new ReleaseFlow(bed.context(), environment.id(), bed.progress()));
        assertThat(ended.resources(r -> r.kind() == ResourceKind.SHARE)).allMatch(Resource::isGone);
    }

    /** Passes of the reaper that knows all builds to run, and the releases that follow from them. */
    private void reap() throws Exception {
        Reaper reaper = new Reaper(bed.ledger(), owner -> OwnerProbe.Answer.ALIVE, bed.clock);
        reaper.pass();
        bed.clock.advance(Duration.ofMinutes(1));
        for (String due : reaper.pass()) {
            bed.finish(new ReleaseFlow(bed.context(), due, bed.progress()));
        }
    }
}
