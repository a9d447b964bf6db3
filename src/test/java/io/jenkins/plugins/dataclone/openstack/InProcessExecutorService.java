package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.embedded.InProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;

/**
 * The connector of the tests: what is meant for an embedded cloud without a port is handed to it in the same thread, everything
 * else goes the product's own way. The service loader finds it first, because the tests' classes stand before the product's.
 */
public final class InProcessExecutorService implements HttpExecutorService {
    private static final int FOUND = 302;

    private final JdkHttpExecutorService network = new JdkHttpExecutorService();

    @Override
    public String getExecutorDisplayName() {
        return "in process, or java.net.http";
    }

    @Override
    public <R> HttpResponse execute(HttpRequest<R> request) {
        URI uri = URI.create(request.getUrl());
        if (!uri.getHost().endsWith(".embedded")) {
            return network.execute(request);
        }
        Answer answer = send(request, uri);
        while (answer.statusCode() == FOUND && request.getMethod() == HttpMethod.GET) {
            uri = uri.resolve(answer.headers().firstValue("Location").orElseThrow());
            answer = send(request, uri);
        }
        if (answer.statusCode() >= FOUND) {
            throw new HttpFailure(answer.statusCode(), answer.headers(), answer.body());
        }
        return new HttpAnswer(answer);
    }

    private static Answer send(HttpRequest<?> request, URI uri) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.getHeaders().forEach((name, value) -> {
            if (value != null) {
                headers.put(name, String.valueOf(value));
            }
        });
        byte[] body = JdkHttpExecutorService.body(request);
        if (body != null) {
            headers.put("Content-Type", request.getContentType());
        }
        Optional<InProcess.Reply> reply;
        try {
            reply = InProcess.send(request.getMethod().name(), uri, headers, body == null ? new byte[0] : body);
        } catch (IOException e) {
            throw TransportFailure.of(e, uri.getHost(), null, 10, 30);
        }
        if (reply.isEmpty()) {
            throw TransportFailure.of(new IOException("the connection was closed"), uri.getHost(), null, 10, 30);
        }
        return new Answer(uri, reply.get());
    }

    /** An answer in the JDK's terms. */
    private record Answer(URI uri, InProcess.Reply reply) implements java.net.http.HttpResponse<byte[]> {
        @Override
        public int statusCode() {
            return reply.status();
        }

        @Override
        public java.net.http.HttpRequest request() {
            throw new UnsupportedOperationException("nobody asks an answer for its request");
        }

        @Override
        public Optional<java.net.http.HttpResponse<byte[]>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(
                    reply.headers().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue()))),
                    (name, value) -> true);
        }

        @Override
        public byte[] body() {
            return reply.body();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
