package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.MarkdownPage;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Time;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallGateTest {
    private static final Supplier<String> WELL = () -> "well";
    private static final Supplier<String> REFUSED = () -> {
        throw TransportFailure.of(new ConnectException(), "lab:5000", null, 10, 30);
    };

    private final ManualClock clock = new ManualClock(LocalDateTime.parse("2026-11-22T14:03:10")
            .atZone(ZoneId.systemDefault())
            .toInstant());
    private final CallGate gate = new CallGate("lab", TestClouds.UNLIMITED, Time.of(clock));
    private final List<String> log = new ArrayList<>();
    private final Logger logger = Logger.getLogger(CallGate.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            synchronized (log) {
                log.add(entry.getLevel() + " " + entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setLevel(null);
    }

    @Test
    void noMoreCallsAreUnderWayThanAllowed() throws Exception {
        CallGate narrow = new CallGate("lab", new CallLimits(3, 1000), Time.of(clock));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(pool.submit(() -> narrow.pass(ServiceName.MANILA, () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    uninterruptibly(end);
                    now.decrementAndGet();
                    return "well";
                })));
            }
            await().until(() -> calls.stream().filter(Future::isDone).count() == 5);
            end.countDown();
            int held = 0;
            for (Future<String> call : calls) {
                try {
                    call.get(10, TimeUnit.SECONDS);
                } catch (java.util.concurrent.ExecutionException e) {
                    held++;
                    assertThat(e.getCause())
                            .hasMessage(
                                    "Manila on cloud 'lab' was not asked, nothing was sent: 3 calls to the cloud are under way.")
                            .isInstanceOfSatisfying(CloudException.class, busy -> {
                                assertThat(busy.kind()).isEqualTo(Kind.BUSY);
                                assertThat(busy.isRetryable()).isTrue();
                                assertThat(busy.isHeldBack()).isTrue();
                                assertThat(busy.retryAfter()).contains(Duration.ofSeconds(1));
                            });
                }
            }
            assertThat(held).isEqualTo(5);
            assertThat(most).hasValue(3);
            // who has waited in vain must not be given a place later that he never gives back
            assertThat(narrow.pass(ServiceName.MANILA, () -> "well")).isEqualTo("well");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void callsAreSpreadOverTheSecond() throws Exception {
        CallGate slow = new CallGate("lab", new CallLimits(8, 20), Time.of(clock));
        long start = System.nanoTime();
        for (int i = 0; i < 11; i++) {
            slow.pass(ServiceName.MANILA, WELL);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
    }

    @Test
    void aThreadThatWouldHaveToWaitLongIsSentAway() {
        CallGate slow = new CallGate("lab", new CallLimits(8, 1), Time.of(clock));
        // the second one, unless this thread has just been held up for half a second
        assertThat(catchThrowableOfType(CloudException.class, () -> {
                    for (int i = 0; i < 10; i++) {
                        slow.pass(ServiceName.MANILA, WELL);
                    }
                }))
                .hasMessage(
                        "Manila on cloud 'lab' was not asked, nothing was sent: as many calls a second as allowed have"
                                + " begun already.")
                .satisfies(busy -> assertThat(busy.kind()).isEqualTo(Kind.BUSY));
    }

    @Test
    void aPauseThatAServiceAsksForHoldsBackAllItsCallsAndNobodyElses() throws Exception {
        assertThatThrownBy(() -> gate.pass(ServiceName.MANILA, failing(429, "12")))
                .isInstanceOf(HttpFailure.class);
        clock.advance(Duration.ofSeconds(2));
        CloudException held = held(ServiceName.MANILA);
        assertThat(held)
                .hasMessage(
                        "Manila on cloud 'lab' was not asked, nothing was sent: it asked for a pause, of which 11 s are"
                                + " left.");
        assertThat(held.kind()).isEqualTo(Kind.BUSY);
        assertThat(held.retryAfter()).contains(Duration.ofSeconds(10));
        assertThat(gate.pass(ServiceName.MAGNUM, WELL)).isEqualTo("well");
        clock.advance(Duration.ofSeconds(10));
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
    }

    @Test
    void aPauseIsNotLongerBecauseTheWallClockWasSetBack() throws Exception {
        MutableClock settable = new MutableClock(clock.instant());
        CallGate set = new CallGate("lab", TestClouds.UNLIMITED, settable);
        assertThatThrownBy(() -> set.pass(ServiceName.MANILA, failing(429, "12")))
                .isInstanceOf(HttpFailure.class);
        settable.setWall(settable.wall().minus(Duration.ofHours(5)));
        settable.advance(Duration.ofSeconds(12));
        assertThat(set.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
    }

    @Test
    void aPauseIsNeverLongerThanFiveMinutes() throws Exception {
        assertThatThrownBy(() -> gate.pass(ServiceName.MANILA, failing(503, "86400")))
                .isInstanceOf(HttpFailure.class);
        clock.advance(HttpFailure.LONGEST_PAUSE);
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
    }

    @Test
    void aDeadCloudIsLeftAloneAndSaidOnce() throws Exception {
        silence(ServiceName.KEYSTONE);
        clock.advance(Duration.ofHours(2));
        fail(ServiceName.KEYSTONE, REFUSED);
        silence(ServiceName.MANILA);
        String sentence =
                "Cloud 'lab' has not answered since 14:03: lab:5000: nothing listens there (connection refused).";
        for (ServiceName service : List.of(ServiceName.KEYSTONE, ServiceName.MANILA)) {
            CloudException held = held(service);
            assertThat(held).hasMessage(sentence);
            assertThat(held.kind()).isEqualTo(Kind.SILENT);
            assertThat(held.isHeldBack()).isTrue();
        }
        assertThat(held(ServiceName.MANILA).retryAfter()).contains(CallGate.PROBE_EVERY);
        clock.advance(CallGate.PROBE_EVERY.minusMillis(1));
        assertThat(held(ServiceName.MANILA).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(log).containsExactly("WARNING " + sentence + " It is tried with one call at a time until it does.");
    }

    @Test
    void aServiceIsTakenForTheCloudOnlyWhenAnotherOneIsSilentToo() throws Exception {
        silence(ServiceName.MANILA);
        clock.advance(Duration.ofMinutes(1));
        fail(ServiceName.MANILA, REFUSED);
        silence(ServiceName.MAGNUM);
        assertThat(held(ServiceName.MANILA))
                .hasMessageStartingWith("Manila on cloud 'lab' has not answered since 14:03: ");
        assertThat(held(ServiceName.MAGNUM)).hasMessageStartingWith("Cloud 'lab' has not answered since 14:03: ");
    }

    @Test
    void whoTriesItInVainHearsTheSameSentence() throws Exception {
        silence(ServiceName.MANILA);
        String sentence = held(ServiceName.MANILA).getMessage();
        clock.advance(CallGate.PROBE_EVERY);
        CloudException error = catchThrowableOfType(CloudException.class, () -> gate.pass(ServiceName.MANILA, REFUSED));
        assertThat(error).hasMessage(sentence);
        assertThat(error.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(held(ServiceName.MANILA)).hasMessage(sentence);
        assertThat(log).hasSize(1);
    }

    @Test
    void onlyOneThreadTriesHoweverManyServicesAreSilent() throws Exception {
        silence(ServiceName.MANILA);
        silence(ServiceName.MAGNUM);
        clock.advance(CallGate.PROBE_EVERY);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        Supplier<String> slow = () -> {
            tries.incrementAndGet();
            uninterruptibly(end);
            return "well";
        };
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            Future<String> trying = pool.submit(() -> gate.pass(ServiceName.MANILA, slow));
            await().until(() -> tries.get() == 1);
            clock.advance(CallGate.PROBE_EVERY.multipliedBy(2));
            assertThat(held(ServiceName.MANILA).kind()).isEqualTo(Kind.SILENT);
            assertThat(held(ServiceName.MAGNUM).kind()).isEqualTo(Kind.SILENT);
            end.countDown();
            assertThat(trying.get(10, TimeUnit.SECONDS)).isEqualTo("well");
        } finally {
            pool.shutdownNow();
        }
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
        assertThat(tries).hasValue(1);
    }

    @Test
    void callsFlowAsSoonAsItAnswersAgain() throws Exception {
        silence(ServiceName.MANILA);
        clock.advance(CallGate.PROBE_EVERY.minusMillis(1));
        assertThat(held(ServiceName.MANILA).kind()).isEqualTo(Kind.SILENT);
        clock.advance(Duration.ofMillis(1));
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
        assertThat(log).last().isEqualTo("INFO Manila on cloud 'lab' answers again");
        log.clear();
        clock.advance(Duration.ofMinutes(30));
        silence(ServiceName.MANILA);
        assertThat(log).singleElement().asString().contains("Manila on cloud 'lab' has not answered since 14:33");
    }

    @Test
    void aServiceThatIsSilentAloneIsNamed() throws Exception {
        for (int i = 0; i < CallGate.SILENT_AFTER; i++) {
            fail(ServiceName.HEAT, REFUSED);
            fail(ServiceName.MAGNUM, failing(504, null));
            clock.advance(Duration.ofSeconds(1));
            gate.pass(ServiceName.MANILA, WELL);
        }
        assertThat(held(ServiceName.MAGNUM))
                .hasMessage("Magnum on cloud 'lab' has not answered since 14:03: a gateway in front of it says 504.");
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
    }

    @Test
    void anAnswerInBetweenIsAnAnswerEvenAnErrorAnswer() throws Exception {
        for (int i = 0; i < 3 * CallGate.SILENT_AFTER; i++) {
            fail(ServiceName.MANILA, i % CallGate.SILENT_AFTER == 0 ? failing(500, null) : REFUSED);
        }
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
        assertThat(log).isEmpty();
    }

    @Test
    void theNumbersThatAdministratorsReadAreThese() {
        String page = MarkdownPage.read("docs/operations.md").section("What has a number");
        assertThat(page)
                .contains("| " + CallLimits.DEFAULT.inFlight() + " at a time, " + CallLimits.DEFAULT.perSecond()
                        + " a second; configurable |")
                .contains("| after " + CallGate.SILENT_AFTER + " calls in a row; then tried every "
                        + CallGate.PROBE_EVERY.toSeconds() + " s, with one call at a time for the whole cloud |")
                .contains("is kept | " + HttpFailure.LONGEST_PAUSE.toMinutes() + " min at the most |")
                .contains("is tried again | after " + TokenCache.REFUSED_FOR.toSeconds() + " s |")
                .contains("answers | within " + Whoami.LIMIT.toSeconds() + " s |");
    }

    @Test
    void aBugIsNoSilence() throws Exception {
        for (int i = 0; i < 2 * CallGate.SILENT_AFTER; i++) {
            assertThatThrownBy(() -> gate.pass(ServiceName.MANILA, () -> {
                        throw new IllegalStateException("bug");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(gate.pass(ServiceName.MANILA, WELL)).isEqualTo("well");
    }

    private void silence(ServiceName service) {
        for (int i = 0; i < CallGate.SILENT_AFTER; i++) {
            fail(service, REFUSED);
        }
    }

    private void fail(ServiceName service, Supplier<String> call) {
        assertThatThrownBy(() -> gate.pass(service, call)).isNotNull();
    }

    private CloudException held(ServiceName service) {
        return catchThrowableOfType(
                CloudException.class,
                () -> gate.pass(service, () -> {
                    throw new AssertionError("sent");
                }));
    }

    private static Supplier<String> failing(int status, String retryAfter) {
        Map<String, List<String>> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", List.of(retryAfter));
        return () -> {
            throw new HttpFailure(status, HttpHeaders.of(headers, (name, value) -> true), new byte[0]);
        };
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
