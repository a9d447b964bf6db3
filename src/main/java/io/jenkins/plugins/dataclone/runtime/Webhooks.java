package io.jenkins.plugins.dataclone.runtime;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells receivers of events: off the thread that noticed them, a bounded number at a time, each a bounded number of times. What
 * cannot be delivered is given up with a line in the log; nothing waits for it. Thread-safe.
 */
final class Webhooks implements Consumer<EnvironmentEvent>, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Webhooks.class.getName());
    /** What waits or is under way at the most; more is dropped. */
    static final int MOST_PENDING = 1_000;
    /** How long to wait for a receiver. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    private static final Duration CLIENT_LIFE = Duration.ofMinutes(10);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int FIRST_REFUSAL = 300;

    private final Supplier<List<WebhookTarget>> targets;
    private final Supplier<String> rootUrl;
    private final Supplier<HttpClient> client;
    private final Pace pace;
    private final ScheduledThreadPoolExecutor worker;
    private HttpClient current;
    private long madeAt;
    private final AtomicInteger pending = new AtomicInteger();
    /** Whether events are being dropped; said once. */
    private final AtomicBoolean full = new AtomicBoolean();

    /**
     * @param targets who is to be told; may be slow, it is asked on a thread of its own
     * @param rootUrl address of this Jenkins, or null
     * @param client makes connections as Jenkins does, through its proxy
     */
    Webhooks(Supplier<List<WebhookTarget>> targets, Supplier<String> rootUrl, Supplier<HttpClient> client, Pace pace) {
        this.targets = targets;
        this.rootUrl = rootUrl;
        this.client = client;
        this.pace = pace;
        this.worker = new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread thread = new Thread(work, "openstack-data-clone webhooks");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        worker.setKeepAliveTime(1, TimeUnit.MINUTES);
        worker.allowCoreThreadTimeOut(true);
    }

    /** Takes the event and returns at once. */
    @Override
    public void accept(EnvironmentEvent event) {
        if (pending.incrementAndGet() > MOST_PENDING) {
            pending.decrementAndGet();
            if (!full.getAndSet(true)) {
                LOGGER.log(
                        Level.WARNING,
                        () -> "Webhooks are not told of some events, the first one that environment "
                                + event.environment().id() + " is "
                                + event.kind().key() + ": " + MOST_PENDING + " messages wait already");
            }
            return;
        }
        full.set(false);
        worker.execute(() -> {
            try {
                for (WebhookTarget target : targets.get()) {
                    if (target.events().contains(event.kind())) {
                        pending.incrementAndGet();
                        send(new Delivery(target, WebhookMessage.of(event, rootUrl.get()), 0));
                    }
                }
            } catch (RuntimeException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "Webhooks cannot be told of environment "
                                + event.environment().id());
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    private record Delivery(WebhookTarget target, WebhookMessage message, int failures) {
        @Override
        public String toString() {
            return target + ", event " + message.event() + ", message " + message.id();
        }
    }

    /** One client for a while: each has threads of its own, and Jenkins' proxy may change. */
    private synchronized HttpClient client() {
        long now = System.nanoTime();
        if (current == null || now - madeAt > CLIENT_LIFE.toNanos()) {
            current = client.get();
            madeAt = now;
        }
        return current;
    }

    private void send(Delivery delivery) {
        try {
            client().sendAsync(request(delivery), BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> settle(delivery, answer, failure));
        } catch (RuntimeException e) {
            giveUp(delivery, e.toString());
        }
    }

    private static HttpRequest request(Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(delivery.target().address())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "openstack-data-clone")
                .header("X-DataClone-Event", delivery.message().event())
                .header("X-DataClone-Delivery", delivery.message().id())
                .POST(BodyPublishers.ofByteArray(delivery.message().body()));
        if (delivery.target().secret() != null) {
            request.header(
                    "X-DataClone-Signature-256",
                    delivery.message().signature(delivery.target().secret()));
        }
        return request.build();
    }

    private void settle(Delivery delivery, HttpResponse<Void> answer, Throwable failure) {
        if (failure == null && answer.statusCode() < FIRST_REFUSAL) {
            pending.decrementAndGet();
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        String why = failure == null ? "it answers " + answer.statusCode() : String.valueOf(cause);
        boolean worthARetry =
                failure != null || answer.statusCode() >= SERVER_ERROR || answer.statusCode() == TOO_MANY_REQUESTS;
        if (!worthARetry || delivery.failures() >= PAUSES.size()) {
            giveUp(delivery, why);
            return;
        }
        LOGGER.log(Level.FINE, () -> delivery + ": " + why + "; trying again");
        Delivery next = new Delivery(delivery.target(), delivery.message(), delivery.failures() + 1);
        worker.schedule(() -> send(next), pace.wallMillis(PAUSES.get(delivery.failures())), TimeUnit.MILLISECONDS);
    }

    private void giveUp(Delivery delivery, String why) {
        pending.decrementAndGet();
        LOGGER.log(Level.WARNING, () -> "A message was given up, " + delivery + ": " + why);
    }

    /** Messages that wait or are under way. */
    int pending() {
        return pending.get();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
