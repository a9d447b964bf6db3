package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.ledger.Inventory;
import io.jenkins.plugins.dataclone.ledger.Seen;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What clouds show of objects with a tag of this product at one moment, and which of these have outlived their time. */
final class Leftovers {
    /**
     * One object.
     *
     * @param expired whether its own tag says that its time is over
     * @param obstacle what lives that does not let it go; words for people
     */
    record Leftover(Seen object, boolean expired, Optional<String> obstacle) {
        boolean mayGo() {
            return expired && obstacle.isEmpty();
        }
    }

    private final List<Leftover> all = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    private Leftovers() {}

    /** Asks each cloud once for each kind of object. */
    static Leftovers of(Collection<? extends Cloud> clouds, SweeperOptions options, Instant now) {
        Leftovers leftovers = new Leftovers();
        for (Cloud cloud : clouds) {
            Inventory inventory = Inventory.of(cloud, options.prefix() + "-", object -> isExpired(object, now));
            leftovers.add(inventory, options, now);
        }
        leftovers.all.sort(Comparator.comparing((Leftover each) -> each.object().cloud())
                .thenComparing(each -> each.object().tag().environment())
                .thenComparing(each -> each.object().kind())
                .thenComparing(each -> each.object().name()));
        return leftovers;
    }

    private void add(Inventory inventory, SweeperOptions options, Instant now) {
        List<String> controllers = options.controllers();
        Duration olderThan = options.olderThan();
        for (Seen object : inventory.seen()) {
            boolean chosen =
                    controllers.isEmpty() || controllers.contains(object.tag().controller());
            boolean old = !object.tag().createdAt().plus(olderThan).isAfter(now);
            if (chosen && old && object.isNamedAsTagged()) {
                boolean expired = isExpired(object, now);
                all.add(new Leftover(object, expired, expired ? inventory.inTheWayOf(object) : Optional.empty()));
            }
        }
        // a cloud that has no such service has nothing of it; one that can be asked for nothing is misunderstood
        boolean none = inventory.answered().isEmpty();
        for (CloudException why : inventory.unanswered()) {
            boolean missing = !none && why.kind() == CloudException.Kind.CONFIGURATION;
            (missing ? remarks : problems).add(why.getMessage());
        }
    }

    private static boolean isExpired(Seen object, Instant now) {
        return now.isAfter(object.tag().expiresAt());
    }

    /** All that were asked for, by cloud and environment, in the order in which they were made. */
    List<Leftover> all() {
        return List.copyOf(all);
    }

    /** Those whose time is over. */
    List<Leftover> expired() {
        return all.stream().filter(Leftover::expired).toList();
    }

    /** Why something could not be listed: sentences. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Which services there are not. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
