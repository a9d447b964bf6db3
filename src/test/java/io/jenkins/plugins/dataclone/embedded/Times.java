package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The ways the services write a time; null stays null. */
final class Times {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private Times() {}

    /** Manila and fresh Cinder rows: {@code 2026-11-22T08:58:08.521983}. */
    static String micros(Instant time) {
        return time == null ? null : MICROS.format(time);
    }

    /** Cinder rows read back: microseconds are zero. */
    static String wholeMicros(Instant time) {
        return time == null ? null : MICROS.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Keystone: {@code 2026-11-23T09:01:46.000000Z}. */
    static String microsZ(Instant time) {
        return wholeMicros(time) + "Z";
    }

    /** Heat and Neutron: {@code 2026-11-22T09:12:42Z}. */
    static String secondsZ(Instant time) {
        return time == null ? null : SECONDS.format(time) + "Z";
    }

    /** Magnum: {@code 2026-11-22T09:23:56+00:00}. */
    static String offset(Instant time) {
        return time == null ? null : SECONDS.format(time) + "+00:00";
    }

    /** Magnum's answer to a create: with microseconds. */
    static String microsOffset(Instant time) {
        return time == null ? null : MICROS.format(time) + "+00:00";
    }
}
