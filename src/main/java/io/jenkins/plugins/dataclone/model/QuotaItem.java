package io.jenkins.plugins.dataclone.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * One line of a project's quotas.
 *
 * @param kind what is counted
 * @param type the share or volume type it is counted for, or null for the project as a whole; the cloud applies both
 */
public record QuotaItem(QuotaKind kind, String type) implements Comparable<QuotaItem> {
    private static final Comparator<QuotaItem> ORDER = Comparator.comparing(QuotaItem::kind)
            .thenComparing(QuotaItem::type, Comparator.nullsFirst(Comparator.naturalOrder()));

    public QuotaItem {
        Objects.requireNonNull(kind, "kind");
    }

    public static QuotaItem of(QuotaKind kind) {
        return new QuotaItem(kind, null);
    }

    @Override
    public int compareTo(QuotaItem other) {
        return ORDER.compare(this, other);
    }

    /** For messages, after a number: {@code shares of type 'fast'}. */
    @Override
    public String toString() {
        return type == null ? kind.label() : kind.label() + " of type '" + type + "'";
    }
}
