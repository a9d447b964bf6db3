package io.jenkins.plugins.dataclone.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How long an environment may live, counted from its opening.
 *
 * @param ttl after this it is taken away even if its build still runs
 * @param longest the end that nothing can move it beyond: neither keeping it for debugging nor extending it. At least {@code ttl}
 */
public record Lifetime(Duration ttl, Duration longest) {
    public Lifetime {
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(longest, "longest");
        if (longest.compareTo(ttl) < 0) {
            longest = ttl;
        }
    }

    /** A life that cannot be extended. */
    public static Lifetime of(Duration ttl) {
        return new Lifetime(ttl, ttl);
    }
}
