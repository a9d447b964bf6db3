package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.ledger.Adoption;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.ledger.Seen;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Takes objects away by the release flow, as a controller would: dependants first, asked for until each is confirmed gone. What is not
 * written down here cannot be deleted. One thread.
 */
final class Removals {
    private static final String REASON = "its time is over";

    /** A flow and when it goes on. */
    private record Release(ReleaseFlow flow, Instant next) {}

    private final Ledger ledger;
    private final FlowContext context;
    private final Time clock;
    private final Progress progress;
    private final Map<String, Release> running = new TreeMap<>();

    Removals(Map<String, ? extends Cloud> clouds, SweeperOptions options, Time clock, Progress progress) {
        this.clock = clock;
        this.progress = progress;
        Naming naming = new Naming(options.prefix());
        try {
            ledger = Ledger.load(new NoStore(), clock, () -> naming, new ChosenControllers(options.controllers()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = FlowContext.unlimited(
                ledger,
                clouds::get,
                naming::prefix,
                coe -> {
                    throw CloudException.of(
                            CloudException.Kind.CONFIGURATION, "applications on bays go with their bays");
                },
                clock,
                new Random());
    }

    /** From now on this has to go. What is on its way already stays so. */
    void begin(Seen object) throws CloudException {
        Adoption.Adopted adopted = Adoption.adopt(ledger, object, REASON, clock.instant());
        if (adopted.isPart()) {
            running.computeIfAbsent(
                    adopted.environmentId(),
                    id -> new Release(new ReleaseFlow(context, id, progress), clock.instant()));
        }
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    /** Gives each that is due its turn. */
    void advance() throws CloudException, InterruptedException {
        Iterator<Map.Entry<String, Release>> all = running.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Release> entry = all.next();
            Release release = entry.getValue();
            if (!clock.instant().isBefore(release.next())) {
                Advance<Environment> advance = release.flow().advance();
                if (advance.isDone()) {
                    all.remove();
                } else {
                    entry.setValue(new Release(release.flow(), clock.instant().plus(advance.delay())));
                }
            }
        }
    }

    /** When the next one is due. */
    Instant next() {
        return running.values().stream()
                .map(Release::next)
                .min(Instant::compareTo)
                .orElse(clock.instant());
    }
}
