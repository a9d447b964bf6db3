package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/** A successful answer in openstack4j's terms. */
final class HttpAnswer implements HttpResponse {
    private final java.net.http.HttpResponse<byte[]> answer;

    HttpAnswer(java.net.http.HttpResponse<byte[]> answer) {
        this.answer = answer;
    }

    @Override
    public <T> T getEntity(Class<T> type) {
        return getEntity(type, null);
    }

    @Override
    public <T> T getEntity(Class<T> type, ExecutionOptions<T> options) {
        return HttpEntityHandler.handle(this, type, options, Boolean.TRUE);
    }

    @Override
    public <T> T readEntity(Class<T> type) {
        if (type == JsonNode.class && answer.body().length == 0) {
            return type.cast(MissingNode.getInstance());
        }
        try {
            return ObjectMapperSingleton.getContext(type).readerFor(type).readValue(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the answer is not the JSON expected", e);
        }
    }

    @Override
    public int getStatus() {
        return answer.statusCode();
    }

    @Override
    public String getStatusMessage() {
        return "HTTP " + answer.statusCode();
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(answer.body());
    }

    @Override
    public String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    @Override
    public String getContentType() {
        return header("Content-Type");
    }

    @Override
    public void close() {
        // the body was read to its end: the connection is back in the pool
    }
}
