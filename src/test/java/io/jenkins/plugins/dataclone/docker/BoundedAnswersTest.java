package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine in the hands of whoever has an application on it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedAnswersTest {
    private final AtomicLong given = new AtomicLong();

    /** Gives a letter for each that is asked for, and never ends. */
    private final InputStream endless = new InputStream() {
        @Override
        public int read() {
            given.incrementAndGet();
            return 'x';
        }
    };

    @Test
    void anAnswerThatDoesNotEndIsCutOff() {
        InputStream body = answer("/info", 1_000, Duration.ofMinutes(1));

        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("1000 bytes");
        assertThatThrownBy(() -> answer("/info", 1_000, Duration.ofMinutes(1)).skip(5_000))
                .hasMessageContaining("1000 bytes");
    }

    @Test
    void anAnswerThatDripsIsCutOffButAPullMayTakeItsTime() throws Exception {
        InputStream body = answer("/info", Long.MAX_VALUE, Duration.ZERO);
        InputStream pull = answer("/images/create?fromImage=db", Long.MAX_VALUE, Duration.ZERO);

        assertThatThrownBy(body::read).isInstanceOf(SocketTimeoutException.class);
        assertThat(pull.read()).isEqualTo('x');
    }

    @Test
    void aControllerDoesNotTakeInWhatAnEngineSendsForEver() throws Exception {
        byte[] chunk = "x".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            exchange.sendResponseHeaders(500, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(chunk);
                    given.addAndGet(chunk.length);
                }
            }
        });
        engine.start();
        try (EngineConnection connection = EngineConnection.open(
                new Engine("bay-1", "tcp://127.0.0.1:" + engine.getAddress().getPort(), Optional.empty()))) {
            assertThatThrownBy(connection::isSwarmManager)
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("bay-1");
        } finally {
            engine.stop(0);
        }
        assertThat(given.get()).isLessThan(2 * BoundedAnswers.MOST_BYTES);
    }

    /** Each byte comes before the socket's time-out, and there is always another one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerWhoseHeadDoesNotEndIsCutOff(boolean tls) throws Exception {
        TestAuthority authority = new TestAuthority();
        ServerSocketFactory sockets =
                tls ? authority.server("127.0.0.1").getServerSocketFactory() : ServerSocketFactory.getDefault();
        ClientCertificate certificate = authority.client("EC");
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket engine = sockets.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread drip = new Thread(() -> {
                try (Socket asked = engine.accept()) {
                    asked.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Endless: ".getBytes(StandardCharsets.US_ASCII));
                    while (!over.await(20, TimeUnit.MILLISECONDS)) {
                        asked.getOutputStream().write('x');
                        given.incrementAndGet();
                    }
                } catch (IOException | InterruptedException cutOff) {
                    // what is wanted
                }
            });
            drip.setDaemon(true);
            drip.start();
            ApacheDockerHttpClient.Builder builder = new ApacheDockerHttpClient.Builder()
                    .dockerHost(URI.create("tcp://127.0.0.1:" + engine.getLocalPort()))
                    .responseTimeout(Duration.ofSeconds(30));
            if (tls) {
                SSLContext context = TlsContext.of(certificate);
                builder.sslConfig(() -> context);
            }
            DockerHttpClient client = new BoundedAnswers(builder.build(), 1_000_000, Duration.ofSeconds(2));
            Request request =
                    Request.builder().method(Request.Method.GET).path("/info").build();

            assertThatThrownBy(() -> client.execute(request)).hasRootCauseInstanceOf(SocketTimeoutException.class);
        } finally {
            over.countDown();
        }
    }

    private InputStream answer(String path, long mostBytes, Duration limit) {
        DockerHttpClient engine = new DockerHttpClient() {
            @Override
            public Response execute(Request request) {
                return new Endless();
            }

            @Override
            public void close() {}
        };
        Request request =
                Request.builder().method(Request.Method.GET).path(path).build();
        return new BoundedAnswers(engine, mostBytes, limit).execute(request).getBody();
    }

    private final class Endless implements DockerHttpClient.Response {
        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of();
        }

        @Override
        public InputStream getBody() {
            return endless;
        }

        @Override
        public void close() {}
    }
}
