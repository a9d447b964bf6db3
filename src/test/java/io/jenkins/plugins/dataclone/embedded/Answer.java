package io.jenkins.plugins.dataclone.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** One response: status, headers in order, body bytes (empty: none). */
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Answer json(int status, Object body) {
        Answer answer = new Answer(status, new LinkedHashMap<>(), Json.bytes(body));
        return answer.with("Content-Type", "application/json");
    }

    static Answer ok(Object body) {
        return json(200, body);
    }

    static Answer empty(int status) {
        return new Answer(status, new LinkedHashMap<>(), new byte[0]);
    }

    /** An answer without a body as webob gives it: still typed as HTML. */
    static Answer accepted() {
        return empty(202).with("Content-Type", "text/html; charset=UTF-8");
    }

    /** The page a router of webob/routes gives for a path it does not know. */
    static Answer htmlNotFound() {
        String page = "<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  <h1>404 Not Found</h1>\n"
                + "  The resource could not be found.<br /><br />\n\n\n\n </body>\n</html>";
        return new Answer(404, new LinkedHashMap<>(), page.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .with("Content-Type", "text/html; charset=UTF-8");
    }

    Answer with(String header, String value) {
        headers.put(header, value);
        return this;
    }
}
