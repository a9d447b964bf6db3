package io.jenkins.plugins.dataclone.model;

import java.util.Locale;

/** What becomes of a build whose environment could not be taken away in time. A failure of its own always stands. */
public enum CleanupVerdict {
    /** It keeps its result. */
    NO,
    /** It is unstable at the best. */
    UNSTABLE,
    /** It has failed. */
    FAILED;

    /**
     * Reads what a person wrote.
     *
     * @param text {@code no}, which YAML turns into {@code false}, {@code unstable} or {@code failed}
     * @throws IllegalArgumentException if it is none of these; the message is for users
     */
    public static CleanupVerdict parse(String text) {
        String word = text.trim().toLowerCase(Locale.ROOT);
        for (CleanupVerdict verdict : values()) {
            if (verdict.text().equals(word) || verdict == NO && word.equals("false")) {
                return verdict;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of no, unstable, failed");
    }

    /** The word that people write. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
