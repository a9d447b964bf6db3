package io.jenkins.plugins.dataclone.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What something that is to be made will take of a project's quotas.
 *
 * @param amounts how much of each item; items of which nothing is needed are left out
 */
public record Demand(Map<QuotaItem, Long> amounts) {
    public static final Demand NONE = new Demand(Map.of());

    /**
     * Too little of one item.
     *
     * @param item what is short
     * @param needed how much is asked for
     * @param promised how much is promised to those who came before
     * @param quota limit and usage
     */
    public record Shortage(QuotaItem item, long needed, long promised, Quota quota) {
        /** Whether it can fit at all, however much is given back. */
        public boolean isHopeless() {
            return needed > quota.limit();
        }

        /** {@code shares: 2 needed, 1 of 50 free}. */
        @Override
        public String toString() {
            return item + ": " + needed + " needed, " + quota.free() + " of " + quota.limit() + " free"
                    + (promised == 0 ? "" : ", " + promised + " promised to others");
        }
    }

    public Demand {
        Map<QuotaItem, Long> needed = new TreeMap<>(amounts);
        needed.values().removeIf(amount -> amount <= 0);
        amounts = Collections.unmodifiableMap(needed);
    }

    /** So much of one kind, for the project as a whole. */
    public static Demand of(QuotaKind kind, long amount) {
        return of(kind, null, amount);
    }

    /**
     * So much of one kind, for the project as a whole and for one type.
     *
     * @param type share or volume type, or null
     */
    public static Demand of(QuotaKind kind, String type, long amount) {
        Map<QuotaItem, Long> amounts = new TreeMap<>(Map.of(QuotaItem.of(kind), amount));
        if (type != null) {
            amounts.put(new QuotaItem(kind, type), amount);
        }
        return new Demand(amounts);
    }

    /** What one more clone takes of what this Jenkins may take. */
    public static Demand ofClone(long gigabytes) {
        return of(QuotaKind.OWN_CLONES, 1).plus(of(QuotaKind.OWN_CLONE_GIGABYTES, gigabytes));
    }

    public Demand plus(Demand other) {
        return sum(List.of(this, other));
    }

    /** All of them together; a line may be long, so nothing is copied for each. */
    public static Demand sum(List<Demand> demands) {
        Map<QuotaItem, Long> sum = new TreeMap<>();
        demands.forEach(demand -> demand.amounts.forEach((item, amount) -> sum.merge(item, amount, Long::sum)));
        return new Demand(sum);
    }

    public Set<QuotaItem> items() {
        return amounts.keySet();
    }

    public boolean isEmpty() {
        return amounts.isEmpty();
    }

    /**
     * What there is too little of.
     *
     * @param quotas what is known of the project's quotas; an item that is missing here limits nothing
     * @param promised what others will take who came before
     */
    public List<Shortage> shortages(Map<QuotaItem, Quota> quotas, Demand promised) {
        List<Shortage> shortages = new ArrayList<>();
        amounts.forEach((item, needed) -> {
            Quota quota = quotas.get(item);
            long before = promised.amounts.getOrDefault(item, 0L);
            if (quota != null && quota.isLimited() && needed + before > quota.free()) {
                shortages.add(new Shortage(item, needed, before, quota));
            }
        });
        return shortages;
    }
}
