package io.jenkins.plugins.dataclone.ledger;

import java.time.Duration;
import java.util.Objects;

/**
 * How the clouds are looked through for what the ledger does not know.
 *
 * @param enabled whether it is done by itself; by hand it is possible all the same
 * @param interval time between two scans
 * @param grace how old something has to be before it can go
 */
public record ScanSettings(boolean enabled, Duration interval, Duration grace) {
    /** On, once a minute, for what is older than five minutes. */
    public static final ScanSettings DEFAULT = new ScanSettings(true, Duration.ofMinutes(1), Duration.ofMinutes(5));

    public ScanSettings {
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(grace, "grace");
    }
}
