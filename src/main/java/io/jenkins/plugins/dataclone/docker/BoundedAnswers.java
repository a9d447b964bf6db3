package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Answers that end. Whoever has an application on a bay may be master of its engine, so an answer may be endless, in length or in
 * time, and would fill the controller's memory or hold one of its workers.
 */
final class BoundedAnswers implements DockerHttpClient {
    /** The longest honest answer tells of the progress of a pull, or lists what is on a large swarm. */
    static final long MOST_BYTES = 64L * 1024 * 1024;

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LIMIT_OF_A_PULL = Duration.ofMinutes(11);

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

    @Override
    public Response execute(Request request) {
        boolean pull = request.path().contains("/images/create");
        long begun = System.nanoTime();
        return new BoundedResponse(engine.execute(request), begun, pull ? LIMIT_OF_A_PULL : limit);
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
                throw new SocketTimeoutException("the engine's answer did not end within " + limit.toSeconds() + " s");
            }
        }
    }
}
