package io.jenkins.plugins.dataclone.model;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as people write them: {@code 2h}, {@code 90m}, {@code 1d 12h}, or in the form of ISO 8601
 * ({@code PT2H}). Always more than zero; the smallest unit is the second.
 */
public final class Durations {
    private static final Pattern PLAIN =
            Pattern.compile("(?:(\\d{1,6})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,6})m)?\\s*(?:(\\d{1,6})s)?");

    /** More than {@code 999999d 999999h 999999m 999999s}; with more than this no end can be calculated. */
    private static final Duration LONGEST = Duration.ofDays(1_100_000);

    private Durations() {}

    /**
     * Reads a length of time.
     *
     * @param text days, hours, minutes and seconds in this order, each at most once; or ISO 8601
     * @throws IllegalArgumentException if it is none, zero, negative or beyond all reason; the message is for users
     */
    public static Duration parse(String text) {
        String trimmed = text == null ? "" : text.trim().toLowerCase(Locale.ROOT);
        Duration duration = trimmed.startsWith("p") ? iso(trimmed) : plain(trimmed);
        boolean usable = duration != null
                && !duration.isNegative()
                && duration.toSeconds() > 0
                && duration.compareTo(LONGEST) < 0;
        if (!usable) {
            throw new IllegalArgumentException("'" + (text == null ? "" : text)
                    + "' is not a length of time; write for example 90m, 2h or 1d 12h");
        }
        return duration;
    }

    /** The shortest way to write it, largest unit first: {@code 1d 12h}. Fractions of a second are left out. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notIso) {
            return null;
        }
    }

    private static Duration plain(String text) {
        Matcher matcher = PLAIN.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        return Duration.ofDays(number(matcher, 1))
                .plusHours(number(matcher, 2))
                .plusMinutes(number(matcher, 3))
                .plusSeconds(number(matcher, 4));
    }

    private static long number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number > 0) {
            text.append(text.isEmpty() ? "" : " ").append(number).append(unit);
        }
    }
}
