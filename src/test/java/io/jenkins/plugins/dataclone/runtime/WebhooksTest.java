package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String SECRET = "key";

    private final LinkedBlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final List<Map.Entry<HttpExchange, byte[]>> received = new CopyOnWriteArrayList<>();
    private final List<WebhookTarget> targets = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private Webhooks webhooks;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::answer);
        receiver.start();
        webhooks = new Webhooks(
                () -> targets, () -> "https://ci.example.org/", HttpClient::newHttpClient, Pace.quick(600));
    }

    @AfterEach
    void stop() {
        webhooks.close();
        receiver.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(Map.entry(exchange, exchange.getRequestBody().readAllBytes()));
        Integer status = answers.poll();
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    @Test
    void theSignatureIsTheOneOfTheStandard() {
        // test case of the HMAC article, also in many receivers' own tests
        byte[] body = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII);

        assertThat(new WebhookMessage("1", "created", body).signature(SECRET))
                .isEqualTo("sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    }

    @Test
    void aReceiverIsToldWhatHappenedWithASignatureOverExactlyThat() throws Exception {
        targets.add(target(SECRET, EnumSet.allOf(EnvironmentEvent.Kind.class)));

        webhooks.accept(event(EnvironmentEvent.Kind.CREATED));
        await().until(() -> received.size() == 1);

        HttpExchange request = received.get(0).getKey();
        byte[] body = received.get(0).getValue();
        JsonNode message = JsonMapper.builder().build().readTree(body);
        assertThat(request.getRequestMethod()).isEqualTo("POST");
        assertThat(header(request, "Content-Type")).isEqualTo("application/json");
        assertThat(header(request, "X-DataClone-Event")).isEqualTo("created");
        assertThat(header(request, "X-DataClone-Delivery"))
                .isEqualTo(message.get("id").asText())
                .hasSize(32);
        assertThat(header(request, "X-DataClone-Signature-256"))
                .isEqualTo(new WebhookMessage("", "", body).signature(SECRET));
        assertThat(message.get("event").asText()).isEqualTo("created");
        assertThat(message.get("at").asText()).isEqualTo("2026-11-23T08:00:00Z");
        JsonNode environment = message.get("environment");
        assertThat(environment.get("id").asText()).isEqualTo("abcdefghijkl");
        assertThat(environment.get("build").asText()).isEqualTo("shop/orders#12");
        assertThat(environment.get("buildUrl").asText()).isEqualTo("https://ci.example.org/job/shop/job/orders/12/");
        assertThat(environment.get("url").asText())
                .isEqualTo("https://ci.example.org/dataclone/environment/abcdefghijkl/");
        assertThat(environment.get("problem").isNull()).isTrue();
        await().until(() -> webhooks.pending() == 0);
    }

    @Test
    void withoutASecretThereIsNoSignature() {
        targets.add(target(null, EnumSet.allOf(EnvironmentEvent.Kind.class)));

        webhooks.accept(event(EnvironmentEvent.Kind.GONE));
        await().until(() -> received.size() == 1);

        assertThat(header(received.get(0).getKey(), "X-DataClone-Signature-256"))
                .isNull();
    }

    @Test
    void aReceiverHearsOnlyWhatItIsToHear() {
        targets.add(target(SECRET, Set.of(EnvironmentEvent.Kind.STUCK)));

        webhooks.accept(event(EnvironmentEvent.Kind.CREATED));
        webhooks.accept(event(EnvironmentEvent.Kind.STUCK));
        await().until(() -> received.size() == 1 && webhooks.pending() == 0);

        assertThat(header(received.get(0).getKey(), "X-DataClone-Event")).isEqualTo("stuck");
    }

    @Test
    void aMessageThatWasNotTakenIsSentAgainWithTheSameId() {
        targets.add(target(SECRET, EnumSet.allOf(EnvironmentEvent.Kind.class)));
        answers.addAll(List.of(503, 429, 500));

        webhooks.accept(event(EnvironmentEvent.Kind.GONE));
        await().until(() -> received.size() == 4 && webhooks.pending() == 0);

        assertThat(received)
                .extracting(request -> header(request.getKey(), "X-DataClone-Delivery"))
                .containsOnly(header(received.get(0).getKey(), "X-DataClone-Delivery"));
    }

    @Test
    void aReceiverThatRefusesOrStaysAwayIsGivenUp() {
        targets.add(target(SECRET, EnumSet.allOf(EnvironmentEvent.Kind.class)));
        answers.addAll(List.of(400, 503, 503, 503, 503, 503, 503, 503));

        webhooks.accept(event(EnvironmentEvent.Kind.CREATED));
        await().until(() -> received.size() == 1 && webhooks.pending() == 0);
        webhooks.accept(event(EnvironmentEvent.Kind.GONE));
        await().until(() -> received.size() == 6 && webhooks.pending() == 0);
    }

    @Test
    void aRedirectionIsNotFollowed() {
        targets.add(target(SECRET, EnumSet.allOf(EnvironmentEvent.Kind.class)));
        answers.add(307);

        webhooks.accept(event(EnvironmentEvent.Kind.CREATED));
        await().until(() -> received.size() == 1 && webhooks.pending() == 0);
    }

    @Test
    void whoeverTellsIsNeverHeldUp() throws Exception {
        CompletableFuture<List<WebhookTarget>> slow = new CompletableFuture<>();
        try (Webhooks held = new Webhooks(slow::join, () -> null, HttpClient::newHttpClient, Pace.real())) {
            long begun = System.nanoTime();
            for (int i = 0; i < Webhooks.MOST_PENDING + 50; i++) {
                held.accept(event(EnvironmentEvent.Kind.CREATED));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(held.pending()).isEqualTo(Webhooks.MOST_PENDING);
            slow.complete(List.of());
            await().until(() -> held.pending() == 0);
        }
    }

    @Test
    void aListOfReceiversThatCannotBeReadHarmsNobody() {
        try (Webhooks broken = new Webhooks(
                () -> {
                    throw new IllegalStateException("no configuration");
                },
                () -> null,
                HttpClient::newHttpClient,
                Pace.real())) {
            broken.accept(event(EnvironmentEvent.Kind.CREATED));
            await().atMost(10, TimeUnit.SECONDS).until(() -> broken.pending() == 0);
        }
    }

    @Test
    void aTargetDoesNotShowItsSecretNorItsPath() {
        WebhookTarget target =
                new WebhookTarget(URI.create("https://hooks.example.org/T0/B1/secret"), "s3cret", Set.of());

        assertThat(target.toString()).isEqualTo("webhook to hooks.example.org");
    }

    private WebhookTarget target(String secret, Set<EnvironmentEvent.Kind> events) {
        return new WebhookTarget(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook"), secret, events);
    }

    private static EnvironmentEvent event(EnvironmentEvent.Kind kind) {
        Owner owner = new Owner("shop/orders#12", "job/shop/job/orders/12/", NOW.minusSeconds(5));
        return new EnvironmentEvent(
                kind,
                Environment.open(
                        "abcdefghijkl", "default", "controller-1", owner, NOW, Lifetime.of(Duration.ofHours(2))),
                NOW);
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }
}
