package io.jenkins.plugins.dataclone.harness;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;

/** Jenkins' own timer. There is one in a JVM, so what one test has handed to it could meet the runtime of the next. */
public final class JenkinsTimer {
    /** As many as Jenkins' own has. */
    private static final int THREADS = 10;

    private JenkinsTimer() {}

    /** Waits until what was handed to it before has been done: all of its threads come together. Not to be called on one of them. */
    public static synchronized void awaitThrough() {
        CountDownLatch all = new CountDownLatch(THREADS);
        for (int thread = 0; thread < THREADS; thread++) {
            Timer.get().execute(() -> {
                all.countDown();
                await(all);
            });
        }
        await(all);
    }

    private static void await(CountDownLatch all) {
        try {
            if (!all.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("something holds a thread of Jenkins' timer");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
