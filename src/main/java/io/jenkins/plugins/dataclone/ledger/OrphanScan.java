package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.ledger.Orphan.Fate;
import io.jenkins.plugins.dataclone.ledger.OrphanRules.Reason;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The last net: finds objects of this controller that no environment in the ledger has - because the ledger was lost, or went back to
 * an older copy, or took them for gone - and takes them into the ledger to be removed. Proof of ownership is the tag with an
 * identity that is certainly this controller's, seen in two scans one after the other, on something named as ours are, that is
 * old enough and whose build does not run. Everything else is left as it is. Thread-safe.
 */
public final class OrphanScan {
    /** So much time has to lie between the two scans, however often somebody scans by hand. */
    public static final Duration SIGHTINGS_APART = Duration.ofSeconds(30);

    private static final Logger LOGGER = Logger.getLogger(OrphanScan.class.getName());
    private static final String REASON = "it was found in the cloud, and the ledger did not know it";

    /** When something was first seen, and with which tag. */
    private record Sighting(OwnershipTag tag, Instant at) {}

    private final Ledger ledger;
    private final OwnerProbe owners;
    private final Time clock;
    /** What the last scan saw, by place and kind; then by id. */
    private final Map<String, Map<String, Sighting>> sightings = new HashMap<>();

    public OrphanScan(Ledger ledger, OwnerProbe owners, Time clock) {
        this.ledger = ledger;
        this.owners = owners;
        this.clock = clock;
    }

    /** Tells which objects have to be looked at more closely: those of ours that the ledger does not know now. */
    public Predicate<Seen> suspicion() {
        return rules(Duration.ZERO)::concerns;
    }

    /** Forgets what it saw at other places than these: they are no more. */
    public synchronized void forgetAllBut(Collection<String> places) {
        sightings.keySet().removeIf(key -> !places.contains(key.substring(0, key.indexOf('\n'))));
    }

    /**
     * Judges what a place has shown, and takes into the ledger what has to go. Of a list that was not answered nothing is learnt.
     *
     * @param grace how old something has to be before it can go
     * @return what was found that the ledger does not know
     */
    public synchronized List<Orphan> judge(Inventory inventory, Duration grace) {
        OrphanRules rules = rules(grace);
        List<Orphan> orphans = new ArrayList<>();
        for (ResourceKind kind : inventory.answered()) {
            String key = inventory.place() + "\n" + kind;
            Map<String, Sighting> before = sightings.getOrDefault(key, Map.of());
            Map<String, Sighting> now = new HashMap<>();
            for (Seen object : inventory.seen()) {
                if (object.kind() == kind && rules.concerns(object)) {
                    // of something whose tag was written anew nothing is known from before
                    Sighting known = before.get(object.id());
                    Sighting first = known != null && known.tag().equals(object.tag())
                            ? known
                            : new Sighting(object.tag(), clock.instant());
                    Orphan orphan = judge(object, first, first == known, rules, inventory);
                    orphans.add(orphan);
                    now.put(object.id(), first);
                    if (first != known || orphan.fate() == Fate.ADOPTED) {
                        tell(orphan);
                    }
                }
            }
            sightings.put(key, now);
        }
        return orphans;
    }

    private OrphanRules rules(Duration grace) {
        return new OrphanRules(ledger, owners, clock, grace);
    }

    /**
     * Whether two scans have seen it, far enough apart.
     *
     * @param again whether the scan before has seen it too: one that takes long is still one
     */
    private boolean isSeenTwice(Sighting first, boolean again) {
        return again && !clock.instant().isBefore(first.at().plus(SIGHTINGS_APART));
    }

    private Orphan judge(Seen object, Sighting first, boolean again, OrphanRules rules, Inventory inventory) {
        Optional<Reason> reason = rules.reasonToStay(object, inventory);
        if (reason.isPresent()) {
            return new Orphan(object, reason.get().fate(), reason.get().why());
        }
        if (!isSeenTwice(first, again)) {
            return new Orphan(object, Fate.WAITING, "it was seen for the first time; it goes when it is seen again");
        }
        try {
            Adoption.Adopted adopted = Adoption.adopt(ledger, object, REASON, clock.instant());
            return adopted.isPart()
                    ? new Orphan(object, Fate.ADOPTED, "taken into environment " + adopted.environmentId())
                    : new Orphan(
                            object, Fate.WAITING, "its environment " + adopted.environmentId() + " has just changed");
        } catch (CloudException e) {
            return new Orphan(object, Fate.WAITING, e.getMessage());
        }
    }

    private static void tell(Orphan orphan) {
        boolean adopted = orphan.fate() == Fate.ADOPTED;
        LOGGER.log(
                adopted ? Level.WARNING : Level.INFO,
                () -> "The ledger does not know " + orphan.object() + " of build "
                        + orphan.object().tag().run() + ": "
                        + (adopted ? "it is " + orphan.why() + " and removed" : orphan.why()));
    }
}
