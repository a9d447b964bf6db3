package io.jenkins.plugins.dataclone.model;

import java.util.List;
import java.util.Objects;

/**
 * Which snapshot of production a clone is made from, and what becomes of it afterwards.
 *
 * @param choice which one
 * @param names patterns, with {@code *} for any text, one of which the chosen snapshot's name has to match; empty if any may
 *     be used. So an author who gives an id gets no other snapshot than by its name
 * @param sanitizedOnly whether only a snapshot will do that bears a {@link SanitizingRecord}; then none is ever taken
 * @param keep what becomes of a snapshot that we made
 */
public record SnapshotPolicy(SnapshotChoice choice, List<String> names, boolean sanitizedOnly, SnapshotRetention keep) {
    public SnapshotPolicy {
        Objects.requireNonNull(choice, "choice");
        names = List.copyOf(names);
        Objects.requireNonNull(keep, "keep");
    }

    /** Any snapshot will do. */
    public SnapshotPolicy(SnapshotChoice choice, List<String> names, SnapshotRetention keep) {
        this(choice, names, false, keep);
    }

    /** A new snapshot, which goes with its clone. */
    public static SnapshotPolicy takeNew() {
        return new SnapshotPolicy(SnapshotChoice.takeNew(), List.of(), SnapshotRetention.none());
    }
}
