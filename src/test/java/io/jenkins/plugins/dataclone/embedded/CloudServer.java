package io.jenkins.plugins.dataclone.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
    /** Null where nothing listens. */
    private final HttpServer server;

    private final String host;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param tls null for plain HTTP
     * @param host null to listen on a loopback port; else the name under which {@link InProcess} finds this cloud
     */
    CloudServer(CloudState cloud, KeyMaterial tls, String host) {
        this.cloud = cloud;
        this.host = host;
        if (host != null) {
            server = null;
            threads = null;
            cloud.url = "http://" + host;
            return;
        }
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
        if (host == null) {
            server.start();
        } else {
            InProcess.open(host, this);
        }
    }

    void close() {
        closed.countDown();
        if (host == null) {
            server.stop(0);
            threads.shutdownNow();
        } else {
            InProcess.close(host);
        }
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try {
            respond(exchange);
        } catch (AssertionError bug) {
            // it is told by the thread; nobody waits for the answer
            exchange.close();
            throw bug;
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        Outcome outcome = dispatch(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers,
                exchange.getRequestBody().readAllBytes());
        Fault fault = outcome.fault();
        if (fault != null && !fault.late.isZero() && !sleepFor(fault)) {
            exchange.close();
            return;
        }
        if (outcome.isDropped()) {
            exchange.close();
            return;
        }
        send(exchange, outcome.sent());
    }

    /**
     * What a request comes to.
     *
     * @param answer null if the request was not even heard
     * @param fault what goes wrong with it, or null
     */
    record Outcome(Answer answer, Fault fault) {
        boolean isDropped() {
            return answer == null || (fault != null && fault.dropAfter);
        }

        Answer sent() {
            return fault != null && fault.malformed ? halved(answer) : answer;
        }
    }

    /** @param headers by names in lower case */
    Outcome dispatch(String method, URI uri, Map<String, String> headers, byte[] body) {
        synchronized (cloud.lock) {
            cloud.timeline.catchUp();
            List<String> segments = List.of(uri.getPath().split("/"));
            int at = servicePosition(segments);
            Service service = at < segments.size() ? services.get(segments.get(at)) : null;
            if (service == null) {
                return new Outcome(Answer.htmlNotFound(), null);
            }
            String base = cloud.url + String.join("/", segments.subList(0, at + 1));
            String path = "/" + String.join("/", segments.subList(at + 1, segments.size()));
            Call call = new Call(method, base, path, uri.getRawQuery(), headers, body);
            Fault fault = cloud.faults.strike(call.method, "/" + service.prefix + call.path, call.bodyText());
            cloud.guard.look(service.prefix, call, cloud.now());
            Answer answer = work(service, call, fault);
            log(service, call, answer, fault);
            return new Outcome(answer, fault);
        }
    }

    private Answer work(Service service, Call call, Fault fault) {
        if (fault != null && fault.dropBefore) {
            return null;
        }
        if (fault != null && fault.workLater != null) {
            cloud.timeline.at(cloud.now().plus(fault.workLater), at -> service.serve(call));
            return null;
        }
        if (fault != null && fault.afterWork) {
            service.serve(call);
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
