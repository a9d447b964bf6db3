package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Seen;
import io.jenkins.plugins.dataclone.openstack.TransportFailure.Reason;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.internal.HttpExecutor;

class JdkHttpExecutorServiceTest {
    private static final Script OK = request -> Reply.json("{}");

    private interface Script extends ScriptedServer.Script {}

    private final JdkHttpExecutorService connector = new JdkHttpExecutorService();

    @Test
    void openstack4jFindsItWhateverTheContextClassLoaderIs() throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                // the tests have a connector of their own, which is not in the plugin
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> {
                    try {
                        return Path.of(entry).toUri().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader plugin = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
                URLClassLoader jenkins = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(jenkins);
            Class<?> executor = plugin.loadClass("org.openstack4j.core.transport.internal.HttpExecutor");
            assertThat(executor).isNotEqualTo(HttpExecutor.class);
            Object found = executor.getMethod("create").invoke(null);
            assertThat(executor.getMethod("getExecutorName").invoke(found)).isEqualTo("java.net.http");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void connectionsAreReused() throws Exception {
        try (ScriptedServer server = ScriptedServer.plain(OK)) {
            Config config = config();
            IntStream.range(0, 50).forEach(i -> get(config, server.url() + "/" + i));
            assertThat(server.seen())
                    .hasSize(50)
                    .extracting(Seen::client)
                    .containsOnly(server.seen().get(0).client());
        }
    }

    /** As uWSGI does it: keeps the connection until after the 204, and closes it without having said so. */
    @Test
    void aConnectionThatIsClosedBehindA204CostsNoRequest() throws Exception {
        try (CannedServer server = CannedServer.saying("HTTP/1.1 204 No Content\r\n\r\n")) {
            Config config = config();
            String url = "http://127.0.0.1:" + server.port();
            for (int i = 0; i < 50; i++) {
                send(config, url, HttpMethod.DELETE);
                send(config, url, HttpMethod.DELETE);
            }
        }
        try (ScriptedServer server = ScriptedServer.plain(
                request -> request.method().equals("DELETE") ? Reply.of(204, "") : Reply.json("{}"))) {
            Config config = config();
            send(config, server.url(), HttpMethod.POST);
            send(config, server.url(), HttpMethod.DELETE);
            send(config, server.url(), HttpMethod.POST);
            assertThat(server.seen().get(2).client())
                    .as("a request that may not be repeated never takes a connection that had a 204")
                    .isEqualTo(server.seen().get(0).client())
                    .isNotEqualTo(server.seen().get(1).client());
        }
    }

    @Test
    void aDeleteIsSentAgainWhenItsConnectionBreaksAndAPostIsNot() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.plain(
                request -> number.incrementAndGet() % 2 == 1 ? Reply.of(0, "") : Reply.json("{}"))) {
            Config config = config();
            send(config, server.url(), HttpMethod.DELETE);
            assertThat(number).hasValue(2);
            assertThatThrownBy(() -> send(config, server.url(), HttpMethod.POST))
                    .isInstanceOf(TransportFailure.class);
            assertThat(number).hasValue(3);
        }
    }

    private void send(Config config, String url, HttpMethod method) {
        connector.execute(HttpRequest.builder(Void.class)
                .endpoint(url)
                .path("")
                .method(method)
                .config(config)
                .build());
    }

