package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A plain HTTP client of the embedded cloud: no retries, no redirects, no knowledge. */
final class TestClient {
    /** An answer with its body parsed; a body that is no JSON is a text node. */
    record Reply(int status, Map<String, String> headers, JsonNode json, String text) {
        String header(String name) {
            return headers.get(name.toLowerCase(java.util.Locale.ROOT));
        }
    }

    private final HttpClient http;
    private final String root;
    private final String token;
    final String project;

    private TestClient(HttpClient http, String root, String token, String project) {
        this.http = http;
        this.root = root;
        this.token = token;
        this.project = project;
    }

    static TestClient login(EmbeddedCloud cloud, String user, String project) {
        Map<String, Object> domain = Json.map("name", "Default");
        Map<String, Object> identity = Json.map(
                "methods", java.util.List.of("password"),
                "password", Json.map("user", Json.map("name", user, "password", user, "domain", domain)));
        return login(
                cloud,
                Json.map(
                        "identity",
                        identity,
                        "scope",
                        Json.map("project", Json.map("name", project, "domain", domain))));
    }

    static TestClient login(EmbeddedCloud cloud, Object auth) {
        String root = cloud.keystoneUrl().replace("/identity/v3", "");
        TestClient anonymous = new TestClient(client(cloud.caPem()), root, null, null);
        Reply reply = anonymous.call("POST", "/identity/v3/auth/tokens", Json.map("auth", auth));
        if (reply.status() != 201) {
            throw new AssertionError("login answered " + reply.status() + " " + reply.text());
        }
        return new TestClient(
                anonymous.http,
                root,
                reply.header("X-Subject-Token"),
                reply.json().at("/token/project/id").asText());
    }

    static TestClient anonymous(EmbeddedCloud cloud) {
        return new TestClient(
                client(cloud.caPem()), cloud.keystoneUrl().replace("/identity/v3", ""), null, "no-project");
    }

    String token() {
        return token;
    }

    /** {@code %} in the path stands for the project. */
    Reply get(String path) {
        return call("GET", path, null);
    }

    Reply post(String path, Object body) {
        return call("POST", path, body);
    }

    Reply delete(String path) {
        return call("DELETE", path, null);
    }

    Reply call(String method, String path, Object body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (path.startsWith("/share/")) {
            headers.put("X-OpenStack-Manila-API-Version", "2.65");
        }
        if (path.startsWith("/volume/")) {
            headers.put("OpenStack-API-Version", "volume 3.60");
        }
        return call(method, path, body == null ? null : Json.text(body), headers);
    }

    Reply call(String method, String path, String body, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(root + (project == null ? path : path.replace("%/", project + "/"))))
                    .timeout(Duration.ofSeconds(60))
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::setHeader);
            if (token != null && !headers.containsKey("X-Auth-Token")) {
                request.setHeader("X-Auth-Token", token);
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Map<String, String> answered = new LinkedHashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) ->
                            answered.put(name.toLowerCase(java.util.Locale.ROOT), String.join(", ", values)));
            return new Reply(response.statusCode(), answered, parse(response.body()), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return Json.parse(body);
        } catch (IOException e) {
            return com.fasterxml.jackson.databind.node.TextNode.valueOf(body);
        }
    }

    private static HttpClient client(String caPem) {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (caPem != null) {
            builder.sslContext(trusting(caPem));
        }
        return builder.build();
    }

    private static SSLContext trusting(String pem) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (java.security.GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
