package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code filters} parameter of list requests: values of one name are alternatives, except labels, which all hold. */
record Filters(JsonNode json) {
    static Filters of(String text) {
        try {
            return new Filters(Router.JSON.readTree(text == null || text.isEmpty() ? "{}" : text));
        } catch (IOException e) {
            throw new Router.Refusal(400, "invalid filter");
        }
    }

    boolean acceptLabels(Map<String, String> labels) {
        for (String wanted : values("label")) {
            int equals = wanted.indexOf('=');
            String key = equals < 0 ? wanted : wanted.substring(0, equals);
            if (!labels.containsKey(key)
                    || equals >= 0 && !wanted.substring(equals + 1).equals(labels.get(key))) {
                return false;
            }
        }
        return true;
    }

    boolean accept(String name, String... values) {
        List<String> wanted = values(name);
        return wanted.isEmpty() || wanted.stream().anyMatch(List.of(values)::contains);
    }

    /** Both forms that clients use: a list of values, and an object with the values as keys. */
    private List<String> values(String name) {
        List<String> values = new ArrayList<>();
        JsonNode node = json.path(name);
        if (node.isArray()) {
            node.forEach(value -> values.add(value.asText()));
        } else {
            node.fieldNames().forEachRemaining(values::add);
        }
        return values;
    }
}
