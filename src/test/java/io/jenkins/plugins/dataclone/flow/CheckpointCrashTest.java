package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog.Crash;
import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The controller dies before and after every remote call and every write of a life with checkpoints and roll-backs, and comes
 * back: nothing is made twice, nothing stays, production is not touched.
 */
class CheckpointCrashTest {
    /** The ways back. */
    enum Way {
        SHARE_IN_PLACE,
        SHARE_BY_A_NEW_CLONE,
        SHARE_BY_A_NEW_CLONE_AFTER_A_REFUSAL,
        /** Taken off its server, and put back on it. */
        VOLUME_IN_PLACE,
        VOLUME_BY_A_NEW_CLONE,
        /** It is off its server when the storage gives up. */
        VOLUME_BY_A_NEW_CLONE_AFTER_A_FAILURE;

        boolean isOfVolumes() {
            return name().startsWith("VOLUME");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItStood(Way way) throws Exception {
        TestBed whole = wholeLife(way);
        for (int point = 0; point < whole.log.size(); point++) {
            TestBed bed = bed(way);
            assertGoesOn(bed, whole, way, point);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhenListsLagBehind(Way way) throws Exception {
        TestBed whole = wholeLife(way);
        for (int point = 0; point < whole.log.size(); point++) {
            TestBed bed = bed(way);
            bed.cloud.listLag(Duration.ofSeconds(4));
            assertGoesOn(bed, whole, way, point);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingWhenReleasedRightAfterTheRestart(Way way) throws Exception {
        TestBed whole = wholeLife(way);
        for (int point = 0; point < whole.log.size(); point++) {
            TestBed bed = bed(way);
            dieAt(point, bed, new HashMap<>(), way);
            release(bed);
            assertClean(bed, way + ", crash at point " + point);
        }
    }

    private static TestBed wholeLife(Way way) throws Exception {
        TestBed whole = bed(way);
        life(whole, new HashMap<>(), way);
        assertClean(whole, way + " without a crash");
        assertThat(whole.log.size()).isGreaterThan(100);
        return whole;
    }

    private static void assertGoesOn(TestBed bed, TestBed whole, Way way, int point) throws Exception {
        String when = way + ", crash at point " + point;
        Map<String, Object> done = new HashMap<>();
        dieAt(point, bed, done, way);
        life(bed, done, way);
        assertClean(bed, when);
        assertThat(bed.cloud.created())
                .as("made as often as without a crash: " + when)
                .containsExactlyInAnyOrderEntriesOf(whole.cloud.created());
    }

    private static void dieAt(int point, TestBed bed, Map<String, Object> done, Way way) throws Exception {
        bed.log.crashAt(point);
        try {
            life(bed, done, way);
        } catch (Crash death) {
            bed.restart();
        }
    }

    private static void assertClean(TestBed bed, String when) {
        assertThat(bed.cloud.leftovers()).as(when).isEmpty();
        assertThat(bed.cloud.violations()).as(when).isEmpty();
        assertThat(bed.cloud.production()).as(when).containsExactlyInAnyOrder("orders-db", "orders-disk", "agent-1");
    }

    private static TestBed bed(Way way) {
        TestBed bed = new TestBed();
        bed.cloud.addServer("agent-1");
        bed.productionVolume();
        switch (way) {
            case SHARE_IN_PLACE, VOLUME_IN_PLACE -> {
                // as it is
            }
            case SHARE_BY_A_NEW_CLONE -> bed.cloud.abilities(new Shares.Abilities(true, true, false));
            case SHARE_BY_A_NEW_CLONE_AFTER_A_REFUSAL -> {
                // the cloud stays with it, whoever asks
                Fault no =
                        Fault.refused(CloudException.of(CloudException.Kind.REFUSED, "not the most recent snapshot"));
                bed.cloud.failNext("revertShare", no);
                bed.cloud.failNext("revertShare", no);
            }
            case VOLUME_BY_A_NEW_CLONE -> bed.cloud.cannotRevertVolumes();
            case VOLUME_BY_A_NEW_CLONE_AFTER_A_FAILURE ->
                bed.cloud.failNext("revertVolume", Fault.endsInError("the back end is tired"));
        }
        return bed;
    }

    /** What a build does, and what a resumed one does again: the step that had not ended, with the key that it had. */
    private static void life(TestBed bed, Map<String, Object> done, Way way) throws Exception {
        if (bed.ledger().all().stream().allMatch(Environment::isOpen)) {
            String id = bed.open().id();
            CloneRequest wish = way.isOfVolumes() ? bed.volumeRequest("agent-1") : bed.cloneRequest();
            CloneResult clone = step(
                    bed,
                    done,
                    "clone",
                    key -> CloneFlows.of(bed.context(), id, key, wish, bed.deadline(), bed.progress()));
            String name = clone.name();
            step(
                    bed,
                    done,
                    "first",
                    key -> Checkpoints.take(bed.context(), id, key, name, "before", bed.deadline(), bed.progress()));
            RollbackRequest request = new RollbackRequest(name, "before", false);
            RollbackResult back = step(
                    bed,
                    done,
                    "back",
                    key -> Checkpoints.goBack(bed.context(), id, key, request, bed.deadline(), bed.progress()));
            assertThat(back.replaced()).isEqualTo(way.name().contains("NEW_CLONE"));
            assertThat(back.data().attached())
                    .as("where it was before")
                    .extracting(Attached::server)
                    .isEqualTo(way.isOfVolumes() ? List.of("agent-1") : List.of());
            step(
                    bed,
                    done,
                    "second",
                    key -> Checkpoints.take(
                            bed.context(), id, key, back.data().name(), "after", bed.deadline(), bed.progress()));
        }
        release(bed);
    }

    private static void release(TestBed bed) throws Exception {
        for (Environment environment : bed.ledger().all()) {
            bed.ledger().requestRelease(environment.id(), "over");
            Environment ended = bed.finish(new ReleaseFlow(bed.context(), environment.id(), bed.progress()));
            assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        }
    }

    /** The work of a step by its key. */
    @FunctionalInterface
    private interface Work<T> {
        Flow<T> begin(String key) throws CloudException;
    }

    @SuppressWarnings("unchecked") // what was put in under that key
    private static <T> T step(TestBed bed, Map<String, Object> done, String key, Work<T> work) throws Exception {
        if (!done.containsKey(key)) {
            done.put(key, bed.finish(work.begin(key)));
        }
        return (T) done.get(key);
    }
}
