package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Demand.Shortage;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The line of those who wait for what is left of one cloud's quotas: first come, first served. Whoever fits beside all that
 * came before is let through; what was promised counts until the cloud counts it itself. Thread-safe.
 *
 * <p>The line lives in memory. It orders by when an environment was opened, which the ledger knows, so after a restart it
 * stands as before as soon as the flows have come back.
 */
final class QuotaLine {
    /** How long an answer of the cloud serves all who ask. */
    static final Duration FRESH = Duration.ofSeconds(2);
    /** After so long without a word a wish or a promise is dropped: its flow was cancelled, and flows ask every 15 s. */
    static final Duration FORGOTTEN = Duration.ofMinutes(2);

    /**
     * Where somebody stands who has to wait.
     *
     * @param position counted from 1
     * @param shortages what there is too little of
     */
    record Place(int position, List<Shortage> shortages) {}

    private record Wish(Instant since, Demand demand, Instant askedAt) {}

    /** Limits and usage of these items, as far as the cloud tells. */
    private record Reading(Set<QuotaItem> items, Map<QuotaItem, Quota> quotas) {}

    private final Cloud cloud;
    private final OwnUse own;
    private final InstantSource clock;
    private final SharedReading<Reading> reading;
    private final Map<String, Wish> waiting = new HashMap<>();
    private final Map<String, Wish> promised = new HashMap<>();

    QuotaLine(Cloud cloud, OwnUse own, InstantSource clock) {
        this.cloud = cloud;
        this.own = own;
        this.clock = clock;
        this.reading = new SharedReading<>(clock, FRESH);
    }

    boolean isOf(Cloud other) {
        return cloud.equals(other);
    }

    /**
     * Asks to be let through.
     *
     * @param who tells one wish from another
     * @param since orders the line; who has the same time is ordered by name
     * @return empty if it is let through: all of the demand is promised then; else where it stands
     */
    Optional<Place> ask(String who, Instant since, Demand demand) throws CloudException {
        Map<QuotaItem, Quota> quotas = quotas(demand.items());
        synchronized (this) {
            dropForgotten();
            Wish wish = new Wish(since, demand, clock.instant());
            List<Shortage> shortages = demand.shortages(quotas, before(who, since));
            if (shortages.isEmpty()) {
                waiting.remove(who);
                promised.put(who, wish);
                return Optional.empty();
            }
            promised.remove(who);
            waiting.put(who, wish);
            return Optional.of(new Place(ahead(who, since) + 1, shortages));
        }
    }

    /** What of a promise the cloud does not count yet; with nothing left the promise is kept. */
    synchronized void keep(String who, Demand left) {
        Wish wish = promised.get(who);
        if (wish == null) {
            return;
        }
        if (!wish.demand().equals(left)) {
            // what was read before does not count what has just been made
            reading.outdate();
        }
        if (left.isEmpty()) {
            promised.remove(who);
        } else {
            promised.put(who, new Wish(wish.since(), left, clock.instant()));
        }
    }

    /** Gives up a place or a promise. */
    synchronized void leave(String who) {
        waiting.remove(who);
        promised.remove(who);
    }

    private Demand before(String who, Instant since) {
        List<Demand> before = new ArrayList<>();
        for (Map.Entry<String, Wish> each : promised.entrySet()) {
            if (!each.getKey().equals(who)) {
                before.add(each.getValue().demand());
            }
        }
        for (Map.Entry<String, Wish> each : waiting.entrySet()) {
            if (isBefore(each, who, since)) {
                before.add(each.getValue().demand());
            }
        }
        return Demand.sum(before);
    }

    private int ahead(String who, Instant since) {
        return (int) waiting.entrySet().stream()
                .filter(each -> isBefore(each, who, since))
                .count();
    }

    private static boolean isBefore(Map.Entry<String, Wish> other, String who, Instant since) {
        int order = other.getValue().since().compareTo(since);
        return order < 0 || order == 0 && other.getKey().compareTo(who) < 0;
    }

    private void dropForgotten() {
        Instant oldest = clock.instant().minus(FORGOTTEN);
        waiting.values().removeIf(wish -> wish.askedAt().isBefore(oldest));
        promised.values().removeIf(wish -> wish.askedAt().isBefore(oldest));
    }

    private Map<QuotaItem, Quota> quotas(Set<QuotaItem> items) throws CloudException {
        return reading.get(() -> read(items), seen -> seen.items().containsAll(items))
                .quotas();
    }

    /** What others have asked for is read along, so that the answer serves them too. */
    private Reading read(Set<QuotaItem> items) throws CloudException {
        Set<QuotaItem> all = new TreeSet<>(items);
        reading.latest().ifPresent(seen -> all.addAll(seen.items()));
        Set<QuotaItem> theirs =
                all.stream().filter(item -> !item.kind().isOwn()).collect(Collectors.toSet());
        Map<QuotaItem, Quota> quotas = new HashMap<>(cloud.quotas().read(theirs));
        quotas.putAll(own.of(cloud.name()));
        return new Reading(all, quotas);
    }
}
