package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.harness.JenkinsTimer;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Jenkins tells its listeners that it is about to go down, runs all terminators, which may take minutes, and says only then that it
 * is terminating. Its timer, its steps and its builds work on all the while.
 */
class ShutdownTest {
    @RegisterExtension
    private final FreshHome home = new FreshHome();

    @Test
    void whatWasStoppedIsNotBegunAnewWhileJenkinsGoesDown() throws Exception {
        assertThat(DataCloneRuntime.get()).isNotNull();

        new LifeCycle().onBeforeShutdown();

        assertThat(DataCloneRuntime.isGoingDown()).isTrue();
        CompletableFuture<String> step = new CompletableFuture<>();
        DataCloneRuntime.onWorker(runtime -> step.complete("begun"), e -> step.complete("failed: " + e));
        new ReaperWork().execute(null);
        JenkinsTimer.awaitThrough();
        assertThat(step).as("a step, which goes on after the restart").isNotDone();
        assertThat(DataCloneRuntime.ifRunning()).isEmpty();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(DataCloneRuntime::get)
                .withMessageContaining("Jenkins is going down");
        assertThat(DataCloneRuntime.problem()).isEmpty();
    }

    @Test
    void aStepThatAsksAtThatVeryMomentIsNotFailed() throws Exception {
        assertThat(DataCloneRuntime.get()).isNotNull();
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<String> step = new CompletableFuture<>();
        Thread shutdown = new Thread(() -> {
            synchronized (RuntimeHolder.class) {
                stopping.countDown();
                await(asked);
                new LifeCycle().onBeforeShutdown();
            }
        });
        shutdown.start();
        await(stopping);
        DataCloneRuntime.onWorker(runtime -> step.complete("begun"), e -> step.complete("failed: " + e));
        asked.countDown();
        shutdown.join(TimeUnit.SECONDS.toMillis(30));
        JenkinsTimer.awaitThrough();

        assertThat(step).isNotDone();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
