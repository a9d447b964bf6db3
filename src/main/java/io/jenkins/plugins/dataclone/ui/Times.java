package io.jenkins.plugins.dataclone.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Moments and lengths of time as the pages write them. */
final class Times {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** From so many minutes on nobody asks for the seconds. */
    private static final int MINUTES_ALONE = 10;

    private Times() {}

    /** For programs: ISO 8601, to the second. */
    static String iso(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** To the minute: {@code 2026-11-23 08:00 UTC}. */
    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }

    /** To the second. */
    static String second(Instant moment) {
        return SECOND.format(moment);
    }

    /** The two largest units, {@code 3 d 4 h}, or minutes alone when they are many; less than a second is {@code 0 s}. The sign is left out. */
    static String length(Duration duration) {
        Duration positive = duration.abs();
        long days = positive.toDays();
        int hours = positive.toHoursPart();
        int minutes = positive.toMinutesPart();
        int seconds = positive.toSecondsPart();
        if (days > 0) {
            return two(days, "d", hours, "h");
        }
        if (hours > 0) {
            return two(hours, "h", minutes, "min");
        }
        if (minutes >= MINUTES_ALONE) {
            return minutes + " min";
        }
        return minutes > 0 ? two(minutes, "min", seconds, "s") : seconds + " s";
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
