package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/** A successful answer in openstack4j's terms. */
final class HttpAnswer implements HttpResponse {
    /** openstack4j reads "internal" by the rules of the machine's language; in Turkish, that is no interface. */
    private static final SimpleModule INTERFACES =
            new SimpleModule().addDeserializer(Facing.class, new InterfaceReader());

    /** Ours for each of openstack4j's. */
    private static final Map<ObjectMapper, ObjectMapper> MAPPERS = new ConcurrentHashMap<>();

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
            return read(type, answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the answer is not the JSON expected", e);
        }
    }

    static <T> T read(Class<T> type, byte[] json) throws IOException {
        return MAPPERS.computeIfAbsent(ObjectMapperSingleton.getContext(type), theirs -> theirs.copy()
                        .registerModule(INTERFACES))
                .readerFor(type)
                .readValue(json);
    }

    /** An endpoint's interface; a word that is none counts as public, as with openstack4j. */
    private static final class InterfaceReader extends StdDeserializer<Facing> {
        private static final long serialVersionUID = 1L;

        InterfaceReader() {
            super(Facing.class);
        }

        @Override
        public Facing deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String word = json.getValueAsString("").toUpperCase(Locale.ROOT);
            return Stream.of(Facing.values())
                    .filter(facing -> facing.name().equals(word))
                    .findFirst()
                    .orElse(Facing.PUBLIC);
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
