package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.ledger.Inventory;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.ledger.OrphanScan;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import io.jenkins.plugins.dataclone.ledger.SteadyClock;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.TestClouds;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The process: everything that a kill takes away. Reads the ledger when it is made, and drives flows with simulated time. */
final class Controller {
    private static final Duration REAPER_EVERY = Duration.ofSeconds(20);
    private static final Duration SCAN_EVERY = Duration.ofSeconds(60);
    /** How old something has to be that the ledger does not know. */
    static final Duration SCAN_GRACE = Duration.ofMinutes(5);

    private static final int TOO_MANY_TICKS = 5_000;

    private final World world;
    private final Ledger ledger;
    private final FlowContext context;
    private final OpenStackCloud cloud;
    private final OrphanScan scan;
    /** The product's own, on the world's wall clock. */
    private final SteadyClock clock;

    Controller(World world, EnvironmentStore store) throws CloudException {
        this.world = world;
        Naming naming = new Naming("dataclone");
        cloud = TestClouds.at(world.cloud, world.clock);
        clock = new SteadyClock(() -> world.clock.wall(), () -> Duration.between(World.START, world.clock.instant())
                .toNanos());
        try {
            ledger = Ledger.load(store, clock, () -> naming, FixedIdentity.of("controller-1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = FlowContext.unlimited(
                ledger, name -> cloud, naming::prefix, coe -> world.deployer, clock, new Random(42));
        scan = new OrphanScan(ledger, owner -> OwnerProbe.Answer.GONE, clock);
    }

    Time time() {
        return clock;
    }

    Ledger ledger() {
        return ledger;
    }

    FlowContext context() {
        return context;
    }

    /** Ticks until the flow is done, letting the time pass that it asks for. */
    <T> T finish(Flow<T> flow) throws CloudException, InterruptedException {
        for (int i = 0; i < TOO_MANY_TICKS; i++) {
            Advance<T> advance = flow.advance();
            if (advance.isDone()) {
                return advance.result().orElseThrow();
            }
            world.pass(advance.delay());
        }
        throw new AssertionError("not done after " + TOO_MANY_TICKS + " ticks: " + flow.status());
    }

    /** The build gives its environment back and waits until it is gone. */
    void release(String environmentId) throws CloudException, InterruptedException {
        ledger.requestRelease(environmentId, "the block ended");
        finish(new ReleaseFlow(context, environmentId, Progress.NONE));
    }

    /**
     * No build is left: the reaper alone has to find and remove everything.
     *
     * @return how long it took until every environment had ended
     */
    Duration reapUntilAllEnded(Duration patience) throws CloudException, InterruptedException {
        return reapUntil(() -> true, patience);
    }

    /**
     * No build is left: the reaper and the scan for orphans have to find and remove everything.
     *
     * @return how long it took until that was so and every environment had ended
     */
    Duration reapUntil(BooleanSupplier done, Duration patience) throws CloudException, InterruptedException {
        Reaper reaper = new Reaper(ledger, owner -> OwnerProbe.Answer.GONE, clock);
        Map<String, ReleaseFlow> releases = new TreeMap<>();
        Map<String, Instant> next = new TreeMap<>();
        Instant begun = world.clock.instant();
        Instant pass = begun;
        Instant look = begun;
        while (!done.getAsBoolean() || ledger.all().stream().anyMatch(Controller::lives)) {
            Instant now = world.clock.instant();
            if (now.isAfter(begun.plus(patience))) {
                throw new AssertionError("not all gone after " + patience + ": " + ledger.all());
            }
            if (!now.isBefore(look)) {
                scan.judge(Inventory.of(cloud, "dataclone-", scan.suspicion()), SCAN_GRACE);
                look = now.plus(SCAN_EVERY);
            }
            if (!now.isBefore(pass)) {
                for (String due : reaper.pass()) {
                    releases.computeIfAbsent(due, id -> new ReleaseFlow(context, id, Progress.NONE));
                    next.merge(due, now, (before, again) -> before.equals(Instant.MAX) ? again : before);
                }
                pass = now.plus(REAPER_EVERY);
            }
            for (Map.Entry<String, ReleaseFlow> release : releases.entrySet()) {
                if (!world.clock.instant().isBefore(next.get(release.getKey()))) {
                    Advance<Environment> advance = release.getValue().advance();
                    next.put(release.getKey(), advance.isDone() ? Instant.MAX : now.plus(advance.delay()));
                }
            }
            world.pass(Duration.ofSeconds(1));
        }
        return Duration.between(begun, world.clock.instant());
    }

    private static boolean lives(Environment environment) {
        return environment.state() != EnvironmentState.ENDED
                && !environment.owner().isController();
    }
}
