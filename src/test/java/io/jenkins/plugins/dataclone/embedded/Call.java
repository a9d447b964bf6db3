package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One request, as a service sees it. */
final class Call {
    final String method;

    /** Path after the service's prefix, e.g. {@code /v2/abc/shares}; decoded. */
    final String path;

    /** Raw query without the question mark, or null. */
    final String rawQuery;

    final Map<String, String> query;
    final byte[] body;
    final String requestId = Ids.request();

    /** Scheme, host, port and service prefix under which the caller reached the service. */
    final String base;

    private final Map<String, String> headers;

    /** Values of the placeholders of the matched route. */
    Map<String, String> vars = Map.of();

    /** The negotiated microversion's second number, where the service has microversions. */
    int minor;

    /** Who calls; null before authentication. */
    Token token;

    Call(String method, String base, String path, String rawQuery, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.base = base;
        this.path = path;
        this.rawQuery = rawQuery;
        this.query = parseQuery(rawQuery);
        this.headers = headers;
        this.body = body;
    }

    /** A header by its name, whatever its case; null when absent. */
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    String var(String name) {
        return vars.get(name);
    }

    JsonNode json() throws IOException {
        return Json.parse(body);
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    String projectId() {
        return token.projectId();
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    int intQuery(String name, int otherwise) {
        try {
            return Integer.parseInt(query.getOrDefault(name, String.valueOf(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static Map<String, String> parseQuery(String raw) {
        Map<String, String> map = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return map;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            map.put(decode(key), decode(value));
        }
        return map;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
