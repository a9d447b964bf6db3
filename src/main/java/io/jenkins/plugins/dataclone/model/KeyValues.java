package io.jenkins.plugins.dataclone.model;

import java.util.Map;
import java.util.TreeMap;

/** A map written as text: one {@code key=value} a line. */
public final class KeyValues {
    private KeyValues() {}

    /**
     * The map.
     *
     * @param text may be null
     * @throws IllegalArgumentException with a sentence about the first line that is no pair, or whose key was there before
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String line : text == null ? new String[0] : text.split("[\\r\\n]+")) {
            if (line.isBlank()) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals).trim();
            if (key.isEmpty()) {
                throw new IllegalArgumentException("'" + line.trim() + "' is not of the form key=value");
            }
            if (values.put(key, line.substring(equals + 1).trim()) != null) {
                throw new IllegalArgumentException("the key '" + key + "' is there twice");
            }
        }
        return values;
    }
}
