package io.jenkins.plugins.dataclone.openstack;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A service answered with an error. Not one of openstack4j's exceptions, because the library writes the full URL into
 * those.
 */
final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Enough for every message; an error page of a proxy need not be kept. */
    private static final int LONGEST_BODY = 16 * 1024;
    /** A service that asks to be left alone for longer is asked again after this. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final int status;
    private final String body;
    private final transient HttpHeaders headers;

    HttpFailure(int status, HttpHeaders headers, byte[] body) {
        super("HTTP " + status);
        this.status = status;
        this.headers = headers;
        this.body = new String(body, 0, Math.min(body.length, LONGEST_BODY), StandardCharsets.UTF_8);
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Whether it comes from whatever stands in front of a service that does not answer. */
    boolean isOfGateway() {
        return status == 502 || status == 503 || status == 504;
    }

    /** Keystone, Magnum, Heat and Neutron name it one way, Manila the other. */
    String requestId() {
        return header("x-openstack-request-id")
                .or(() -> header("x-compute-request-id"))
                .orElse(null);
    }

    /**
     * What the service asks to wait, {@link #LONGEST_PAUSE} at the most, or null; zero, as Manila sends it with a quota error,
     * asks nothing.
     */
    Duration retryAfter(Instant now) {
        Duration wait = header("Retry-After").map(value -> parse(value, now)).orElse(Duration.ZERO);
        if (wait.isZero() || wait.isNegative()) {
            return null;
        }
        return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
    }

    private static Duration parse(String value, Instant now) {
        try {
            return Duration.ofSeconds(Long.parseLong(value.strip()));
        } catch (NumberFormatException notSeconds) {
            try {
                return Duration.between(now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            } catch (DateTimeParseException neither) {
                return Duration.ZERO;
            }
        }
    }
}
