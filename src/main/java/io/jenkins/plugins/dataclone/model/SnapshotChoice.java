package io.jenkins.plugins.dataclone.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which snapshot of production a clone is made from, as people write it: {@code new}, {@code latest},
 * {@code newest before 2026-11-01T06:00Z}, {@code newest before 1d} (a day ago), {@code name:nightly}, {@code id:2307641d-...},
 * or just a name or an id.
 *
 * @param use how it is chosen
 * @param value the name or id, or empty
 * @param before for {@link Use#BEFORE}: the moment, or null if it is counted back from now
 * @param age for {@link Use#BEFORE} how long ago; for {@link Use#LATEST} how old it may be, or null for any age
 */
public record SnapshotChoice(Use use, String value, Instant before, Duration age) {
    private static final Pattern BEFORE = Pattern.compile("(?:newest\\s+)?before\\s+(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIXED = Pattern.compile("(name|id)\\s*:\\s*(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    /** How a snapshot is chosen. */
    public enum Use {
        /** A new one is taken for this clone. */
        NEW,
        /** The newest there is; a new one if there is none that is young enough. */
        LATEST,
        /** The newest that was taken before a moment. */
        BEFORE,
        /** The one of that name. */
        NAME,
        /** The one of that id. */
        ID
    }

    public SnapshotChoice {
        Objects.requireNonNull(use, "use");
        Objects.requireNonNull(value, "value");
        if (use == Use.BEFORE && (before == null) == (age == null)) {
            throw new IllegalArgumentException("either a moment or how long ago");
        }
    }

    public static SnapshotChoice takeNew() {
        return new SnapshotChoice(Use.NEW, "", null, null);
    }

    /** @param maxAge how old it may be, or null for any age */
    public static SnapshotChoice latest(Duration maxAge) {
        return new SnapshotChoice(Use.LATEST, "", null, maxAge);
    }

    public static SnapshotChoice named(String name) {
        return new SnapshotChoice(Use.NAME, name, null, null);
    }

    public static SnapshotChoice ofId(String id) {
        return new SnapshotChoice(Use.ID, id, null, null);
    }

    /**
     * Reads what somebody wrote.
     *
     * @throws IllegalArgumentException if it is empty or its time cannot be read; the message is for users
     */
    public static SnapshotChoice parse(String written) {
        String text = written == null ? "" : written.trim();
        Matcher before = BEFORE.matcher(text);
        Matcher prefixed = PREFIXED.matcher(text);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "say which snapshot: new, latest, newest before <time>, a name or an id");
        } else if (text.equalsIgnoreCase("new")) {
            return takeNew();
        } else if (text.equalsIgnoreCase("latest")) {
            return latest(null);
        } else if (before.matches()) {
            return before(before.group(1).trim());
        } else if (prefixed.matches()) {
            String value = prefixed.group(2).trim();
            return prefixed.group(1).toLowerCase(Locale.ROOT).equals("id") ? ofId(value) : named(value);
        }
        return UUID.matcher(text).matches() ? ofId(text) : named(text);
    }

    private static SnapshotChoice before(String time) {
        try {
            return new SnapshotChoice(Use.BEFORE, "", moment(time), null);
        } catch (DateTimeException noMoment) {
            try {
                return new SnapshotChoice(Use.BEFORE, "", null, Durations.parse(time));
            } catch (IllegalArgumentException noDuration) {
                throw new IllegalArgumentException(
                        "'" + time
                                + "' is no time; write for example 2026-11-01T06:00Z, 2026-11-01 (midnight UTC) or 1d (a day ago)");
            }
        }
    }

    private static Instant moment(String time) {
        return time.matches("\\d{4}-\\d{2}-\\d{2}")
                ? LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(time).toInstant();
    }

    /** For {@link Use#BEFORE}: the moment before which it was taken. */
    public Instant limit(Instant now) {
        return before == null ? now.minus(age) : before;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return switch (use) {
            case NEW -> "new";
            case LATEST -> "latest";
            case BEFORE -> "newest before " + (before == null ? Durations.format(age) : before);
            case NAME -> "name:" + value;
            case ID -> "id:" + value;
        };
    }
}
