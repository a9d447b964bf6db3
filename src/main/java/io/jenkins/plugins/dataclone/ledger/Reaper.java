package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The net below the steps and the listeners: finds environments that have to go although nobody asked. It decides only; the
 * release flow does the work. Thread-safe.
 */
public final class Reaper {
    private static final Logger LOGGER = Logger.getLogger(Reaper.class.getName());
    /** How long an owner has to be missed before its environment goes: a build may be slow to load after a restart. */
    public static final Duration GRACE = Duration.ofSeconds(60);
    /** The same for one whose job is there and could not be loaded: somebody may have to install a plugin for it first. */
    public static final Duration UNLOADED_GRACE = Duration.ofHours(1);
    /** How long the wall clock has to say that a life is over. */
    public static final Duration SEEN_OVER_FOR = Expiry.SEEN_FOR;
    /** How long a wall clock that was set is not believed. */
    public static final Duration CLOCK_DISTRUSTED_FOR = Expiry.DISTRUST;

    private final Ledger ledger;
    private final OwnerProbe owners;
    private final Time clock;
    private final Expiry expiry;
    /** When an environment's owner was first missed. */
    private final Map<String, Instant> missedSince = new ConcurrentHashMap<>();
    /** Why the last pass could not move something to the history; told once. */
    private volatile String archiveProblem = "";

    public Reaper(Ledger ledger, OwnerProbe owners, Time clock) {
        this.ledger = ledger;
        this.owners = owners;
        this.clock = clock;
        this.expiry = new Expiry(clock);
    }

    /**
     * One pass; what ended long ago moves to the history. An environment that cannot be judged or noted now is left for the next pass and holds up no other.
     *
     * @return ids of all environments that are to be taken away and are not confirmed gone
     */
    public synchronized List<String> pass() {
        List<String> due = new ArrayList<>();
        ledger.moves().write().forEach(e -> LOGGER.log(Level.FINE, e, () -> "A build's new name is written later"));
        List<Environment> all = ledger.all();
        Set<String> ids = all.stream().map(Environment::id).collect(Collectors.toSet());
        expiry.beginLook(ids);
        missedSince.keySet().retainAll(ids);
        for (Environment environment : all) {
            try {
                if (isDue(environment)) {
                    missedSince.remove(environment.id());
                    due.add(environment.id());
                }
            } catch (CloudException | RuntimeException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "The reaper passes over environment " + environment.id() + " for now");
            }
        }
        archive();
        return due;
    }

    private void archive() {
        String problem = "";
        try {
            ledger.archive();
        } catch (CloudException e) {
            problem = e.getMessage();
            LOGGER.log(problem.equals(archiveProblem) ? Level.FINE : Level.WARNING, problem);
        }
        archiveProblem = problem;
    }

    private boolean isDue(Environment environment) throws CloudException {
        if (ledger.standing().isFrozen(environment)) {
            return false;
        }
        if (!environment.state().isUsable()) {
            return environment.state().isOnItsWayOut();
        }
        Optional<String> reason = reasonToGo(environment);
        if (reason.isPresent()) {
            ledger.requestRelease(environment.id(), reason.get());
        }
        return reason.isPresent();
    }

    private Optional<String> reasonToGo(Environment environment) {
        Instant now = clock.instant();
        if (expiry.isOver(environment)) {
            return Optional.of(
                    environment.state() == EnvironmentState.KEPT
                            ? "it was kept for as long as it was asked for"
                            : "its time to live is over");
        }
        // what is kept has outlived its build on purpose, and the controller's own has none
        if (environment.state() == EnvironmentState.KEPT || environment.owner().isController()) {
            return Optional.empty();
        }
        Owner owner = ledger.moves().ownerOf(environment);
        OwnerProbe.Answer answer = owners.probe(owner);
        if (answer != OwnerProbe.Answer.GONE && answer != OwnerProbe.Answer.UNLOADED) {
            missedSince.remove(environment.id());
            return Optional.empty();
        }
        boolean unloaded = answer == OwnerProbe.Answer.UNLOADED;
        Instant since = missedSince.computeIfAbsent(environment.id(), id -> now);
        if (now.isBefore(since.plus(unloaded ? UNLOADED_GRACE : GRACE)) || isElsewhere(environment.id(), owner)) {
            return Optional.empty();
        }
        return Optional.of("its build " + owner.run()
                + (unloaded
                        ? " could not be loaded for " + UNLOADED_GRACE.toHours() + " h"
                        : " does not run any more"));
    }

    /** Whether the build runs under another name, which counts from now on. */
    private boolean isElsewhere(String environmentId, Owner lost) {
        Optional<Owner> found = owners.search(lost);
        found.ifPresent(owner -> {
            missedSince.remove(environmentId);
            LOGGER.info(() -> "Build " + lost.run() + " was found as " + owner.run() + " and keeps what it owns");
            ledger.moves().move(any -> any.isSameBuild(lost) ? owner : any);
        });
        return found.isPresent();
    }
}
