package io.jenkins.plugins.dataclone.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Worker threads with lanes: work of one lane runs one piece after the other, different lanes run side by side. An environment
 * is a lane, so an abort that asks for release waits until a create call in flight has been recorded. Waiting takes no thread:
 * the number of threads does not grow with the number of environments. Thread-safe.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Lanes.class.getName());
    private static final int WORKERS = 16;

    private final Pace pace;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

    Lanes(Pace pace) {
        this.pace = pace;
        // what comes after the close is dropped: the ledger knows what there is to go on with after the next start
        RejectedExecutionHandler drop = new ThreadPoolExecutor.DiscardPolicy();
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, threads("timer"), drop);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer = scheduler;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WORKERS, WORKERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), threads("worker"), drop);
        pool.allowCoreThreadTimeOut(true);
        workers = pool;
    }

    /** Runs the work in no lane, side by side with everything else. */
    public void submit(Runnable work) {
        workers.execute(() -> guarded("", work));
    }

    /** Runs the work in its lane as soon as the lane is free. */
    public void submit(String lane, Runnable work) {
        synchronized (lanes) {
            Queue<Runnable> waiting = lanes.get(lane);
            if (waiting != null) {
                waiting.add(work);
                return;
            }
            lanes.put(lane, new ArrayDeque<>());
        }
        workers.execute(() -> run(lane, work));
    }

    /** Runs the work in no lane after a delay. */
    public Future<?> submitAfter(Duration delay, Runnable work) {
        return timer.schedule(() -> submit(work), pace.wallMillis(delay), TimeUnit.MILLISECONDS);
    }

    /**
     * Puts the work into its lane after a delay.
     *
     * @return cancelling it without interruption keeps the work from being put into the lane
     */
    public Future<?> submitAfter(Duration delay, String lane, Runnable work) {
        return timer.schedule(() -> submit(lane, work), pace.wallMillis(delay), TimeUnit.MILLISECONDS);
    }

    /** Stops taking work and waits a little for calls in flight: what they made has to be recorded. */
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                LOGGER.fine("calls in flight are left behind; the ledger will find what they made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String lane, Runnable first) {
        for (Runnable work = first; work != null; work = next(lane)) {
            guarded(lane, work);
        }
    }

    /** Whatever is wrong with one piece of work, also a class that cannot be loaded: the lane is there for the next one. */
    private static void guarded(String lane, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "Unexpected failure in the work for environment " + lane, e);
        }
    }

    private Runnable next(String lane) {
        synchronized (lanes) {
            Runnable work = lanes.get(lane).poll();
            if (work == null) {
                lanes.remove(lane);
            }
            return work;
        }
    }

    private static ThreadFactory threads(String what) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "openstack-data-clone " + what + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
