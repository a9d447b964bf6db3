package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FakeCloud;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Networks;
import io.jenkins.plugins.dataclone.port.Quotas;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
    private static final int WAITERS = 32;

    private final MutableClock clock = new MutableClock(TestBed.START);
    private final EventLog log = new EventLog();
    private final FakeCloud lab = new FakeCloud("lab", clock, log);
    private final StatusBoards boards = new StatusBoards(() -> "orders-", clock);

    @Test
    void asksOncePerTypeAndTick() throws Exception {
        String share = lab.addProductionShare("orders-db", 1);
        for (int waiter = 0; waiter < WAITERS; waiter++) {
            assertThat(boards.of(lab).share(share)).isPresent();
            assertThat(boards.of(lab).snapshot("none")).isEmpty();
            assertThat(boards.of(lab).cluster("none")).isEmpty();
        }
        assertThat(log.events()).containsExactly("listShares orders-", "listSnapshots orders-", "listClusters orders-");
        clock.advance(StatusBoards.FRESH);
        boards.of(lab).share(share);
        boards.of(lab).share(share);
        assertThat(log.events()).hasSize(4);
    }

    @Test
    void asksAgainAfterTheClockWasSetBack() throws Exception {
        boards.of(lab).share("none");
        clock.advance(Duration.ofHours(-1));
        boards.of(lab).share("none");
        assertThat(log.events()).hasSize(2);
    }

    @Test
    void aFailureServesAllOfATickToo() {
        lab.down();
        for (int waiter = 0; waiter < WAITERS; waiter++) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> boards.of(lab).share("none"));
        }
        assertThat(log.events()).hasSize(1);
        lab.up();
        clock.advance(StatusBoards.FRESH);
        assertThat(boardAnswers()).isTrue();
    }

    @Test
    void aCloudConfiguredAnewGetsANewBoard() throws Exception {
        boards.of(lab).share("none");
        FakeCloud other = new FakeCloud("lab", clock, log);
        String share = other.addProductionShare("orders-db", 1);
        assertThat(boards.of(other).share(share)).isPresent();
    }

    @Test
    void whoWaitsForAnothersCallSharesItsAnswer() throws Exception {
        SlowCloud slow = new SlowCloud(false);
        for (Future<Boolean> waiter : together(slow)) {
            assertThat(waiter.get()).isTrue();
        }
        assertThat(slow.calls).as("list calls of %d waiters", WAITERS).hasValue(1);
    }

    @Test
    void whoWaitsForACallThatFailsSharesItsFailure() throws Exception {
        SlowCloud slow = new SlowCloud(true);
        for (Future<Boolean> waiter : together(slow)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiter::get)
                    .withMessageContaining("did not answer");
        }
        assertThat(slow.calls)
                .as("time-outs that %d waiters stood in line for", WAITERS)
                .hasValue(1);
    }

    @Test
    void nobodyWaitsForWhoFindsOutWhetherASilentCloudAnswersAgain() throws Exception {
        CountDownLatch askedAgain = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        SharedReading<String> reading = new SharedReading<>(clock, StatusBoards.FRESH);
        SharedReading.Call<String> call = () -> {
            if (calls.incrementAndGet() == 1) {
                throw CloudException.of(CloudException.Kind.UNAVAILABLE, "no answer");
            }
            askedAgain.countDown();
            awaited(answered);
            return "an answer";
        };
        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> reading.get(call, any -> true));
        clock.advance(StatusBoards.FRESH);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> finder = threads.submit(() -> reading.get(call, any -> true));
            awaited(askedAgain);

            Future<String> other = threads.submit(() -> reading.get(call, any -> true));

            assertThatExceptionOfType(ExecutionException.class)
                    .as("a thread that another cloud needs")
                    .isThrownBy(() -> other.get(20, TimeUnit.SECONDS))
                    .withMessageContaining("no answer");
            answered.countDown();
            assertThat(finder.get(20, TimeUnit.SECONDS)).isEqualTo("an answer");
            assertThat(reading.get(call, any -> true)).isEqualTo("an answer");
            assertThat(calls).hasValue(2);
        } finally {
            answered.countDown();
            threads.shutdown();
        }
    }

    @Test
    void whatNeedsSomebodysHandIsAskedForAnewByEverybody() throws Exception {
        SharedReading<String> reading = new SharedReading<>(clock, StatusBoards.FRESH);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> reading.get(
                        () -> {
                            throw CloudException.of(CloudException.Kind.DENIED, "wrong password");
                        },
                        any -> true));
        clock.advance(StatusBoards.FRESH);
        CountDownLatch askedAgain = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        SharedReading.Call<String> call = () -> {
            askedAgain.countDown();
            awaited(answered);
            return "an answer";
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> first = threads.submit(() -> reading.get(call, any -> true));
            awaited(askedAgain);
            Future<String> second = threads.submit(() -> reading.get(call, any -> true));
            answered.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("an answer");
            assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("an answer");
        } finally {
            answered.countDown();
            threads.shutdown();
        }
    }

    @Test
    void whatIsOutdatedWhileItIsAskedForServesNobodyWhoComesLater() throws Exception {
        SharedReading<Integer> reading = new SharedReading<>(clock, StatusBoards.FRESH);
        AtomicInteger calls = new AtomicInteger();
        SharedReading.Call<Integer> outdatedAtOnce = () -> {
            reading.outdate();
            return calls.incrementAndGet();
        };

        assertThat(reading.get(outdatedAtOnce, any -> true)).isEqualTo(1);
        assertThat(reading.latest()).contains(1);

        assertThat(reading.get(calls::incrementAndGet, any -> true)).isEqualTo(2);
        assertThat(reading.get(calls::incrementAndGet, any -> true)).isEqualTo(2);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All ask while the first one's call is under way; that call takes longer than an answer is fresh. */
    private List<Future<Boolean>> together(SlowCloud slow) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(WAITERS);
        try {
            List<Future<Boolean>> waiters = new ArrayList<>();
            for (int i = 0; i < WAITERS; i++) {
                waiters.add(threads.submit(() -> {
                    slow.askers.add(Thread.currentThread());
                    return boards.of(slow).share("id-1").isPresent();
                }));
            }
            return waiters;
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private boolean boardAnswers() {
        try {
            return boards.of(lab).share("none").isEmpty();
        } catch (CloudException e) {
            return false;
        }
    }

    /** Answers a list only when all others wait for it, and later by the clock than its answer is fresh. */
    private final class SlowCloud implements Cloud {
        private final AtomicInteger calls = new AtomicInteger();
        private final Set<Thread> askers = ConcurrentHashMap.newKeySet();
        private final boolean fails;

        SlowCloud(boolean fails) {
            this.fails = fails;
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public Shares shares() {
            return (Shares) Proxy.newProxyInstance(
                    Shares.class.getClassLoader(), new Class<?>[] {Shares.class}, (proxy, call, arguments) -> list());
        }

        private List<Shares.Share> list() throws CloudException {
            calls.incrementAndGet();
            Thread asking = Thread.currentThread();
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> askers.size() == WAITERS
                            && askers.stream()
                                    .filter(asker -> asker != asking)
                                    .allMatch(asker -> asker.getState() == Thread.State.WAITING));
            clock.advance(StatusBoards.FRESH);
            if (fails) {
                throw CloudException.of(CloudException.Kind.UNAVAILABLE, "Cloud 'slow' did not answer");
            }
            return List.of(new Shares.Share(
                    "id-1",
                    "orders-1",
                    "available",
                    1,
                    "NFS",
                    null,
                    null,
                    "thin",
                    null,
                    new Shares.Abilities(true, true, true),
                    false,
                    Map.of()));
        }

        @Override
        public Volumes volumes() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Servers servers() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Clusters clusters() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Stacks stacks() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Networks networks() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Quotas quotas() {
            throw new AssertionError("not asked for");
        }
    }
}
