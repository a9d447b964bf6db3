package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a request asks for. Paths may begin with a version. Source: Docker Engine API v1.41. */
final class Router implements HttpHandler {
    static final ObjectMapper JSON = new ObjectMapper();

    /** An answer other than 200 with a body. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** A request taken apart: {@code id} is the part of the path that was matched, or null. */
    record Call(String id, Map<String, String> query, byte[] body) {
        JsonNode json() {
            try {
                return JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
            } catch (IOException e) {
                throw new Refusal(400, "invalid JSON: " + e.getMessage());
            }
        }

        Filters filters() {
            return Filters.of(query.get("filters"));
        }
    }

    /** @return a body to answer as JSON, bytes to answer as they are, or null for "no content" */
    @FunctionalInterface
    interface Action {
        Object answer(Call call);
    }

    private record Route(String method, Pattern path, int status, Action action) {}

    private final List<Route> routes = new ArrayList<>();
    private final EngineState state;
    private final Faults faults;

    Router(EngineState state, Faults faults) {
        this.state = state;
        this.faults = faults;
        on("GET", "/info", 200, call -> state.info());
        on("GET", "/_ping", 200, call -> "OK".getBytes(StandardCharsets.UTF_8));
        on(
                "GET",
                "/version",
                200,
                call -> Map.of("Version", "20.10.24", "ApiVersion", "1.41", "MinAPIVersion", "1.12"));
        on("GET", "/images/(.+)/json", 200, call -> state.image(call.id()));
        on("POST", "/images/create", 200, call -> state.pull(call.query().get("fromImage")));
        Stores stores = state.stores();
        on("GET", "/networks", 200, call -> stores.networks(call.filters()));
        on("POST", "/networks/create", 201, call -> stores.createNetwork(call.json()));
        on("POST", "/networks/([^/]+)/connect", 200, call -> state.containers().connect(call.id(), call.json()));
        on("DELETE", "/networks/(.+)", 204, call -> stores.removeNetwork(call.id()));
        on("GET", "/volumes", 200, call -> stores.volumes(call.filters()));
        on("POST", "/volumes/create", 201, call -> stores.createVolume(call.json()));
        on("GET", "/volumes/(.+)", 200, call -> stores.volume(call.id()));
        on("DELETE", "/volumes/(.+)", 204, call -> stores.removeVolume(call.id()));
        for (String kind : List.of("config", "secret")) {
            on("GET", "/" + kind + "s", 200, call -> stores.contents(kind, call.filters()));
            on("POST", "/" + kind + "s/create", 201, call -> stores.createContent(kind, call.json()));
            on("DELETE", "/" + kind + "s/(.+)", 204, call -> stores.removeContent(kind, call.id()));
        }
        Containers containers = state.containers();
        on("GET", "/containers/json", 200, call -> containers.list(call.filters()));
        on(
                "POST",
                "/containers/create",
                201,
                call -> containers.create(call.query().get("name"), call.json()));
        on("GET", "/containers/([^/]+)/json", 200, call -> containers.inspect(call.id()));
        on("POST", "/containers/([^/]+)/start", 204, call -> containers.start(call.id()));
        on("POST", "/containers/([^/]+)/stop", 204, call -> containers.stop(call.id()));
        on(
                "POST",
                "/containers/([^/]+)/rename",
                204,
                call -> containers.rename(call.id(), call.query().get("name")));
        on("GET", "/containers/([^/]+)/logs", 200, call -> containers.logs(call.id()));
        on(
                "HEAD",
                "/containers/([^/]+)/archive",
                200,
                call -> containers.stat(call.id(), call.query().get("path")));
        on("PUT", "/containers/([^/]+)/archive", 200, call -> containers.unpack(call.id(), call.body()));
        on("DELETE", "/containers/([^/]+)", 204, call -> containers.remove(call.id()));
        Services services = state.services();
        on("GET", "/services", 200, call -> services.list(call.filters()));
        on("POST", "/services/create", 201, call -> services.create(call.json()));
        on(
                "POST",
                "/services/([^/]+)/update",
                200,
                call -> services.update(call.id(), call.query().get("version"), call.json()));
        on("GET", "/services/(.+)", 200, call -> services.inspect(call.id()));
        on("DELETE", "/services/(.+)", 200, call -> services.remove(call.id()));
        on("GET", "/tasks", 200, call -> services.tasks(call.filters()));
        on("GET", "/nodes", 200, call -> services.nodes());
    }

    private void on(String method, String path, int status, Action action) {
        routes.add(new Route(method, Pattern.compile("(?:/v1\\.\\d+)?" + path), status, action));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Faults.Fault fault = faults.meet(exchange.getRequestMethod() + " " + path);
        if (fault != null && fault.kind() != Faults.Kind.DROP_AFTER) {
            strike(exchange, fault);
            return;
        }
        int status;
        Object answer;
        try {
            Route route = null;
            Matcher matcher = null;
            for (Route candidate : routes) {
                Matcher m = candidate.path().matcher(path);
                if (candidate.method().equals(exchange.getRequestMethod()) && m.matches()) {
                    route = candidate;
                    matcher = m;
                    break;
                }
            }
            if (route == null) {
                throw new Refusal(404, "page not found");
            }
            String id = matcher.groupCount() == 0 ? null : decoded(matcher.group(1));
            Call call = new Call(id, query(exchange.getRequestURI().getRawQuery()), body);
            status = route.status();
            synchronized (state) {
                state.services().advance();
                answer = route.action().answer(call);
            }
        } catch (Refusal e) {
            status = e.status;
            answer = Map.of("message", e.getMessage());
        } catch (RuntimeException e) {
            status = 500;
            answer = Map.of("message", "the look-alike failed: " + e);
        }
        if (fault != null) {
            exchange.close();
            return;
        }
        send(exchange, status, answer);
    }

    private void strike(HttpExchange exchange, Faults.Fault fault) throws IOException {
        switch (fault.kind()) {
            case ANSWER -> send(exchange, fault.status(), Map.of("message", fault.message()));
            case HANG -> {
                try {
                    faults.awaitClose();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            default -> exchange.close();
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes =
                answer == null ? new byte[0] : answer instanceof byte[] raw ? raw : JSON.writeValueAsBytes(answer);
        boolean bare = bytes.length == 0
                || status == 204
                || exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders()
                .add("Content-Type", answer instanceof byte[] ? "application/octet-stream" : "application/json");
        exchange.getResponseHeaders().add("Api-Version", "1.41");
        exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
        if (!bare) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                query.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
