package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Text areas: one entry a line. A form sends the whole area as one string, Configuration as Code sends a list. */
final class Lines {
    private static final String LINE_END = "[\\r\\n]+";
    private static final String LINE_END_OR_COMMA = "[\\r\\n,]+";

    private Lines() {}

    /** The lines, trimmed, without empty ones. */
    static List<String> entries(Collection<String> texts) {
        return split(texts, LINE_END);
    }

    /** As {@link #entries}, for entries that have no comma in them: several may stand in a line. */
    static List<String> addresses(Collection<String> texts) {
        return split(texts, LINE_END_OR_COMMA);
    }

    private static List<String> split(Collection<String> texts, String separator) {
        List<String> entries = new ArrayList<>();
        if (texts != null) {
            for (String text : texts) {
                for (String entry : text.split(separator)) {
                    if (!entry.isBlank()) {
                        entries.add(entry.trim());
                    }
                }
            }
        }
        return entries;
    }

    /** The entries as the text of an area. */
    static String text(List<String> entries) {
        return String.join("\n", entries);
    }

    /** A text of several lines as we keep it: browsers end lines with CR LF, files with LF. Null if nothing is in it. */
    @CheckForNull
    static String block(@CheckForNull String text) {
        return Util.fixEmptyAndTrim(text == null ? null : text.replace("\r\n", "\n"));
    }

    /** The first line that is not {@code key=value}, or whose key was there before; empty if all are well. */
    static Optional<String> keyValueProblem(String text) {
        Map<String, String> seen = new TreeMap<>();
        for (String line : lines(text)) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals).trim();
            if (key.isEmpty()) {
                return Optional.of(Messages.Lines_NotKeyValue(line));
            }
            if (seen.put(key, line) != null) {
                return Optional.of(Messages.Lines_Twice(key));
            }
        }
        return Optional.empty();
    }

    /** The {@code key=value} lines of a text that {@link #keyValueProblem} finds nothing wrong with. */
    static Map<String, String> keyValues(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String line : lines(text)) {
            int equals = line.indexOf('=');
            values.put(
                    line.substring(0, equals).trim(), line.substring(equals + 1).trim());
        }
        return values;
    }

    private static List<String> lines(String text) {
        return text == null
                ? List.of()
                : text.lines().map(String::trim).filter(line -> !line.isEmpty()).toList();
    }
}
