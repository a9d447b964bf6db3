package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Reads service answers leniently: a field that is missing, null or new is never an error. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON", e);
        }
    }

    /** The text, or null if it is missing or null. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    /** The text, or "" if it is missing or null. */
    static String textOrEmpty(JsonNode node, String field) {
        String text = text(node, field);
        return text == null ? "" : text;
    }

    /**
     * The answer itself, if it has that list; an empty one will do. What is not in a list counts as gone, so an answer that has
     * none, as from something in front of the service that says whatever it likes, must not be taken for one.
     *
     * @throws UncheckedIOException if it has not
     */
    static JsonNode listing(JsonNode answer, String field) {
        if (!answer.path(field).isArray()) {
            throw new UncheckedIOException(new IOException("the answer has no list '" + field + "'"));
        }
        return answer;
    }

    /** A flat object as a map; empty if it is missing or null. */
    static Map<String, String> map(JsonNode node, String field) {
        Map<String, String> map = new TreeMap<>();
        node.path(field)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return Collections.unmodifiableMap(map);
    }

    /** OpenStack's times are UTC, and only sometimes say so. Null if there is none that can be read. */
    static Instant time(JsonNode node, String field) {
        String text = text(node, field);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException unreadable) {
                return null;
            }
        }
    }
}
