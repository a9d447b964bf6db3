package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a HOT template as a stack's life needs: names and types of resources, parameters with defaults, outputs.
 * Reads block YAML with two spaces of indentation (flow mappings inside entries are fine) or a JSON object.
 */
final class HeatTemplate {
    private static final Set<String> FAMILIES =
            Set.of("Cinder", "Neutron", "Nova", "Heat", "Manila", "Magnum", "Glance", "Octavia", "Barbican");
    private static final Pattern ENTRY = Pattern.compile("  ([A-Za-z0-9_.-]+):(.*)");
    private static final Pattern TYPE = Pattern.compile("(?:^|[{,\\s])type:\\s*['\"]?([A-Za-z0-9:_.]+)");
    private static final Pattern DEFAULT = Pattern.compile("default:\\s*['\"]?([^,}'\"\\s]+)");
    private static final Pattern VALUE = Pattern.compile("(get_resource|get_attr):\\s*\\[?\\s*['\"]?([A-Za-z0-9_.-]+)");

    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    private HeatTemplate() {}

    static HeatTemplate parse(JsonNode template) {
        HeatTemplate parsed = new HeatTemplate();
        if (template.isObject()) {
            for (String section : List.of("parameters", "resources", "outputs")) {
                Map<String, String> entries = parsed.section(section);
                template.path(section)
                        .fields()
                        .forEachRemaining(field -> entries.put(
                                field.getKey(),
                                field.getValue()
                                        .toString()
                                        .replace("\"", "")
                                        .replace(":", ": ")
                                        .replace(": : ", "::")));
            }
            return parsed;
        }
        if (template.isMissingNode() || template.isNull()) {
            throw new ApiError(400, "HTTPBadRequest", "No template specified");
        }
        parsed.read(template.asText());
        return parsed;
    }

    private Map<String, String> section(String name) {
        return sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
    }

    private void read(String text) {
        Map<String, String> section = null;
        String entry = null;
        for (String line : text.split("\n")) {
            Matcher matcher = ENTRY.matcher(line);
            if (line.matches("[a-z_]+:.*")) {
                section = section(line.substring(0, line.indexOf(':')));
                entry = null;
            } else if (section != null && matcher.matches()) {
                entry = matcher.group(1);
                section.put(entry, matcher.group(2).trim());
            } else if (section != null && entry != null) {
                section.merge(entry, line.trim(), (a, b) -> a + " " + b);
            }
        }
        if (!sections.containsKey("heat_template_version")) {
            throw new ApiError(
                    400, "HTTPBadRequest", "Template not in valid format: Template format version not found.");
        }
    }

    void requireKnownTypes() {
        for (Stack.Part part : parts()) {
            String[] words = part.type.split("::");
            if (words.length != 3 || !words[0].equals("OS") || !FAMILIES.contains(words[1])) {
                throw new ApiError(
                        400, "StackValidationFailed", "The Resource Type (" + part.type + ") could not be found.");
            }
        }
    }

    /** The resources in the order of their names, as Heat lists them. */
    List<Stack.Part> parts() {
        List<Stack.Part> parts = new ArrayList<>();
        section("resources").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> parts.add(new Stack.Part(entry.getKey(), first(TYPE, 1, entry.getValue(), "?"))));
        return parts;
    }

    /** Given values over defaults; booleans the way Python writes them. */
    Map<String, String> parameters(JsonNode given) {
        Map<String, String> values = new LinkedHashMap<>();
        section("parameters").forEach((name, text) -> {
            String value = given.has(name) ? given.path(name).asText() : first(DEFAULT, 1, text, "");
            boolean truth = value.equals("true") || value.equals("false");
            values.put(
                    name,
                    truth ? value.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + value.substring(1) : value);
        });
        return values;
    }

    /** By name: {@code get_resource x} or {@code get_attr x}. */
    Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        section("outputs").forEach((name, text) -> {
            Matcher matcher = VALUE.matcher(text);
            outputs.put(name, matcher.find() ? matcher.group(1) + " " + matcher.group(2) : "");
        });
        return outputs;
    }

    private static String first(Pattern pattern, int group, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(group) : otherwise;
    }
}
