package io.jenkins.plugins.dataclone.step;

import io.jenkins.plugins.dataclone.model.KeyValues;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps in forms: a Jenkinsfile writes them as maps, a form as a text area with one {@code key=value} a line. */
final class MapFields {
    private MapFields() {}

    /**
     * A map from a submitted text area.
     *
     * @param submitted what the form has for it; null if it has nothing
     * @throws IllegalArgumentException with a sentence that the generators show in place of the snippet
     */
    static Map<String, String> parse(String field, Object submitted) {
        try {
            return KeyValues.parse(submitted instanceof String lines ? lines : null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    /** The map as the text of an area. */
    static String text(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
