package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One template at work in a stack: its resources, and what its functions give once they are there. */
final class HotScope {
    private final HeatTemplate template;
    private final Map<String, String> parameters;
    private final Map<String, Stack.Part> parts = new LinkedHashMap<>();
    private final Map<String, HotScope> nested = new LinkedHashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();

    private HotScope(HeatTemplate template, Map<String, String> parameters) {
        this.template = template;
        this.parameters = parameters;
    }

    /** Makes the template's resources and those of nested ones, each after what is nested in it. */
    static HotScope lay(HeatTemplate template, Map<String, String> parameters, String parent, List<Stack.Part> into) {
        HotScope scope = new HotScope(template, parameters);
        template.resources().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> scope.lay(entry.getKey(), HeatTemplate.mapping(entry.getValue()), parent, into));
        return scope;
    }

    private void lay(String name, Map<String, Object> resource, String parent, List<Stack.Part> into) {
        String type = String.valueOf(resource.get("type"));
        Map<String, Object> given = HeatTemplate.mapping(resource.get("properties"));
        properties.put(name, given);
        HeatTemplate inner = template.nested(type);
        if (inner != null) {
            Map<String, Object> values = new LinkedHashMap<>();
            given.forEach((key, value) -> values.put(key, evaluate(value)));
            nested.put(name, lay(inner, inner.parameters(Json.tree(values)), name, into));
        }
        Stack.Part part = new Stack.Part(name, type, parent, inner != null);
        if (type.equals("OS::Nova::Server") && given.get("networks") instanceof List<?> networks) {
            networks.forEach(network -> part.networks.add(
                    String.valueOf(evaluate(HeatTemplate.mapping(network).get("network")))));
        }
        if (type.equals("OS::Cinder::Volume")) {
            part.size = Integer.parseInt(String.valueOf(evaluate(given.get("size"))));
        }
        parts.put(name, part);
        into.add(part);
    }

    /**
     * What it would make, as Heat tells it beforehand: what stands for a stack of its own is a list of what is in it, and what
     * refers to another resource is empty.
     */
    List<Object> preview() {
        List<Object> views = new ArrayList<>();
        parts.forEach((name, part) -> {
            Map<String, Object> given = HeatTemplate.mapping(properties.get(name));
            if (nested.containsKey(name)) {
                views.add(nested.get(name).preview());
            } else if (part.type.equals("OS::Heat::ResourceGroup")) {
                Map<String, Object> member = HeatTemplate.mapping(given.get("resource_def"));
                int count = Integer.parseInt(String.valueOf(evaluate(given.get("count"))));
                List<Object> members = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    members.add(previewed(String.valueOf(i), member.get("type"), member.get("properties")));
                }
                views.add(members);
            } else {
                views.add(previewed(name, part.type, given));
            }
        });
        return views;
    }

    private Map<String, Object> previewed(String name, Object type, Object given) {
        Map<String, Object> known = HeatTemplate.mapping(given);
        known.replaceAll((key, value) -> previewed(value));
        return Json.map(
                "resource_name", name,
                "resource_type", type,
                "resource_action", "INIT",
                "resource_status", "COMPLETE",
                "resource_status_reason", "",
                "physical_resource_id", "",
                "properties", known);
    }

    private Object previewed(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::previewed).toList();
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, Object> map = HeatTemplate.mapping(value);
        if (map.containsKey("get_resource") || map.containsKey("get_attr")) {
            return "";
        }
        if (map.containsKey("get_param") || map.containsKey("str_replace")) {
            return evaluate(map);
        }
        map.replaceAll((key, each) -> previewed(each));
        return map;
    }

    /** Values by output; null as long as something it looks at is not there. */
    Map<String, Object> outputs() {
        Map<String, Object> values = new LinkedHashMap<>();
        template.outputs()
                .forEach((name, output) ->
                        values.put(name, evaluate(HeatTemplate.mapping(output).get("value"))));
        return values;
    }

    String description(String output) {
        return String.valueOf(HeatTemplate.mapping(template.outputs().get(output))
                .getOrDefault("description", "No description given"));
    }

    private Object evaluate(Object value) {
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            list.forEach(each -> values.add(evaluate(each)));
            return values;
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, Object> map = HeatTemplate.mapping(value);
        if (map.size() == 1) {
            String function = map.keySet().iterator().next();
            Object argument = map.get(function);
            switch (function) {
                case "get_param":
                    return parameters.get(String.valueOf(argument));
                case "get_resource":
                    return isComplete(argument) ? parts.get(argument.toString()).physicalId : null;
                case "get_attr":
                    return attribute((List<?>) argument);
                case "str_replace":
                    return replaced(HeatTemplate.mapping(argument));
                default:
            }
        }
        map.replaceAll((key, each) -> evaluate(each));
        return map;
    }

    private boolean isComplete(Object name) {
        Stack.Part part = parts.get(String.valueOf(name));
        return part != null && part.status.equals("CREATE_COMPLETE");
    }

    private Object attribute(List<?> path) {
        String name = String.valueOf(path.get(0));
        String attribute = String.valueOf(path.get(1));
        if (!isComplete(name)) {
            return null;
        }
        if (nested.containsKey(name)) {
            return nested.get(name).outputs().get(attribute);
        }
        Object property = HeatTemplate.mapping(properties.get(name)).get("value");
        return attribute.equals("first_address") ? parts.get(name).address : evaluate(property);
    }

    private Object replaced(Map<String, Object> arguments) {
        String text = String.valueOf(evaluate(arguments.get("template")));
        for (Map.Entry<String, Object> each :
                HeatTemplate.mapping(arguments.get("params")).entrySet()) {
            Object value = evaluate(each.getValue());
            if (value == null) {
                return null;
            }
            text = text.replace(each.getKey(), String.valueOf(value));
        }
        return text;
    }
}
