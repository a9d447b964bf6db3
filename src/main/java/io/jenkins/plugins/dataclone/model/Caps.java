package io.jenkins.plugins.dataclone.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a cloud this controller may take at the same time, whatever the project's quotas allow.
 *
 * @param clones clones, shares and volumes together; 0 for as many as the cloud gives
 * @param cloneGigabytes what they hold together, in GiB; 0 for as much as the cloud gives
 * @param bays bays; 0 for as many as the cloud gives
 */
public record Caps(int clones, int cloneGigabytes, int bays) {
    public static final Caps NONE = new Caps(0, 0, 0);

    public Caps {
        if (clones < 0 || cloneGigabytes < 0 || bays < 0) {
            throw new IllegalArgumentException("a cap is not negative");
        }
    }

    /** The limits there are. */
    public Map<QuotaKind, Integer> limits() {
        Map<QuotaKind, Integer> limits = new TreeMap<>(Map.of(
                QuotaKind.OWN_CLONES, clones,
                QuotaKind.OWN_CLONE_GIGABYTES, cloneGigabytes,
                QuotaKind.OWN_BAYS, bays));
        limits.values().removeIf(limit -> limit == 0);
        return limits;
    }
}