    @Test
    void patchTakesItsBodyAlong() throws Exception {
        try (ScriptedServer server = ScriptedServer.plain(OK)) {
            connector.execute(HttpRequest.builder(JsonNode.class)
                    .endpoint(server.url())
                    .path("/clusters/1")
                    .method(HttpMethod.PATCH)
                    .json("[1]")
                    .config(config())
                    .build());
            assertThat(server.seen()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("PATCH");
                assertThat(request.body()).isEqualTo("[1]");
                assertThat(request.header("Content-Type")).isEqualTo("application/json");
            });
        }
    }

    @Test
    void theLibrarysMarkOfALoginStaysHere() throws Exception {
        try (ScriptedServer server = ScriptedServer.plain(OK)) {
            connector.execute(HttpRequest.builder(Void.class)
                    .endpoint(server.url())
                    .path("/auth/tokens")
                    .header(ClientConstants.HEADER_OS4J_AUTH, "Tokens")
                    .header("X-Auth-Token", "t")
                    .config(config())
                    .build());
            Seen request = server.seen().get(0);
            assertThat(request.header(ClientConstants.HEADER_OS4J_AUTH)).isNull();
            assertThat(request.header("X-Auth-Token")).isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 501, 502, 503, 504})
    void everyErrorThrowsAlsoWhereNoResultIsWanted(int status) throws Exception {
        try (ScriptedServer server = ScriptedServer.plain(
                request -> new Reply(status, "{}", Map.of("Retry-After", "7", "x-compute-request-id", "req-1")))) {
            HttpRequest<Void> request = HttpRequest.builder(Void.class)
                    .endpoint(server.url())
                    .path("/shares/1")
                    .method(HttpMethod.DELETE)
                    .config(config())
                    .build();
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> connector.execute(request));
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.requestId()).isEqualTo("req-1");
            assertThat(failure.retryAfter(Instant.now())).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void retryAfterMayBeADateOrNothing() throws Exception {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        assertThat(retryAfter("Sun, 22 Nov 2026 10:00:30 GMT", now)).isEqualTo(Duration.ofSeconds(30));
        assertThat(retryAfter("Sun, 22 Nov 2026 09:00:30 GMT", now)).isNull();
        assertThat(retryAfter("0", now)).isNull();
        assertThat(retryAfter("soon", now)).isNull();
    }

    @Test
    void anAnswerThatNeverComesEndsInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.plain(request -> {
            end.await(20, TimeUnit.SECONDS);
            return Reply.of(0, "");
        })) {
            assertThatThrownBy(() -> get(config().withReadTimeout(200), server.url()))
                    .isInstanceOfSatisfying(
                            TransportFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT));
            end.countDown();
        }
    }

    @Test
    void aBodyThatStopsInTheMiddleEndsInTime() throws Exception {
        try (ServerSocket server = answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")) {
            Config config = config().withConnectionTimeout(1_000).withReadTimeout(200);
            assertThat(reason(config, "http://127.0.0.1:" + server.getLocalPort()))
                    .isEqualTo(Reason.READ_TIMEOUT);
        }
    }

    @Test
    void aServerWithoutTlsIsToldApartAndSoIsOneWithIt() throws Exception {
        try (CannedServer plain = CannedServer.answering(400);
                CannedServer tls = CannedServer.tlsAlert();
                CannedServer other = CannedServer.saying("SSH-2.0-OpenSSH_9.2\r\n")) {
            assertThat(reason("https://127.0.0.1:" + plain.port())).isEqualTo(Reason.NO_TLS);
            assertThat(reason("http://127.0.0.1:" + tls.port())).isEqualTo(Reason.NOT_HTTP);
            assertThat(reason("http://127.0.0.1:" + other.port())).isEqualTo(Reason.NOT_HTTP);
        }
    }

    @Test
    void whoIsNotThereIsToldApart() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        assertThat(reason("http://127.0.0.1:" + free + "/v3?secret=1")).isEqualTo(Reason.REFUSED);
        assertThat(reason("http://no-such-host.invalid/v3")).isEqualTo(Reason.UNKNOWN_HOST);
        try (ScriptedServer server = ScriptedServer.plain(request -> Reply.of(0, ""))) {
            assertThat(reason(server.url())).isEqualTo(Reason.BROKEN);
        }
    }

    @Test
    void redirectsAreFollowedToTheSameHostOnly() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.plain(request -> request.uri().startsWith("/by-id")
                        ? new Reply(302, "", Map.of("Location", "https://127.0.0.1:1/by-name?nested_depth=5"))
                        : Reply.json("{\"found\": true}"))) {
            JsonNode found = connector
                    .execute(request(config(), server.url() + "/by-id"))
                    .getEntity(JsonNode.class);
            assertThat(found.path("found").asBoolean()).isTrue();
            assertThat(server.seen()).last().satisfies(request -> {
                assertThat(request.uri()).isEqualTo("/by-name?nested_depth=5");
                assertThat(request.header("X-Auth-Token")).isEqualTo("t");
            });
        }
        try (ScriptedServer other = ScriptedServer.plain(OK);
                ScriptedServer server = ScriptedServer.plain(
                        request -> new Reply(302, "", Map.of("Location", other.url("localhost") + "/")))) {
            assertThatThrownBy(() -> get(config(), server.url())).isInstanceOf(HttpFailure.class);
            assertThat(other.seen()).isEmpty();
        }
    }

    @Test
    void everyCloudTrustsItsOwnAuthority() throws Exception {
        TestAuthority one = new TestAuthority("one");
        TestAuthority two = new TestAuthority("two");
        try (ScriptedServer server = ScriptedServer.tls(one.server("127.0.0.1", 3600), OK)) {
            get(config().withSSLContext(Tls.trusting(one.pem())), server.url());
            get(config().withSSLContext(Tls.trusting(two.pem() + one.pem())), server.url());
            assertThat(reason(config().withSSLContext(Tls.trusting(two.pem())), server.url()))
                    .isEqualTo(Reason.UNKNOWN_CA);
            assertThat(reason(server.url())).isEqualTo(Reason.UNKNOWN_CA);
            get(config().withSSLVerificationDisabled(), server.url());
            assertThat(reason(server.url())).isEqualTo(Reason.UNKNOWN_CA);
            assertThat(server.seen()).hasSize(3);
        }
    }

    @Test
    void aCertificateForAnotherHostOrAnotherTimeIsRefused() throws Exception {
        TestAuthority authority = new TestAuthority("authority");
        try (ScriptedServer server = ScriptedServer.tls(authority.server("127.0.0.99", 3600), OK)) {
            assertThat(reason(config().withSSLContext(Tls.trusting(authority.pem())), server.url()))
                    .isEqualTo(Reason.WRONG_NAME);
            get(config().withSSLVerificationDisabled(), server.url());
            assertThat(server.seen()).hasSize(1);
        }
        try (ScriptedServer server = ScriptedServer.tls(authority.server("127.0.0.1", -60), OK)) {
            assertThat(reason(config().withSSLContext(Tls.trusting(authority.pem())), server.url()))
                    .isEqualTo(Reason.EXPIRED);
        }
    }

    /** Says this to the first who connects, whatever he says, and keeps the connection. */
    private static ServerSocket answering(String text) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                socket.getInputStream().readAllBytes();
            } catch (IOException closed) {
                // the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private Reason reason(String url) {
        return reason(config(), url);
    }

    private Reason reason(Config config, String url) {
        return catchThrowableOfType(TransportFailure.class, () -> get(config, url))
                .reason();
    }

    private void get(Config config, String url) {
        connector.execute(request(config, url));
    }

    private static HttpRequest<JsonNode> request(Config config, String url) {
        return HttpRequest.builder(JsonNode.class)
                .endpoint(url)
                .path("")
                .header("X-Auth-Token", "t")
                .config(config)
                .build();
    }

    private static Config config() {
        return Config.newConfig().withConnectionTimeout(10_000).withReadTimeout(10_000);
    }

    private static Duration retryAfter(String value, Instant now) {
        java.net.http.HttpHeaders headers =
                java.net.http.HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, each) -> true);
        return new HttpFailure(503, headers, new byte[0]).retryAfter(now);
    }
}
