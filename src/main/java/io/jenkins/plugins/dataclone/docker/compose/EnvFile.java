package io.jenkins.plugins.dataclone.docker.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an env file. Source: Compose Specification, "env_file", "Env_file format". */
final class EnvFile {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*(?:[=:]\\s*(.*))?");

    private EnvFile() {}

    /**
     * @param variables what a bare name and a {@code ${VAR}} take their values from; earlier lines count as well
     * @throws IllegalArgumentException naming the line, never the value
     */
    static Map<String, String> read(String text, Map<String, String> variables) {
        Map<String, String> result = new LinkedHashMap<>();
        Map<String, String> known = new LinkedHashMap<>(variables);
        int number = 0;
        int characters = 0;
        for (String raw : text.split("\r?\n", -1)) {
            number++;
            String line = (number == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = ASSIGNMENT.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("line " + number + " is not of the form NAME=value");
            }
            String name = matcher.group(1);
            String value = matcher.group(2) == null ? variables.get(name) : value(matcher.group(2), number, known);
            if (value != null) {
                characters += value.length();
                if (characters > Interpolation.LONGEST) {
                    throw new IllegalArgumentException("line " + number + " makes it longer than "
                            + Interpolation.LONGEST / 1024 + " KiB with its variables");
                }
                result.put(name, value);
                known.putIfAbsent(name, value);
            }
        }
        return result;
    }

    private static String value(String raw, int line, Map<String, String> known) {
        if (raw.startsWith("'")) {
            return quoted(raw, '\'', line);
        }
        try {
            if (raw.startsWith("\"")) {
                String inner = quoted(raw, '"', line);
                return Interpolation.apply(inner, known)
                        .replace("\\n", "\n")
                        .replace("\\r", "\r")
                        .replace("\\t", "\t")
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\");
            }
            int comment = raw.startsWith("#") ? 0 : raw.indexOf(" #");
            return Interpolation.apply((comment < 0 ? raw : raw.substring(0, comment)).strip(), known);
        } catch (Interpolation.Failure e) {
            // its message may quote the value, which may be secret
            throw new IllegalArgumentException("line " + line + " names a variable that is not set or not well formed");
        }
    }

    private static String quoted(String raw, char quote, int line) {
        int end = 1;
        while (end < raw.length() && raw.charAt(end) != quote) {
            end += quote == '"' && raw.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= raw.length()) {
            throw new IllegalArgumentException("line " + line + " has a quote that is not closed");
        }
        return raw.substring(1, end);
    }
}
