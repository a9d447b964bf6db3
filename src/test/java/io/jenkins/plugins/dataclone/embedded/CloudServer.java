package io.jenkins.plugins.dataclone.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The HTTP front: finds the service, injects faults, keeps the log. Work is done one request at a time. */
final class CloudServer {
    static {
        // Without it every answer with a body waits 40 ms for a delayed ACK; read once, before the first server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final CloudState cloud;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    CloudServer(CloudState cloud, KeyMaterial tls) {
        this.cloud = cloud;
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
            if (tls == null) {
                server = HttpServer.create(address, 0);
            } else {
                HttpsServer secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded cloud cannot listen on the loopback address", e);
        }
        cloud.url = (tls == null ? "http" : "https") + "://127.0.0.1:"
                + server.getAddress().getPort();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "embedded-cloud");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
    }

    void add(Service service) {
        services.put(service.prefix, service);
    }

    void start() {
        server.start();
    }

    void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Answer answer = null;
        Fault fault;
        synchronized (cloud.lock) {
            cloud.timeline.catchUp();
            List<String> segments = List.of(exchange.getRequestURI().getPath().split("/"));
            int at = servicePosition(segments);
            Service service = at < segments.size() ? services.get(segments.get(at)) : null;
            if (service == null) {
                fault = null;
                answer = Answer.htmlNotFound();
            } else {
                Call call = call(exchange, segments, at, body);
                String fullPath = "/" + service.prefix + call.path;
                fault = cloud.faults.strike(call.method, fullPath, call.bodyText());
                cloud.guard.look(service.prefix, call, cloud.now());
                answer = work(service, call, fault);
                log(service, call, answer, fault);
            }
        }
        if (fault != null && !fault.late.isZero() && !sleepFor(fault)) {
            exchange.close();
            return;
        }
        if (answer == null || (fault != null && fault.dropAfter)) {
            exchange.close();
            return;
        }
        send(exchange, fault != null && fault.malformed ? halved(answer) : answer);
    }

    private static Answer work(Service service, Call call, Fault fault) {
        if (fault != null && fault.dropBefore) {
            return null;
        }
        return fault != null && fault.status != 0 ? service.injected(call, fault) : service.serve(call);
    }

    /** A leading region (not the first one's) and interface are part of the address only. */
    private int servicePosition(List<String> segments) {
        int at = 1;
        if (at < segments.size() && cloud.regions.indexOf(segments.get(at)) > 0) {
            at++;
        }
        if (at < segments.size() && Catalog.INTERFACES.contains(segments.get(at))) {
            at++;
        }
        return at;
    }

    private Call call(HttpExchange exchange, List<String> segments, int at, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String base = cloud.url + String.join("/", segments.subList(0, at + 1));
        String path = "/" + String.join("/", segments.subList(at + 1, segments.size()));
        return new Call(
                exchange.getRequestMethod(),
                base,
                path,
                exchange.getRequestURI().getRawQuery(),
                headers,
                body);
    }

    private void log(Service service, Call call, Answer answer, Fault fault) {
        boolean dropped = answer == null || (fault != null && fault.dropAfter);
        Token token = call.token;
        cloud.requests.add(new LoggedRequest(
                cloud.now(),
                call.method,
                service.prefix,
                call.path,
                call.rawQuery == null ? "" : call.rawQuery,
                dropped ? 0 : answer.status(),
                token == null || token.project() == null
                        ? null
                        : token.project().name(),
                token == null ? null : token.user().name(),
                call.requestId,
                service.prefix.equals("identity") ? "" : call.bodyText()));
    }

    /** False when the cloud was closed meanwhile. */
    private boolean sleepFor(Fault fault) {
        try {
            return !closed.await(fault.late.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Answer halved(Answer answer) {
        byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2);
        return new Answer(answer.status(), answer.headers(), half);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }
}
