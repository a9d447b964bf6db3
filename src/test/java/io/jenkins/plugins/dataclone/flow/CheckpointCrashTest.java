package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog.Crash;
import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.HashMap;
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
        IN_PLACE,
        BY_A_NEW_CLONE,
        BY_A_NEW_CLONE_AFTER_A_FAILURE
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItStood(Way way) throws Exception {
        TestBed whole = bed(way);
        life(whole, new HashMap<>());
        int points = whole.log.size();
        assertThat(points).isGreaterThan(100);
        for (int point = 0; point < points; point++) {
            TestBed bed = bed(way);
            Map<String, Object> done = new HashMap<>();
            bed.log.crashAt(point);
            try {
                life(bed, done);
            } catch (Crash death) {
                bed.restart();
            }
            life(bed, done);
            String when = way + ", crash at point " + point;
            assertThat(bed.cloud.leftovers()).as(when).isEmpty();
            assertThat(bed.cloud.violations()).as(when).isEmpty();
            assertThat(bed.cloud.production()).containsExactly("orders-db");
            assertThat(bed.cloud.created()).as(when).allSatisfy((name, times) -> assertThat(times)
                    .isEqualTo(1));
        }
    }

    private static TestBed bed(Way way) {
        TestBed bed = new TestBed();
        if (way == Way.BY_A_NEW_CLONE) {
            bed.cloud.abilities(new Shares.Abilities(true, true, false));
        } else if (way == Way.BY_A_NEW_CLONE_AFTER_A_FAILURE) {
            bed.cloud.failNext(
                    "revertShare",
                    Fault.refused(CloudException.of(CloudException.Kind.REFUSED, "not the most recent snapshot")));
        }
        return bed;
    }

    /** What a build does, and what a resumed one does again: the step that had not ended, with the key that it had. */
    private static void life(TestBed bed, Map<String, Object> done) throws Exception {
        if (bed.ledger().all().stream().allMatch(Environment::isOpen)) {
            String id = bed.open().id();
            CloneResult clone = step(
                    bed,
                    done,
                    "clone",
                    key -> new CloneFlow(bed.context(), id, key, bed.cloneRequest(), bed.deadline(), bed.progress()));
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
            step(
                    bed,
                    done,
                    "second",
                    key -> Checkpoints.take(
                            bed.context(), id, key, back.data().name(), "after", bed.deadline(), bed.progress()));
        }
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
