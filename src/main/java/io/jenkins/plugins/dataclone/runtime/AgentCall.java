package io.jenkins.plugins.dataclone.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work with files of an agent, which may hang for as long as the connection lives: its disk does not answer, or a build has made a
 * named pipe of the file. It runs on a thread of its own, so that no worker waits for it longer than is good for the other
 * environments.
 */
public final class AgentCall {
    /** Plenty for some small files, and little for whoever waits for an environment to be gone. */
    public static final Duration LIMIT = Duration.ofSeconds(30);
    /** Threads that hang at the most; beyond that the next calls fail at once. */
    private static final int MOST_THREADS = 64;

    private static final ExecutorService THREADS =
            new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads());

    private AgentCall() {}

    /** What is to be done. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** The time of the work is over. */
    public static final class TooLate extends IOException {
        private static final long serialVersionUID = 1L;

        TooLate(String message) {
            super(message);
        }
    }

    /**
     * Does the work and waits for it.
     *
     * @param what what it is, to begin a sentence with: {@code Reading 'a' in the workspace}
     * @param limit how long; after that the work is interrupted, and goes on without anybody if that does not end it
     * @throws TooLate if its time is over
     * @throws IOException as the work throws it
     */
    public static <T> T within(String what, Duration limit, Work<T> work) throws IOException, InterruptedException {
        Future<T> result;
        try {
            result = THREADS.submit(work::run);
        } catch (RejectedExecutionException e) {
            throw new IOException(what + " was not begun: too many agents do not answer", e);
        }
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TooLate(what + " was given up: no end came of it within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            result.cancel(true);
        }
    }

    private static IOException rethrown(Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    private static ThreadFactory threads() {
        return work -> {
            Thread thread = new Thread(work, "openstack-data-clone agent");
            thread.setDaemon(true);
            return thread;
        };
    }
}
