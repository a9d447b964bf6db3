package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers that end. Whoever has an application on a bay may be master of its engine, so an answer may be endless, in length or in
 * time, and would fill the controller's memory or hold one of its workers.
 */
final class BoundedAnswers implements DockerHttpClient {
    /** The longest honest answer tells of the progress of a pull, or lists what is on a large swarm. */
    static final long MOST_BYTES = 64L * 1024 * 1024;

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LIMIT_OF_A_PULL = Duration.ofMinutes(11);

    private static final Logger LOGGER = Logger.getLogger(BoundedAnswers.class.getName());
    private static final ScheduledExecutorService WATCH = watch();

    private final DockerHttpClient engine;
    private final long mostBytes;
    private final Duration limit;

    BoundedAnswers(DockerHttpClient engine) {
        this(engine, MOST_BYTES, LIMIT);
    }

    /**
     * @param mostBytes how long an answer may be
     * @param limit within which time it has to end, unless it is about a pull
     */
    BoundedAnswers(DockerHttpClient engine, long mostBytes, Duration limit) {
        this.engine = engine;
        this.mostBytes = mostBytes;
        this.limit = limit;
    }

    private static ScheduledExecutorService watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "openstack-data-clone engine watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        watch.setKeepAliveTime(10, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
        return watch;
    }

    @Override
    public Response execute(Request request) {
        boolean pull = request.path().contains("/images/create");
        long begun = System.nanoTime();
        Duration allowed = pull ? LIMIT_OF_A_PULL : limit;
        AtomicBoolean late = new AtomicBoolean();
        // the socket's own time-out begins anew with each byte of the answer's head
        Future<?> watch = WATCH.schedule(
                () -> {
                    late.set(true);
                    cutOff();
                },
                allowed.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return new BoundedResponse(engine.execute(request), begun, allowed);
        } catch (RuntimeException e) {
            if (late.get()) {
                throw new IllegalStateException(tooLate(allowed));
            }
            throw e;
        } finally {
            watch.cancel(false);
        }
    }

    private void cutOff() {
        try {
            engine.close();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "an engine that does not come to an end", e);
        }
    }

    private static SocketTimeoutException tooLate(Duration limit) {
        return new SocketTimeoutException("the engine's answer did not end within " + limit.toSeconds() + " s");
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }

    private final class BoundedResponse implements Response {
        private final Response answer;
        private final long begun;
        private final Duration limit;
        private InputStream body;

        BoundedResponse(Response answer, long begun, Duration limit) {
            this.answer = answer;
            this.begun = begun;
            this.limit = limit;
        }

        @Override
        public int getStatusCode() {
            return answer.getStatusCode();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return answer.getHeaders();
        }

        @Override
        public InputStream getBody() {
            if (body == null) {
                body = new Bounded(answer.getBody(), begun, limit);
            }
            return body;
        }

        @Override
        public void close() {
            answer.close();
        }
    }

    private final class Bounded extends FilterInputStream {
        private final long begun;
        private final Duration limit;
        private long read;

        Bounded(InputStream in, long begun, Duration limit) {
            super(in);
            this.begun = begun;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some = super.read(buffer, offset, length);
            count(Math.max(0, some));
            return some;
        }

        @Override
        public long skip(long length) throws IOException {
            long some = super.skip(length);
            count(some);
            return some;
        }

        private void count(long some) throws IOException {
            read += some;
            if (read > mostBytes) {
                throw new IOException("the engine's answer is longer than " + mostBytes + " bytes");
            }
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw tooLate(limit);
            }
        }
    }
}
