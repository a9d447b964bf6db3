package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forty environments on sixteen threads, and a cloud that hangs for a while. */
class OutageTest {
    private static final int ENVIRONMENTS = 40;

    private final AtomicBoolean hangs = new AtomicBoolean();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger mostHanging = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(16);

    @AfterEach
    void stop() {
        over.countDown();
        workers.shutdownNow();
    }

    @Test
    void holdsUpOneThreadAndIsOverWithinSecondsOfTheCloudsReturn() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("lab", this::answer)) {
            OpenStackCloud cloud = new OpenStackCloud(
                    keystone.settings().readTimeout(Duration.ofSeconds(1)).build());
            cloud.shares().listShares("");
            hangs.set(true);
            for (int i = 0; i < ENVIRONMENTS; i++) {
                int number = i;
                workers.execute(() -> tick(number, cloud));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> said.stream().anyMatch(OutageTest::isOutage));
            await().atMost(Duration.ofSeconds(10)).until(() -> hanging.get() <= 1);
            mostHanging.set(0);
            int triedBefore = served.get();
            await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(20)).until(() -> mostHanging.get() <= 1);
            assertThat(served.get() - triedBefore).as("trials in six seconds").isBetween(1, 3);
            assertThat(said.stream().filter(OutageTest::isOutage))
                    .as("one sentence, however often")
                    .hasSize(1);

            hangs.set(false);
            await().atMost(Duration.ofSeconds(15)).until(() -> done.size() == ENVIRONMENTS);
        }
    }

    private void tick(int environment, OpenStackCloud cloud) {
        try {
            cloud.shares().listShares("");
            done.add(environment);
        } catch (CloudException e) {
            assertThat(e.isRetryable()).isTrue();
            said.add(e.getMessage());
            Duration wait = e.retryAfter().orElse(Duration.ofSeconds(1));
            workers.schedule(() -> tick(environment, cloud), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Reply answer(ScriptedServer.Seen request) throws InterruptedException {
        if (hangs.get()) {
            served.incrementAndGet();
            mostHanging.accumulateAndGet(hanging.incrementAndGet(), Math::max);
            // as long as the client waits, and a little more
            over.await(1100, TimeUnit.MILLISECONDS);
            hanging.decrementAndGet();
            return Reply.of(0, "");
        }
        return Reply.json(
                request.uri().endsWith("/share/v2/")
                        ? "{\"versions\": [{\"id\": \"v2.0\", \"version\": \"2.65\"}]}"
                        : "{\"shares\": []}");
    }

    private static boolean isOutage(String sentence) {
        return sentence.startsWith("Manila on cloud 'lab' has not answered since ");
    }
}
