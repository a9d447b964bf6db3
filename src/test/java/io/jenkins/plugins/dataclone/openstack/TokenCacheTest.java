package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.ObjectMapperSingleton;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

class TokenCacheTest {
    private static final int THREADS = 64;

    private final ManualClock time = new ManualClock();
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return time.instant();
        }
    };
    private final AtomicInteger logins = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Test
    void manyThreadsMakeOneLogin() throws Exception {
        TokenCache cache = new TokenCache(this::loginWhileAllWait, Time.of(clock));
        List<Object> tokens = inParallel(() -> {
            threads.add(Thread.currentThread());
            return cache.valid();
        });
        assertThat(tokens).hasSize(THREADS).containsOnly(tokens.get(0));
        assertThat(logins).hasValue(1);
    }

    @Test
    void theyShareItsRefusalAndItIsNotTriedAgainForAWhile() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        TokenCache cache = new TokenCache(
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        loginWhileAllWait();
                        throw CloudException.of(CloudException.Kind.DENIED, "wrong password");
                    }
                    return token(Duration.ofHours(1));
                },
                Time.of(clock));
        List<Object> results = inParallel(() -> {
            threads.add(Thread.currentThread());
            return catchThrowable(cache::valid);
        });
        assertThat(results).allSatisfy(e -> assertThat((Throwable) e).hasMessage("wrong password"));
        time.advance(Duration.ofSeconds(14));
        assertThatThrownBy(cache::valid).hasMessage("wrong password");
        assertThat(attempts).as("logins that lock accounts").hasValue(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(cache.valid()).isNotNull();
    }

    @Test
    void afterAnyOtherFailureTheNextCallTriesAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        TokenCache cache = new TokenCache(
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw CloudException.of(CloudException.Kind.UNAVAILABLE, "no answer");
                    }
                    return token(Duration.ofHours(1));
                },
                Time.of(clock));
        assertThatThrownBy(cache::valid).hasMessage("no answer");
        assertThat(cache.valid()).isNotNull();
    }

    @Test
    void nobodyWaitsForWhoFindsOutWhetherASilentKeystoneAnswersAgain() throws Exception {
        CountDownLatch triedAgain = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        TokenCache cache = new TokenCache(
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw CloudException.of(CloudException.Kind.UNAVAILABLE, "no answer");
                    }
                    triedAgain.countDown();
                    awaited(answered);
                    return token(Duration.ofHours(1));
                },
                Time.of(clock));
        assertThatThrownBy(cache::valid).hasMessage("no answer");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<Token> finder = pool.submit(cache::valid);
            awaited(triedAgain);

            Future<Token> other = pool.submit(cache::valid);

            assertThatThrownBy(() -> other.get(20, TimeUnit.SECONDS))
                    .as("a thread that another cloud needs")
                    .hasMessageContaining("no answer");
            answered.countDown();
            Token found = finder.get(20, TimeUnit.SECONDS);
            assertThat(cache.valid()).isSameAs(found);
            assertThat(attempts).hasValue(2);
        } finally {
            answered.countDown();
            pool.shutdown();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isRenewedFiveMinutesBeforeItsEnd() throws Exception {
        TokenCache cache = new TokenCache(() -> login(Duration.ofHours(1)), Time.of(clock));
        Token first = cache.valid();
        time.advance(Duration.ofMinutes(54));
        assertThat(cache.valid()).isSameAs(first);
        time.advance(Duration.ofMinutes(1));
        assertThat(cache.valid()).isNotSameAs(first);
        assertThat(logins).hasValue(2);
    }

    @Test
    void aShortLivedOneIsUsedForHalfOfItsLife() throws Exception {
        TokenCache cache = new TokenCache(() -> login(Duration.ofMinutes(4)), Time.of(clock));
        Token first = cache.valid();
        time.advance(Duration.ofSeconds(119));
        assertThat(cache.valid()).isSameAs(first);
        time.advance(Duration.ofSeconds(1));
        assertThat(cache.valid()).isNotSameAs(first);
    }

    @Test
    void onlyTheTokenThatWasRefusedIsDropped() throws Exception {
        TokenCache cache = new TokenCache(() -> login(Duration.ofHours(1)), Time.of(clock));
        Token old = cache.valid();
        cache.rejected(old);
        Token renewed = cache.valid();
        assertThat(renewed).isNotSameAs(old);
        cache.rejected(old);
        assertThat(cache.valid()).isSameAs(renewed);
        assertThat(logins).hasValue(2);
    }

    @Test
    void aBugInTheLoginDoesNotBlockForEver() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        TokenCache cache = new TokenCache(
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new IllegalStateException("bug");
                    }
                    return token(Duration.ofHours(1));
                },
                Time.of(clock));
        assertThatThrownBy(cache::valid).isInstanceOf(IllegalStateException.class);
        assertThat(cache.valid()).isNotNull();
    }

    /** Nobody may come so late that he finds the login over. */
    private Token loginWhileAllWait() {
        Thread leader = Thread.currentThread();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> threads.size() == THREADS
                        && threads.stream()
                                .filter(thread -> thread != leader)
                                .allMatch(thread -> thread.getState() == Thread.State.WAITING));
        return login(Duration.ofHours(1));
    }

    private Token login(Duration life) {
        logins.incrementAndGet();
        return token(life);
    }

    private Token token(Duration life) {
        String json = "{\"token\": {\"issued_at\": \"%s\", \"expires_at\": \"%s\"}}"
                .formatted(time.instant(), time.instant().plus(life));
        try {
            return ObjectMapperSingleton.getContext(KeystoneToken.class).readValue(json, KeystoneToken.class);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Object> inParallel(Callable<Object> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Object>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(pool.submit(call));
            }
            List<Object> results = new ArrayList<>();
            for (Future<Object> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
