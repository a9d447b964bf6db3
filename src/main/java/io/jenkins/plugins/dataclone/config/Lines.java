package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.dataclone.model.KeyValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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

    /** What is wrong with the {@code key=value} lines of a text; empty if all are well. */
    static Optional<String> keyValueProblem(String text) {
        try {
            KeyValues.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
