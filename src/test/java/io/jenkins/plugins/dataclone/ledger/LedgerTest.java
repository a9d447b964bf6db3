package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Duration HOURS = Duration.ofHours(2);
    private static final Lifetime TTL = new Lifetime(HOURS, Duration.ofHours(8));

    private final EventLog log = new EventLog();
    private final InMemoryEnvironmentStore store = new InMemoryEnvironmentStore(log);
    private final MutableClock clock = new MutableClock(TestBed.START);
    private Naming naming = new Naming("dataclone");
    private Ledger ledger;

    @BeforeEach
    void load() throws Exception {
        ledger = Ledger.load(store, clock, () -> naming, FixedIdentity.of("controller-1"));
    }

    @Test
    void openingIsWrittenDown() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        assertThat(store.saved(environment.id())).contains(environment);
        assertThat(environment.expiresAt()).isEqualTo(TestBed.START.plus(HOURS));
        assertThat(environment.owner()).isEqualTo(TestBed.OWNER);
        assertThat(environment.controller()).isEqualTo("controller-1");
    }

    @Test
    void aBuildThatComesBackFindsItsEnvironment() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        clock.advance(Duration.ofMinutes(10));
        load();
        assertThat(ledger.open(TestBed.OWNER, "default", TTL)).isEqualTo(environment);
        assertThat(ledger.open(TestBed.OWNER, "second", TTL).id()).isNotEqualTo(environment.id());
        assertThat(ledger.ownedBy(TestBed.OWNER)).hasSize(2);
    }

    @Test
    void aRunOfTheSameNumberOfAJobMadeAnewIsAnotherOwner() throws Exception {
        Environment before = ledger.open(TestBed.OWNER, "default", TTL);
        Owner again = new Owner(
                TestBed.OWNER.run(),
                TestBed.OWNER.url(),
                TestBed.OWNER.startedAt().plusSeconds(60));
        assertThat(ledger.open(again, "default", TTL).id()).isNotEqualTo(before.id());
        assertThat(ledger.ownedBy(again)).hasSize(1);
    }

    @Test
    void aBuildMayOpenAnotherEnvironmentAfterGivingOneBack() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
            assertThat(environment.isOpen()).isTrue();
            ids.add(environment.id());
            ledger.requestRelease(environment.id(), "done");
        }
        assertThat(ids).doesNotHaveDuplicates();
        // a name that looks like the second of another one
        assertThat(ledger.open(TestBed.OWNER, "default#2", TTL)).satisfies(other -> {
            assertThat(other.name()).isEqualTo("default#2");
            assertThat(ids).doesNotContain(other.id());
        });
    }

    @Test
    void planningTwiceUnderOneKeyGivesTheSameResource() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        Resource planned = ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of("dataSource", "orders-db"));
        int events = log.size();
        assertThat(ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of("dataSource", "other")))
                .isEqualTo(planned);
        assertThat(log.size()).as("nothing to write").isEqualTo(events);
        load();
        assertThat(ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of())).isEqualTo(planned);
        assertThat(ledger.plan(id, ResourceKind.SHARE, "lab", "b", Map.of()).name())
                .isEqualTo("dataclone-" + id + "-share-2");
        assertThat(ledger.plan(id, ResourceKind.CLUSTER, "lab", "a", Map.of()).name())
                .isEqualTo("dataclone-" + id + "-bay-1");
        assertThat(ledger.planned(id, ResourceKind.SHARE, "a")).contains(planned);
        assertThat(ledger.planned(id, ResourceKind.STACK, "a")).isEmpty();
    }

    @Test
    void aNameDoesNotChangeWithThePrefix() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        Resource planned = ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of());
        naming = new Naming("other");
        assertThat(ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of())).isEqualTo(planned);
        assertThat(ledger.plan(id, ResourceKind.SHARE, "lab", "b", Map.of()).name())
                .startsWith("other-");
    }

    @Test
    void nothingIsPlannedOrAskedForOnceReleaseIsRequested() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        Resource planned = ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of());
        ledger.requestRelease(id, "the build was aborted");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.plan(id, ResourceKind.SHARE, "lab", "b", Map.of()))
                .withMessageContaining("is being released (the build was aborted); no new share is made for it");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.request(id, planned.name()))
                .withMessageContaining("is being released (the build was aborted)");
        assertThat(ledger.get(id).resource(planned.name()).orElseThrow().state())
                .isEqualTo(ResourceState.PLANNED);
    }

    @Test
    void theFirstReasonOfAReleaseStands() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        ledger.requestRelease(id, "the build was aborted");
        ledger.requestRelease(id, "its time to live is over");
        assertThat(ledger.get(id).releaseReason()).isEqualTo("the build was aborted");
        assertThat(ledger.requestRelease("nosuchenv222", "x")).isEmpty();
    }

    @Test
    void aChangeThatCannotBeWrittenDoesNotHappen() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        store.failNext(1);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.plan(environment.id(), ResourceKind.SHARE, "lab", "a", Map.of()))
                .withMessage("The record of environment " + environment.id()
                        + " could not be written on the Jenkins controller, so nothing was asked of the cloud"
                        + " (No space left on device); see to the disk of JENKINS_HOME")
                .satisfies(e -> assertThat(e.isRetryable()).isTrue());
        assertThat(ledger.get(environment.id())).isEqualTo(environment);
        assertThat(store.saved(environment.id())).contains(environment);
        ledger.plan(environment.id(), ResourceKind.SHARE, "lab", "a", Map.of());
        assertThat(ledger.get(environment.id()).resources()).hasSize(1);
    }

    @Test
    void endsOnlyWhatIsAllGone() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        Resource planned = ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of());
        ledger.requestRelease(id, "done");
        assertThat(ledger.markEnded(id).state()).isEqualTo(EnvironmentState.RELEASING);
        ledger.update(id, planned.name(), r -> r.gone(clock.instant(), GoneProof.NEVER_MADE));
        assertThat(ledger.markEnded(id).state()).isEqualTo(EnvironmentState.ENDED);
    }

    @Test
    void anAnswerThatComesAfterTheEndBringsTheEnvironmentBack() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        Resource planned = ledger.plan(id, ResourceKind.SHARE, "lab", "a", Map.of());
        ledger.request(id, planned.name());
        ledger.requestRelease(id, "done");
        ledger.update(id, planned.name(), r -> r.gone(clock.instant(), GoneProof.NEVER_MADE));
        ledger.markEnded(id);
        Resource late = ledger.update(id, planned.name(), r -> r.created("late"));
        assertThat(late.state()).isEqualTo(ResourceState.DELETING);
        assertThat(late.id()).isEqualTo("late");
        assertThat(ledger.get(id).state()).isEqualTo(EnvironmentState.RELEASING);
        assertThat(ledger.owns(ResourceKind.SHARE, "lab", "late")).isTrue();
    }

    @Test
    void namesUnknownEnvironmentsAndResources() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.get("nosuchenv222"))
                .withMessageContaining("nosuchenv222");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.update(id, "nothing", r -> r))
                .withMessageContaining("nothing");
    }

    @Test
    void aLifeCanBeMadeLongerButNeverShorter() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        Instant later = environment.expiresAt().plus(Duration.ofHours(1));

        assertThat(ledger.extend(environment.id(), later).expiresAt()).isEqualTo(later);
        assertThat(ledger.extend(environment.id(), environment.expiresAt()).expiresAt())
                .isEqualTo(later);
        load();
        assertThat(ledger.get(environment.id()).expiresAt()).isEqualTo(later);
    }

    @Test
    void noLifeIsMadeLongerThanTheAdministratorAllows() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        Instant end = environment.createdAt().plus(TTL.longest());

        assertThat(ledger.extend(environment.id(), end.plusSeconds(1)).expiresAt())
                .isEqualTo(end);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.extend(environment.id(), end.plusSeconds(1)))
                .withMessageContaining("lives until " + end + " already")
                .withMessageContaining("as the administrator allows");
    }

    @Test
    void whatIsKeptOutlivesItsBuildAndTakesNothingMore() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        clock.advance(Duration.ofMinutes(30));
        Environment kept = ledger.keep(environment.id(), Duration.ofHours(4), "2 tests failed");

        load();
        assertThat(ledger.get(environment.id())).isEqualTo(kept);
        assertThat(kept.state()).isEqualTo(EnvironmentState.KEPT);
        assertThat(kept.keptBecause()).isEqualTo("2 tests failed");
        assertThat(kept.expiresAt()).isEqualTo(TestBed.START.plus(Duration.ofMinutes(270)));
        assertThat(ledger.keep(environment.id(), Duration.ofHours(1), "again")).isEqualTo(kept);
        assertThat(ledger.findOpen(TestBed.OWNER, "default")).isEmpty();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ledger.plan(environment.id(), ResourceKind.SHARE, "lab", "a", Map.of()))
                .withMessageContaining("is kept for debugging until 2026-11-23T12:30:00Z; no new share is made for it");
        assertThat(ledger.extend(environment.id(), kept.expiresAt().plusSeconds(60))
                        .expiresAt())
                .isEqualTo(kept.expiresAt().plusSeconds(60));
    }

    @Test
    void nothingIsKeptForLongerThanTheAdministratorAllows() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        assertThat(ledger.keep(environment.id(), Duration.ofHours(9), "2 tests failed")
                        .expiresAt())
                .isEqualTo(TestBed.START.plus(TTL.longest()));
    }

    @Test
    void whatIsBeingTakenAwayIsNotKept() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        ledger.requestRelease(environment.id(), "somebody asked for it");
        assertThat(ledger.keep(environment.id(), Duration.ofHours(1), "too late")
                        .state())
                .isEqualTo(EnvironmentState.RELEASING);
    }

    @Test
    void whatIsBeingTakenAwayIsNotExtended() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", TTL);
        ledger.requestRelease(environment.id(), "its build has ended");

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() ->
                        ledger.extend(environment.id(), environment.expiresAt().plusSeconds(1)))
                .withMessageContaining("its build has ended")
                .withMessageContaining("its life cannot be extended any more");
        assertThat(ledger.get(environment.id()).expiresAt()).isEqualTo(environment.expiresAt());
    }

    @Test
    void changesOfManyThreadsAreAllKept() throws Exception {
        String id = ledger.open(TestBed.OWNER, "default", TTL).id();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Resource>> plans = IntStream.range(0, 200)
                    .<Callable<Resource>>mapToObj(
                            i -> () -> ledger.plan(id, ResourceKind.SHARE, "lab", "key " + i % 50, Map.of()))
                    .toList();
            for (Future<Resource> plan : threads.invokeAll(plans)) {
                plan.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ledger.get(id).resources())
                .hasSize(50)
                .extracting(Resource::name)
                .doesNotHaveDuplicates();
        assertThat(store.saved(id)).contains(ledger.get(id));
    }
}
