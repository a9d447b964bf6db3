package io.jenkins.plugins.dataclone.harness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread on which all Pipelines of a controller run, in turns. Code of ours in a turn has to return at once and may not
 * do I/O; what does is remembered and fails the test.
 */
public final class PipelineThread implements AutoCloseable {
    /** Far beyond what a turn without I/O takes, even on a machine that is busy; Jenkins itself gives {@code stop} 30 s. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

    private static final ThreadLocal<PipelineThread> CURRENT = new ThreadLocal<>();

    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "Pipeline");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Throwable> offences = new CopyOnWriteArrayList<>();

    /** Queues a turn. */
    <T> CompletableFuture<T> turn(String what, Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        executor.execute(() -> {
            CURRENT.set(this);
            long begun = System.nanoTime();
            try {
                done.complete(work.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            } finally {
                CURRENT.remove();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (took.compareTo(LONGEST_TURN) > 0) {
                offences.add(new AssertionError(what + " held the Pipeline thread for " + took));
            }
        });
        return done;
    }

    /** Keeps the thread from its next turn until the given work, on the caller's thread, has been done. */
    public void holdWhile(ThrowingRunnable work) throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        executor.execute(release::join);
        try {
            work.run();
        } finally {
            release.complete(null);
        }
    }

    /** Work of a test. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** To be called by everything that stands for a disk, an agent or a network. */
    static void forbidIo(String what) {
        PipelineThread here = CURRENT.get();
        if (here != null) {
            AssertionError offence = new AssertionError(what + " on the thread that runs Pipelines");
            here.offences.add(offence);
            throw offence;
        }
    }

    /** @throws AssertionError if a turn did I/O or took too long */
    public void verify() {
        if (!offences.isEmpty()) {
            AssertionError first = new AssertionError(offences.get(0).getMessage(), offences.get(0));
            offences.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
