package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog.Crash;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The controller dies before and after every remote call and every write of the ledger, one after the other, and comes back:
 * nothing may be made twice, nothing may stay, production may not be touched.
 */
class CrashAtEveryPointTest {
    private static final int FEWEST_POINTS = 120;

    /** What a controller does that has come back. */
    @FunctionalInterface
    private interface Afterlife {
        void live(TestBed bed) throws CloudException, InterruptedException;
    }

    @Test
    void goesOnWhereItStoodWithoutMakingAnythingTwice() throws Exception {
        int points = pointsOfAWholeLife();
        assertThat(points).isGreaterThan(FEWEST_POINTS);
        for (int point = 0; point < points; point++) {
            TestBed bed = dieAt(point, new TestBed());
            wholeLife(bed);
            assertClean(bed, point);
            assertNothingMadeTwice(bed, point);
        }
    }

    @Test
    void leavesNothingWhenReleasedRightAfterTheRestart() throws Exception {
        int points = pointsOfAWholeLife();
        for (int point = 0; point < points; point++) {
            TestBed bed = dieAt(point, new TestBed());
            for (Environment environment : bed.ledger().all()) {
                release(bed, environment);
            }
            assertClean(bed, point);
            assertNothingMadeTwice(bed, point);
        }
    }

    @Test
    void goesOnWhenListsLagBehind() throws Exception {
        int points = pointsOfAWholeLife();
        for (int point = 0; point < points; point++) {
            TestBed bed = new TestBed();
            bed.cloud.listLag(Duration.ofSeconds(4));
            dieAt(point, bed);
            wholeLife(bed);
            assertClean(bed, point);
            assertNothingMadeTwice(bed, point);
        }
    }

    @Test
    void survivesDyingAgainAndAgain() throws Exception {
        Random random = new Random(20261123);
        for (int life = 0; life < 50; life++) {
            TestBed bed = new TestBed();
            int deaths = 2 + random.nextInt(6);
            for (int death = 0; death < deaths; death++) {
                dieAt(bed.log.size() + random.nextInt(40), bed);
            }
            bed.log.crashAt(-1);
            wholeLife(bed);
            assertClean(bed, life);
            assertNothingMadeTwice(bed, life);
        }
    }

    private static int pointsOfAWholeLife() throws Exception {
        TestBed bed = new TestBed();
        wholeLife(bed);
        return bed.log.size();
    }

    private static TestBed dieAt(int point, TestBed bed) throws Exception {
        bed.log.crashAt(point);
        Afterlife life = CrashAtEveryPointTest::wholeLife;
        try {
            life.live(bed);
        } catch (Crash death) {
            bed.restart();
        }
        return bed;
    }

    /** What a build does, and what a resumed one does again: a build that has given its environment back opens no other. */
    private static void wholeLife(TestBed bed) throws CloudException, InterruptedException {
        if (bed.ledger().all().stream().allMatch(Environment::isOpen)) {
            Environment environment = bed.open();
            Provisioned provisioned = bed.finish(new EnvironmentFlow(
                    bed.context(),
                    environment.id(),
                    "block",
                    bed.cloneRequest(),
                    Optional.of(bed.bayRequest()),
                    Optional.of(bed.deployRequest("service db", "service web 8080", "volume dbdata")),
                    bed.deadline(),
                    bed.progress()));
            assertThat(provisioned.stack().orElseThrow().services()).containsExactly("db", "web");
        }
        for (Environment environment : bed.ledger().all()) {
            release(bed, environment);
        }
    }

    private static void release(TestBed bed, Environment environment) throws CloudException, InterruptedException {
        bed.ledger().requestRelease(environment.id(), "the block ended");
        Environment ended = bed.finish(new ReleaseFlow(bed.context(), environment.id(), bed.progress()));
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
    }

    private static void assertClean(TestBed bed, int point) {
        assertThat(bed.cloud.leftovers())
                .as("left after a crash at point %d", point)
                .isEmpty();
        assertThat(bed.deployer.leftovers())
                .as("left after a crash at point %d", point)
                .isEmpty();
        assertThat(bed.cloud.violations()).as("crash at point %d", point).isEmpty();
        assertThat(bed.cloud.production()).containsExactly("orders-db");
        assertThat(bed.ledger().all()).hasSizeLessThanOrEqualTo(1).allMatch(e -> e.state() == EnvironmentState.ENDED);
    }

    private static void assertNothingMadeTwice(TestBed bed, int point) {
        assertThat(bed.cloud.created())
                .as("made twice after a crash at point %d", point)
                .allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
        assertThat(bed.deployer.created())
                .as("made twice after a crash at point %d", point)
                .allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
    }
}
