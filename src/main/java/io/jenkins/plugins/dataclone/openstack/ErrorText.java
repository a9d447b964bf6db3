package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/**
 * What a service says about an error, out of the shape it says it in. The shapes were recorded: Manila
 * {@code {"itemNotFound": {"message"}}}, Keystone and its middleware {@code {"error": {"message"}}}, Magnum
 * {@code {"errors": [{"detail"}]}}, Heat {@code {"explanation", "error": {"message"}}}, Neutron
 * {@code {"NeutronError": {"message"}}}.
 */
final class ErrorText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    private ErrorText() {}

    /** One line without a full stop at its end; never empty. */
    static String of(String body) {
        return given(body).orElse("it gave no reason");
    }

    /** The same if the service says anything at all. */
    static Optional<String> given(String body) {
        String text = tidy(raw(body));
        // Manila sends "Invalid share: %(reason)s." and "Availability zone %(id)s could not be found." with nothing
        // filled in
        String said = text.replace("%(id)s ", "");
        return said.isEmpty() || said.contains("%(") ? Optional.empty() : Optional.of(said);
    }

    private static String raw(String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return body.replaceAll("(?s)<(head|style|script).*?</\\1>", " ")
                    .replaceAll("<[^>]*>", " ")
                    .strip();
        }
        if (root == null || !root.isObject()) {
            return "";
        }
        JsonNode first = root.path("errors").path(0);
        if (first.isObject()) {
            return firstText(first, List.of("detail", "description", "title"));
        }
        for (JsonNode child : root) {
            String message = child.isObject() ? firstText(child, List.of("message", "detail")) : "";
            if (!message.isEmpty()) {
                return message;
            }
        }
        return firstText(root, List.of("message", "explanation", "faultstring", "error", "title"));
    }

    private static String firstText(JsonNode node, List<String> names) {
        for (String name : names) {
            if (node.path(name).isTextual() && !node.path(name).asText().isBlank()) {
                return node.path(name).asText();
            }
        }
        return "";
    }

    /** The first line only: what follows may be a schema, a trace or the request itself. */
    private static String tidy(String text) {
        String line = text.strip().lines().findFirst().orElse("").replaceAll("[\\s\\p{Cc}]+", " ");
        String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
        return cut.replaceAll("(?<!\\.)\\.$", "");
    }
}
