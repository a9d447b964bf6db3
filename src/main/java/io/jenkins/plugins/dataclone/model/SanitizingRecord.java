package io.jenkins.plugins.dataclone.model;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a snapshot says of the run that took everything sensitive out of its data. Whoever sanitises writes it as the last thing
 * of a run that went well: as metadata of a volume's snapshot, as {@code dataclone-sanitized=<run>} in the description of a
 * share's snapshot, which has no metadata before Manila's API 2.73.
 *
 * @param run how people find that run: a number, a name, an address; never empty, no spaces
 */
public record SanitizingRecord(String run) {
    /** Key of the metadata, and word before the equals sign in a description. */
    public static final String KEY = "dataclone-sanitized";

    private static final Pattern ENTRY = Pattern.compile("(?:^|\\s)" + Pattern.quote(KEY) + "=(\\S+)");
    /** What somebody writes who means that it is not sanitised: no record may be read into it. */
    private static final Set<String> DENIALS =
            Set.of("false", "no", "none", "0", "failed", "failure", "aborted", "running", "pending", "null");

    public SanitizingRecord {
        Objects.requireNonNull(run, "run");
        if (run.isBlank()) {
            throw new IllegalArgumentException("a record names its run");
        }
    }

    /** The record in a snapshot's metadata; empty if there is none, or it says that the run did not go well. */
    public static Optional<SanitizingRecord> from(Map<String, String> metadata) {
        return of(metadata.getOrDefault(KEY, ""));
    }

    /** The record in a snapshot's description, beside whatever else it says; empty as with metadata, and if there are two. */
    public static Optional<SanitizingRecord> fromText(String description) {
        Matcher entry = ENTRY.matcher(description);
        if (!entry.find()) {
            return Optional.empty();
        }
        String run = entry.group(1);
        return entry.find() ? Optional.empty() : of(run);
    }

    private static Optional<SanitizingRecord> of(String run) {
        String trimmed = run.trim();
        return trimmed.isEmpty() || DENIALS.contains(trimmed.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new SanitizingRecord(trimmed));
    }
}
