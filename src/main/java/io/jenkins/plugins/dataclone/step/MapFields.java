package io.jenkins.plugins.dataclone.step;

import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.dataclone.model.KeyValues;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;

/** Maps in forms: a Jenkinsfile writes them as maps, a form as a text area with one {@code key=value} a line. */
final class MapFields {
    private MapFields() {}

    /** Takes a text area out of a submitted form, because the binding would not know what to do with it. */
    static Map<String, String> take(JSONObject form, String field) throws FormException {
        Object text = form.remove(field);
        try {
            return KeyValues.parse(text instanceof String lines ? lines : null);
        } catch (IllegalArgumentException e) {
            throw new FormException(field + ": " + e.getMessage(), e, field);
        }
    }

    /** The map as the text of an area. */
    static String text(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
