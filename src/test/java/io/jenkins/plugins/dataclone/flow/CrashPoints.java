package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog.Crash;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets the controller die in place of every event of a life, one after the other, and proves that what comes after makes nothing
 * twice, leaves nothing and touches nothing of production.
 */
final class CrashPoints {
    /** What a build does; done again after a crash. */
    @FunctionalInterface
    interface Life {
        void live(TestBed bed, Environment environment) throws CloudException, InterruptedException;
    }

    private final Supplier<TestBed> beds;
    private final Life life;

    /** @param beds makes the same bed each time */
    CrashPoints(Supplier<TestBed> beds, Life life) {
        this.beds = beds;
        this.life = life;
    }

    /** The build goes on after the restart. */
    int goOn() throws Exception {
        int points = points();
        for (int point = 0; point < points; point++) {
            TestBed bed = beds.get();
            dieAt(point, bed);
            whole(bed);
            assertClean(bed, point);
        }
        return points;
    }

    /** The same while lists lag behind. */
    int goOnWithLag(Duration lag) throws Exception {
        int points = points();
        for (int point = 0; point < points; point++) {
            TestBed bed = beds.get();
            bed.cloud.listLag(lag);
            dieAt(point, bed);
            whole(bed);
            assertClean(bed, point);
        }
        return points;
    }

    /** The build is gone after the restart. */
    int release() throws Exception {
        int points = points();
        for (int point = 0; point < points; point++) {
            TestBed bed = beds.get();
            dieAt(point, bed);
            for (Environment environment : bed.ledger().all()) {
                release(bed, environment);
            }
            assertClean(bed, point);
        }
        return points;
    }

    private int points() throws Exception {
        TestBed bed = beds.get();
        whole(bed);
        assertClean(bed, -1);
        return bed.log.size();
    }

    private void dieAt(int point, TestBed bed) throws Exception {
        bed.log.crashAt(point);
        try {
            whole(bed);
        } catch (Crash death) {
            bed.restart();
        }
    }

    private void whole(TestBed bed) throws CloudException, InterruptedException {
        if (bed.ledger().all().stream().allMatch(Environment::isOpen)) {
            life.live(bed, bed.open());
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
        assertThat(bed.deployer.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).as("crash at point %d", point).isEmpty();
        assertThat(bed.cloud.production()).contains("orders-db");
        assertThat(bed.ledger().all()).allMatch(e -> e.state() == EnvironmentState.ENDED);
        assertThat(bed.cloud.created())
                .as("made twice after a crash at point %d", point)
                .allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
    }
}
