package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog.Crash;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The controller dies before and after every remote call and every write of the ledger in the life of a volume clone that is
 * attached: nothing is made twice, nothing stays, nothing of production is attached, reverted or deleted.
 */
class VolumeCrashTest {

    /** Where the clone goes. */
    enum Life {
        /** To a server of the administrator's. */
        ON_A_SERVER,
        /** To a node of a bay, for a stack that mounts it there. */
        ON_A_BAY
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItStoodWithoutMakingAnythingTwice(Life life) throws Exception {
        int points = pointsOfAWholeLife(life);
        assertThat(points).isGreaterThan(life == Life.ON_A_BAY ? 140 : 70);
        for (int point = 0; point < points; point++) {
            TestBed bed = dieAt(point, bed(), life);
            wholeLife(bed, life);
            assertClean(bed, point);
            assertNothingMadeTwice(bed, point);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingWhenReleasedRightAfterTheRestart(Life life) throws Exception {
        int points = pointsOfAWholeLife(life);
        for (int point = 0; point < points; point++) {
            TestBed bed = dieAt(point, bed(), life);
            for (Environment environment : bed.ledger().all()) {
                release(bed, environment);
            }
            assertClean(bed, point);
            assertNothingMadeTwice(bed, point);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhenListsLagBehind(Life life) throws Exception {
        int points = pointsOfAWholeLife(life);
        for (int point = 0; point < points; point++) {
            TestBed bed = bed();
            bed.cloud.listLag(Duration.ofSeconds(4));
            dieAt(point, bed, life);
            wholeLife(bed, life);
            assertClean(bed, point);
            assertNothingMadeTwice(bed, point);
        }
    }

    @Test
    void survivesDyingAgainAndAgain() throws Exception {
        Random random = new Random(20261126);
        for (int round = 0; round < 50; round++) {
            TestBed bed = bed();
            Life life = Life.values()[round % 2];
            int deaths = 2 + random.nextInt(6);
            for (int death = 0; death < deaths; death++) {
                dieAt(bed.log.size() + random.nextInt(40), bed, life);
            }
            bed.log.crashAt(-1);
            wholeLife(bed, life);
            assertClean(bed, round);
            assertNothingMadeTwice(bed, round);
        }
    }

    private static TestBed bed() {
        TestBed bed = new TestBed();
        bed.cloud.addServer("agent-1");
        bed.productionVolume();
        return bed;
    }

    private static int pointsOfAWholeLife(Life life) throws Exception {
        TestBed bed = bed();
        wholeLife(bed, life);
        return bed.log.size();
    }

    private static TestBed dieAt(int point, TestBed bed, Life life) throws Exception {
        bed.log.crashAt(point);
        try {
            wholeLife(bed, life);
        } catch (Crash death) {
            bed.restart();
        }
        return bed;
    }

    private static void wholeLife(TestBed bed, Life life) throws Exception {
        if (bed.ledger().all().stream().allMatch(Environment::isOpen)) {
            Environment environment = bed.open();
            Provisioned provisioned =
                    bed.finish(life == Life.ON_A_BAY ? onABay(bed, environment) : onAServer(bed, environment));
            if (life == Life.ON_A_BAY) {
                assertThat(bed.deployer.mounts(provisioned.stack().orElseThrow().name()))
                        .hasEntrySatisfying("data", volume -> assertThat(volume.node())
                                .isEqualTo(provisioned.bay().orElseThrow().name() + "-node-0"));
            } else {
                assertThat(provisioned.data().attached()).hasSize(1);
            }
        }
        for (Environment environment : bed.ledger().all()) {
            release(bed, environment);
        }
    }

    private static EnvironmentFlow onAServer(TestBed bed, Environment environment) {
        return new EnvironmentFlow(
                bed.context(),
                environment.id(),
                "block",
                bed.volumeRequest("agent-1"),
                Optional.empty(),
                Optional.empty(),
                bed.deadline(),
                bed.progress());
    }

    private static EnvironmentFlow onABay(TestBed bed, Environment environment) {
        BayRequest bay = new BayRequest(
                "lab",
                "swarm-small",
                "swarm",
                2,
                1,
                ClusterOptions.ofTemplate(60),
                new VolumeTemplate(VolumeTemplate.CINDER, Map.of()));
        return new EnvironmentFlow(
                bed.context(),
                environment.id(),
                "block",
                bed.volumeRequest(),
                Optional.of(bay),
                Optional.of(bed.deployRequest("service db", "volume data")),
                bed.deadline(),
                bed.progress());
    }

    private static void release(TestBed bed, Environment environment) throws Exception {
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
        assertThat(bed.cloud.production()).containsExactlyInAnyOrder("orders-db", "orders-disk", "agent-1");
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
