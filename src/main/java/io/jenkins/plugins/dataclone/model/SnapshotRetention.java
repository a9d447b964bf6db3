package io.jenkins.plugins.dataclone.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How long snapshots that we made are kept after their last clone is gone, so that later clones can be made from them. Those of
 * others are never deleted.
 *
 * @param count how many, the newest ones; 0 for none
 * @param age how old the oldest of them may be
 */
public record SnapshotRetention(int count, Duration age) {
    public SnapshotRetention {
        Objects.requireNonNull(age, "age");
    }

    /** A snapshot goes with its last clone. */
    public static SnapshotRetention none() {
        return new SnapshotRetention(0, Duration.ZERO);
    }

    public boolean isNone() {
        return count <= 0;
    }
}
