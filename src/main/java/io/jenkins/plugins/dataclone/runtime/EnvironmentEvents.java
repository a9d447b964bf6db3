package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.ledger.LedgerWatcher;
import io.jenkins.plugins.dataclone.ledger.Seen;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes events of what happens in the ledger and of the passing of time. Thread-safe. */
final class EnvironmentEvents implements LedgerWatcher {
    /** So long before its end an environment is said to expire. */
    static final Duration NOTICE = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Consumer<EnvironmentEvent> listener;
    /** For which end the notice was given; a new end is worth a new one. */
    private final Map<String, Instant> noticed = new ConcurrentHashMap<>();

    /** @param listener told of each event; it returns at once and does no I/O */
    EnvironmentEvents(InstantSource clock, Consumer<EnvironmentEvent> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void changed(Environment before, Environment after) {
        if (found(after) > (before == null ? 0 : found(before))) {
            tell(EnvironmentEvent.Kind.FOUND, after);
        }
        EnvironmentState was = before == null ? null : before.state();
        if (was == after.state()) {
            return;
        }
        switch (after.state()) {
            case OPEN -> tell(EnvironmentEvent.Kind.CREATED, after);
            case KEPT -> tell(EnvironmentEvent.Kind.KEPT, after);
            case STUCK -> tell(EnvironmentEvent.Kind.STUCK, after);
            case ENDED -> {
                noticed.remove(after.id());
                tell(EnvironmentEvent.Kind.GONE, after);
            }
            default -> {
                // on its way out; the end is told
            }
        }
    }

    private static long found(Environment environment) {
        return environment.resources().stream()
                .filter(resource -> resource.attribute(Seen.FOUND).isPresent())
                .count();
    }

    /** A step got what it asked for. */
    void ready(Environment environment) {
        tell(EnvironmentEvent.Kind.READY, environment);
    }

    /** Gives notice to those whose time is over soon, once for each end. */
    void look(Collection<Environment> environments) {
        Instant now = clock.instant();
        for (Environment environment : environments) {
            Instant end = environment.expiresAt();
            if (environment.state().isUsable()
                    && now.isAfter(end.minus(NOTICE))
                    && now.isBefore(end)
                    && !end.equals(noticed.put(environment.id(), end))) {
                tell(EnvironmentEvent.Kind.EXPIRING, environment);
            }
        }
    }

    private void tell(EnvironmentEvent.Kind kind, Environment environment) {
        listener.accept(new EnvironmentEvent(kind, environment, clock.instant()));
    }
}
