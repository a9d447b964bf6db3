package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.GuardedCloud;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clouds;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.StackDeployers;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What every flow works with. One per controller.
 *
 * @param ledger the record of what is ours
 * @param clouds the configured clouds, unguarded; flows use {@link #cloud}
 * @param boards what the clouds' lists said last
 * @param lines who waits for the clouds' quotas
 * @param deletions how many objects of each cloud are on their way out
 * @param deployers how applications get onto bays
 * @param engines the way into the engines of bays
 * @param clock the wall clock
 * @param random for jitter
 */
public record FlowContext(
        Ledger ledger,
        Clouds clouds,
        StatusBoards boards,
        QuotaLines lines,
        Deletions deletions,
        StackDeployers deployers,
        Engines engines,
        InstantSource clock,
        RandomGenerator random) {

    /**
     * One that shares nothing with others and sets no limits of its own: what a cloud gives may be taken, the usual number of
     * objects goes at once, and nobody is woken when there is room for the next.
     *
     * @param namePrefix what the names of our objects begin with
     */
    public static FlowContext unlimited(
            Ledger ledger,
            Clouds clouds,
            Supplier<String> namePrefix,
            StackDeployers deployers,
            InstantSource clock,
            RandomGenerator random) {
        return new FlowContext(
                ledger,
                clouds,
                new StatusBoards(namePrefix, clock),
                new QuotaLines(clock, new OwnUse(ledger, cloud -> Caps.NONE)),
                new Deletions(cloud -> Deletions.USUAL, clock, environment -> {}),
                deployers,
                new Engines(clock),
                clock,
                random);
    }

    /** The cloud of that name behind the guard that keeps production untouched. */
    Cloud cloud(String name) throws CloudException {
        return new GuardedCloud(clouds.get(name), ledger);
    }

    /** The way into the engine of a bay that is ready. */
    public Engine engine(Resource bay) throws CloudException {
        return engines.of(bay, cloud(bay.cloud()));
    }

    StatusBoard board(String cloudName) throws CloudException {
        return boards.of(clouds.get(cloudName));
    }

    QuotaLine line(String cloudName) throws CloudException {
        return lines.of(clouds.get(cloudName));
    }
}
