package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeletionsTest {
    private static final int LIMIT = 3;

    private final MutableClock clock = new MutableClock(TestBed.START);
    private final List<String> woken = new ArrayList<>();
    private final Deletions deletions = new Deletions(cloud -> LIMIT, clock, woken::add);

    @Test
    void noMoreThanTheLimitAreBegunAndTheNextIsWoken() throws Exception {
        for (int i = 1; i <= LIMIT; i++) {
            deletions.begin("env" + i, share("lab", i));
        }
        deletions.begin("env1", share("lab", 1));
        refused("env4", share("lab", 4));
        refused("env5", share("lab", 5));
        assertThat(woken).isEmpty();

        deletions.over("env2", share("lab", 2));

        assertThat(woken).containsExactly("env4");
        refused("env5", share("lab", 5));
        deletions.begin("env4", share("lab", 4));
        refused("env5", share("lab", 5));
    }

    @Test
    void oneCloudDoesNotWaitForAnother() throws Exception {
        for (int i = 1; i <= LIMIT; i++) {
            deletions.begin("env" + i, share("lab", i));
        }

        deletions.begin("env4", share("other", 4));

        deletions.over("env4", share("other", 4));
        assertThat(woken).isEmpty();
    }

    @Test
    void whatTakesVeryLongMakesRoom() throws Exception {
        for (int i = 1; i <= LIMIT; i++) {
            deletions.begin("env" + i, share("lab", i));
        }
        refused("env4", share("lab", 4));

        clock.advance(Deletions.LONGEST.plusSeconds(1));

        deletions.begin("env4", share("lab", 4));
    }

    @Test
    void whoDoesNotAskAnyMoreKeepsNobodyWaiting() throws Exception {
        for (int i = 1; i <= LIMIT; i++) {
            deletions.begin("env" + i, share("lab", i));
        }
        refused("frozen", share("lab", 4));
        clock.advance(Deletions.FORGOTTEN.plusSeconds(1));
        refused("env5", share("lab", 5));

        deletions.over("env1", share("lab", 1));

        assertThat(woken).containsExactly("env5");
        deletions.begin("env5", share("lab", 5));
    }

    /** After a restart: it was asked for by the process before. */
    @Test
    void whatIsSeenOnItsWayOutCounts() throws Exception {
        for (int i = 1; i <= LIMIT; i++) {
            deletions.seen("env" + i, share("lab", i));
        }
        refused("env4", share("lab", 4));
    }

    @Test
    void whatChangesNoStorageIsNotCounted() throws Exception {
        for (int i = 1; i <= LIMIT + 1; i++) {
            deletions.begin("env", Resource.planned(ResourceKind.ACCESS_RULE, "lab", "rule-" + i, Map.of()));
        }
        deletions.begin("env", share("lab", 1));
    }

    @Test
    void manyEnvironmentsGoOneAfterTheOther() throws Exception {
        TestBed bed = new TestBed();
        List<Environment> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Environment environment = bed.ledger().open(TestBed.OWNER, "env-" + i, bed.lifetime());
            all.add(environment);
            bed.finish(CloneFlows.of(
                    bed.context(), environment.id(), "clone", bed.cloneRequest(), bed.deadline(), bed.progress()));
            bed.ledger().requestRelease(environment.id(), "done");
        }

        int most = releaseAll(bed, all, context(bed), Duration.ofMinutes(10));

        assertThat(most).as("on their way out at once").isEqualTo(LIMIT);
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(bed.ledger().all())
                .hasSize(12)
                .allMatch(environment -> environment.state() == EnvironmentState.ENDED);
        assertThat(bed.said()).noneMatch(line -> line.contains("As many deletions"));
    }

    /** Four environments whose share cannot be deleted, more than the limit: the others go all the same. */
    @Test
    void whatFailsAgainAndAgainHoldsUpNobody() throws Exception {
        TestBed bed = new TestBed();
        List<Environment> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Environment environment = bed.ledger().open(TestBed.OWNER, "env-" + i, bed.lifetime());
            all.add(environment);
            bed.finish(CloneFlows.of(
                    bed.context(), environment.id(), "clone", bed.cloneRequest(), bed.deadline(), bed.progress()));
            bed.ledger().requestRelease(environment.id(), "done");
        }
        for (Environment environment : all.subList(0, LIMIT + 1)) {
            Resource share = bed.ledger()
                    .get(environment.id())
                    .resources(r -> r.kind() == ResourceKind.SHARE)
                    .get(0);
            bed.cloud.failDeletions(share.id(), Integer.MAX_VALUE);
        }

        releaseAll(bed, all, context(bed), Duration.ofMinutes(10));

        assertThat(bed.ledger().all())
                .filteredOn(environment -> environment.state() == EnvironmentState.ENDED)
                .hasSize(10 - LIMIT - 1);
        assertThat(bed.ledger().all())
                .filteredOn(environment -> environment.state() == EnvironmentState.STUCK)
                .hasSize(LIMIT + 1)
                .allMatch(environment -> environment.problem().contains("error_deleting"));
    }

    /** Ticks all side by side until they are gone or the time is over; gives how many were on their way out at once. */
    private static int releaseAll(TestBed bed, List<Environment> all, FlowContext context, Duration patience)
            throws Exception {
        Map<String, ReleaseFlow> flows = new HashMap<>();
        Map<String, Instant> next = new HashMap<>();
        for (Environment environment : all) {
            flows.put(environment.id(), new ReleaseFlow(context, environment.id(), bed.progress()));
            next.put(environment.id(), bed.clock.instant());
        }
        Instant end = bed.clock.instant().plus(patience);
        int most = 0;
        while (!flows.isEmpty() && bed.clock.instant().isBefore(end)) {
            for (Environment environment : all) {
                ReleaseFlow flow = flows.get(environment.id());
                if (flow != null && !bed.clock.instant().isBefore(next.get(environment.id()))) {
                    Advance<Environment> advance = flow.advance();
                    next.put(environment.id(), bed.clock.instant().plus(advance.delay()));
                    if (advance.isDone()) {
                        flows.remove(environment.id());
                    }
                }
            }
            most = Math.max(most, onTheirWayOut(bed));
            bed.clock.advance(Duration.ofMillis(500));
        }
        return most;
    }

    private static int onTheirWayOut(TestBed bed) {
        return (int) bed.cloud.leaving().stream()
                .filter(leaving -> !leaving.startsWith("rule "))
                .count();
    }

    private FlowContext context(TestBed bed) {
        FlowContext usual = bed.context();
        return new FlowContext(
                usual.ledger(),
                usual.clouds(),
                usual.boards(),
                usual.lines(),
                new Deletions(cloud -> LIMIT, bed.clock, id -> {}),
                usual.deployers(),
                usual.engines(),
                usual.clock(),
                usual.random());
    }

    private void refused(String environmentId, Resource resource) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> deletions.begin(environmentId, resource))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.BUSY));
    }

    private static Resource share(String cloud, int number) {
        return Resource.planned(ResourceKind.SHARE, cloud, "share-" + number, Map.of());
    }
}
