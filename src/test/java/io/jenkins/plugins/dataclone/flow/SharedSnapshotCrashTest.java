package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog.Crash;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two environments share a snapshot, and the controller dies before and after every remote call and every write of the ledger:
 * no snapshot is ever asked to go while a clone of it lives, and none stays when nobody needs it.
 */
class SharedSnapshotCrashTest {
    private static final SnapshotRetention HOUR = new SnapshotRetention(1, Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSnapshotThatIsHandedOverIsNeitherLostNorTakenTooEarly(boolean keeps) throws Exception {
        SnapshotRetention keep = keeps ? HOUR : SnapshotRetention.none();
        TestBed whole = new TestBed();
        life(whole, keep);
        int points = whole.log.size();
        assertThat(points).isGreaterThan(keeps ? 130 : 100);
        for (int point = 0; point < points; point++) {
            TestBed bed = new TestBed();
            bed.log.crashAt(point);
            try {
                life(bed, keep);
            } catch (Crash death) {
                bed.restart();
            }
            life(bed, keep);
            assertClean(bed, "crash at point " + point);
            assertThat(bed.cloud.created())
                    .as("made twice after a crash at point %d", point)
                    .allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
        }
    }

    @Test
    void aCloneBegunWhileTheSnapshotGoesGetsItOrAnother() throws Exception {
        Random random = new Random(20261126);
        int shared = 0;
        for (int round = 0; round < 300; round++) {
            TestBed bed = new TestBed();
            Environment a = open(bed, "a");
            Environment b = open(bed, "b");
            bed.finish(clone(bed, a, SnapshotRetention.none()));
            bed.ledger().requestRelease(a.id(), "over");
            if (random.nextBoolean()) {
                bed.log.crashAt(bed.log.size() + random.nextInt(60));
            }
            sideBySide(bed, a, b, random);
            Resource clone = only(bed, b.id(), ResourceKind.SHARE);
            assertThat(clone.isReady()).isTrue();
            shared += clone.attribute(CloneFlow.SNAPSHOT).equals(snapshotOf(bed, a)) ? 1 : 0;
            bed.ledger().requestRelease(b.id(), "over");
            bed.finish(release(bed, b));
            assertClean(bed, "round " + round);
        }
        assertThat(shared).as("rounds in which both had the same snapshot").isBetween(30, 270);
    }

    /** The release of one and the clone of the other, tick by tick in any order, over a death of the controller. */
    private static void sideBySide(TestBed bed, Environment a, Environment b, Random random) throws Exception {
        List<Flow<?>> flows = new ArrayList<>(List.of(release(bed, a), clone(bed, b, SnapshotRetention.none())));
        double haste = random.nextInt(100) / 100.0;
        while (!flows.isEmpty()) {
            Flow<?> next = flows.get(random.nextDouble() < haste / 10 ? flows.size() - 1 : 0);
            try {
                var advance = next.advance();
                bed.clock.advance(Duration.ofMillis(200));
                if (advance.isDone()) {
                    flows.remove(next);
                }
            } catch (Crash death) {
                bed.restart();
                flows = new ArrayList<>(List.of(release(bed, a), clone(bed, b, SnapshotRetention.none())));
            }
        }
    }

    /** What two builds do, and what resumed ones do again. */
    private static void life(TestBed bed, SnapshotRetention keep) throws Exception {
        for (String name : List.of("a", "b")) {
            Optional<Environment> known = environment(bed, name);
            if (known.isEmpty() || known.get().isOpen()) {
                bed.finish(clone(bed, open(bed, name), keep));
            }
        }
        for (String name : List.of("a", "b")) {
            Environment environment = environment(bed, name).orElseThrow();
            bed.ledger().requestRelease(environment.id(), "over");
            bed.finish(release(bed, environment));
        }
        bed.clock.advance(Duration.ofHours(1));
        Reaper reaper = new Reaper(bed.ledger(), owner -> OwnerProbe.Answer.ALIVE, bed.clock);
        reaper.pass();
        bed.clock.advance(Duration.ofMinutes(1));
        for (String due : reaper.pass()) {
            bed.finish(new ReleaseFlow(bed.context(), due, bed.progress()));
        }
    }

    private static Environment open(TestBed bed, String name) throws CloudException {
        bed.clock.advance(Duration.ofMillis(1));
        return bed.ledger().open(TestBed.OWNER, name, Lifetime.of(Duration.ofHours(8)));
    }

    private static Optional<Environment> environment(TestBed bed, String name) {
        return bed.ledger().all().stream().filter(e -> e.name().equals(name)).findFirst();
    }

    private static CloneFlow clone(TestBed bed, Environment environment, SnapshotRetention keep) {
        CloneRequest request = new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                bed.productionShare,
                new SnapshotPolicy(SnapshotChoice.latest(null), List.of(), keep),
                CloneShape.likeProduction(),
                TestBed.access(Grantee.address("10.0.0.7")));
        return new CloneFlow(bed.context(), environment.id(), "block", request, bed.deadline(), bed.progress());
    }

    private static ReleaseFlow release(TestBed bed, Environment environment) {
        return new ReleaseFlow(bed.context(), environment.id(), bed.progress());
    }

    private static Resource only(TestBed bed, String environmentId, ResourceKind kind) {
        return bed.ledger().get(environmentId).resources(r -> r.kind() == kind).get(0);
    }

    private static Optional<String> snapshotOf(TestBed bed, Environment environment) {
        return Optional.of(
                only(bed, environment.id(), ResourceKind.SHARE_SNAPSHOT).id());
    }

    private static void assertClean(TestBed bed, String when) {
        assertThat(bed.cloud.violations()).as(when).isEmpty();
        assertThat(bed.cloud.leftovers()).as("left after " + when).isEmpty();
        assertThat(bed.cloud.production()).containsExactly("orders-db");
        assertThat(bed.ledger().all()).as(when).allMatch(e -> e.state() == EnvironmentState.ENDED);
    }
}
