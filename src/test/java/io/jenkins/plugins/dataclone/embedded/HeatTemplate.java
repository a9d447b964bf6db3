package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A HOT template with the files and environments that were sent along; text or JSON object. */
final class HeatTemplate {
    private static final Set<String> FAMILIES =
            Set.of("Cinder", "Neutron", "Nova", "Heat", "Manila", "Magnum", "Glance", "Octavia", "Barbican");

    private final Map<String, Object> root;
    private final Map<String, String> files;
    /** Types that environment files name, to files of templates. */
    private final Map<String, String> registry;
    /** Values of environment files. */
    private final Map<String, Object> defaults;

    private HeatTemplate(
            Map<String, Object> root,
            Map<String, String> files,
            Map<String, String> registry,
            Map<String, Object> defaults) {
        this.root = root;
        this.files = files;
        this.registry = registry;
        this.defaults = defaults;
    }

    /** @param asked body of a request to create or validate a stack */
    static HeatTemplate of(JsonNode asked) {
        JsonNode template = asked.path("template");
        if (template.isMissingNode() || template.isNull()) {
            throw new ApiError(400, "HTTPBadRequest", "No template specified");
        }
        Map<String, String> files = Json.strings(asked.path("files"));
        Map<String, String> registry = new LinkedHashMap<>();
        Map<String, Object> defaults = new LinkedHashMap<>();
        for (JsonNode name : asked.path("environment_files")) {
            Map<String, Object> environment = yaml(files.getOrDefault(name.asText(), ""));
            section(environment, "resource_registry").forEach((type, file) -> registry.put(type, file.toString()));
            defaults.putAll(section(environment, "parameters"));
        }
        Map<String, Object> root = template.isObject() ? yaml(template.toString()) : yaml(template.asText());
        if (!root.containsKey("heat_template_version") && !template.isObject()) {
            throw new ApiError(
                    400, "HTTPBadRequest", "Template not in valid format: Template format version not found.");
        }
        return new HeatTemplate(root, files, registry, defaults);
    }

    private static Map<String, Object> yaml(String text) {
        try {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
            return loaded == null ? Map.of() : mapping(loaded);
        } catch (YamlEngineException e) {
            throw new ApiError(
                    400,
                    "HTTPBadRequest",
                    "Template not in valid format: Error parsing template [root stack] " + e.getMessage());
        }
    }

    static Map<String, Object> mapping(Object value) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> mapping.put(String.valueOf(key), each));
        }
        return mapping;
    }

    private static Map<String, Object> section(Map<String, Object> of, String name) {
        return mapping(of.get(name));
    }

    Map<String, Object> outputs() {
        return section(root, "outputs");
    }

    Map<String, Object> resources() {
        return section(root, "resources");
    }

    String description() {
        return String.valueOf(root.getOrDefault("description", "No description"));
    }

    /** The template that a type stands for; null if it is Heat's own. */
    HeatTemplate nested(String type) {
        String file = registry.getOrDefault(type, type);
        if (!file.endsWith(".yaml")) {
            return null;
        }
        if (!files.containsKey(file)) {
            throw new ApiError(
                    400,
                    "StackValidationFailed",
                    "Could not fetch remote template \"" + file + "\": Invalid URL scheme ");
        }
        return new HeatTemplate(yaml(files.get(file)), files, registry, Map.of());
    }

    /** @param error the error's type, which differs between validation and creation */
    void requireKnownTypes(String error) {
        new java.util.TreeMap<>(resources()).values().forEach(resource -> {
            String type = String.valueOf(mapping(resource).get("type"));
            HeatTemplate nested = nested(type);
            if (nested != null) {
                nested.requireKnownTypes(error);
                return;
            }
            String[] words = type.split("::");
            if (words.length != 3 || !words[0].equals("OS") || !FAMILIES.contains(words[1])) {
                throw new ApiError(400, error, "The Resource Type (" + type + ") could not be found.");
            }
        });
    }

    /** Given values over those of environment files over defaults; as text, booleans the way Python writes them. */
    Map<String, String> parameters(JsonNode given) {
        requireDeclared(given);
        Map<String, String> values = new LinkedHashMap<>();
        section(root, "parameters").forEach((name, description) -> {
            Object value = given.has(name)
                    ? given.path(name).asText()
                    : defaults.getOrDefault(name, mapping(description).get("default"));
            if (value == null) {
                throw new ApiError(400, "UserParameterMissing", "The Parameter (" + name + ") was not provided.");
            }
            values.put(name, python(String.valueOf(value)));
        });
        return values;
    }

    void requireDeclared(JsonNode given) {
        given.fieldNames().forEachRemaining(name -> {
            if (!section(root, "parameters").containsKey(name)) {
                throw new ApiError(
                        400, "UnknownUserParameter", "The Parameter (" + name + ") was not defined in template.");
            }
        });
    }

    private static String python(String value) {
        boolean truth = value.equals("true") || value.equals("false");
        return truth ? value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1) : value;
    }

    /** Whether that parameter's value is not to be shown. */
    boolean isHidden(String parameter) {
        return Boolean.TRUE.equals(
                mapping(section(root, "parameters").get(parameter)).get("hidden"));
    }

    /** The name of the parameter's custom constraint, such as {@code neutron.network}; null if it has none. */
    String constraint(String parameter) {
        Object constraints = mapping(section(root, "parameters").get(parameter)).get("constraints");
        return constraints instanceof List<?> list
                ? list.stream()
                        .map(each -> mapping(each).get("custom_constraint"))
                        .filter(java.util.Objects::nonNull)
                        .map(String::valueOf)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** Heat's answer to a validation. */
    Map<String, Object> described(JsonNode given) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        section(root, "parameters").forEach((name, value) -> parameters.put(name, parameter(name, value, given)));
        Map<String, Object> types = new LinkedHashMap<>();
        types.put("resources", Map.of());
        types.putAll(registry);
        resources().values().forEach(resource -> {
            String type = String.valueOf(mapping(resource).get("type"));
            if (type.endsWith(".yaml")) {
                types.put(type, type);
            }
        });
        Map<String, Object> values = new LinkedHashMap<>();
        given.fieldNames().forEachRemaining(name -> values.put(name, given.path(name)));
        defaults.forEach(values::putIfAbsent);
        return Json.map(
                "Description",
                description(),
                "Parameters",
                parameters,
                "Environment",
                Json.map(
                        "resource_registry",
                        types,
                        "parameters",
                        values,
                        "parameter_defaults",
                        Map.of(),
                        "event_sinks",
                        List.of()));
    }

    private Map<String, Object> parameter(String name, Object description, JsonNode given) {
        Map<String, Object> facts = mapping(description);
        String type = String.valueOf(facts.get("type"));
        Map<String, Object> view = Json.map(
                "Type",
                type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1),
                "Description",
                facts.getOrDefault("description", ""),
                "NoEcho",
                isHidden(name) ? "true" : "false",
                "Label",
                name);
        if (facts.containsKey("default")) {
            view.put("Default", facts.get("default"));
        }
        if (given.has(name) || defaults.containsKey(name)) {
            view.put("Value", given.has(name) ? given.path(name) : defaults.get(name));
        }
        if (constraint(name) != null) {
            view.put("CustomConstraint", constraint(name));
        }
        return view;
    }
}
