package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * A build that lives as the product's block does: prepares, runs its body, gives back what it had, and ends as its body ended.
 * What a kill leaves of it is its phase and what it had saved.
 */
final class BuildRun {
    enum Result {
        SUCCESS,
        FAILURE,
        ABORTED
    }

    enum Phase {
        WAITS,
        PREPARE,
        BODY,
        RELEASE,
        OVER
    }

    /** How long a build waits for its environment to be gone, at the most. */
    private static final Duration REMOVAL_PATIENCE = Duration.ofMinutes(10);

    private final Simulation simulation;
    private final World world;
    private final Life life;
    private final Life.Build memory;
    private final Duration ttl;
    private final Duration bodyTime;
    private final Result bodyResult;
    private final boolean keepsOnFailure;
    private Phase phase = Phase.WAITS;
    private Result result;
    private boolean aborted;
    private boolean lost;
    private CloudException failure;
    private Flow<?> flow;

    BuildRun(Simulation simulation, World world, Life life, int number, Random random) {
        this.simulation = simulation;
        this.world = world;
        this.life = life;
        this.memory = new Life.Build(number, World.START.plusMillis(number));
        this.ttl = random.nextInt(20) == 0 ? Duration.ofSeconds(20 + random.nextInt(100)) : Duration.ofDays(2);
        this.bodyTime = Duration.ofMillis(random.nextInt(60_000));
        this.bodyResult = random.nextInt(3) == 0 ? Result.FAILURE : Result.SUCCESS;
        this.keepsOnFailure = life == Life.KEPT || random.nextInt(10) == 0;
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    boolean isLiving() {
        return phase != Phase.WAITS && phase != Phase.OVER;
    }

    boolean owns(Owner owner) {
        return owner.equals(memory.owner());
    }

    Result result() {
        return result;
    }

    /** What the build had to end as, whatever became of its environment; empty if that depends on what went wrong. */
    Optional<Result> due() {
        if (lost || aborted) {
            return Optional.of(Result.ABORTED);
        }
        return failure == null ? Optional.of(bodyResult) : Optional.empty();
    }

    boolean isShortLived() {
        return ttl.compareTo(Duration.ofDays(1)) < 0;
    }

    Optional<CloudException> failure() {
        return Optional.ofNullable(failure);
    }

    void start() {
        phase = Phase.PREPARE;
        prepare();
    }

    /** After a restart of the process. */
    void resume() {
        flow = null;
        switch (phase) {
            case PREPARE -> prepare();
            case BODY -> simulation.after(bodyTime.dividedBy(2), this::endBody);
            case RELEASE -> release();
            default -> {
                // nothing to go on with
            }
        }
    }

    /** Jenkins cannot go on with it. */
    void lose() {
        lost = true;
        end(Result.ABORTED);
    }

    /** Somebody presses the button. */
    void abort() {
        // of an abort in whose middle the process dies Jenkins knows nothing afterwards: the build goes on
        aborted = phase != Phase.PREPARE;
        switch (phase) {
            case PREPARE -> {
                flow = null;
                giveBack("its block was aborted");
                aborted = true;
                end(Result.ABORTED);
            }
            case BODY -> {
                phase = Phase.RELEASE;
                result = Result.ABORTED;
                release();
            }
            case RELEASE -> end(Result.ABORTED);
            default -> aborted = false;
        }
    }

    private void prepare() {
        try {
            for (int block = 0; block < life.blocks(); block++) {
                if (!memory.isOpened(block)) {
                    memory.open(world, block, ttl);
                    simulation.opened();
                }
            }
            nextStep();
        } catch (CloudException e) {
            giveUp(e);
        }
    }

    private void nextStep() throws CloudException {
        Optional<Life.Step> next =
                life.steps().stream().filter(step -> !memory.isDone(step)).findFirst();
        if (next.isEmpty()) {
            phase = Phase.BODY;
            simulation.after(bodyTime, this::endBody);
            return;
        }
        Life.Step step = next.get();
        Flow<?> begun = step.begin().flow(world, memory.environmentId(step.block()), memory);
        flow = begun;
        tick(step, begun);
    }

    private void tick(Life.Step step, Flow<?> ticked) {
        if (flow != ticked) {
            return;
        }
        try {
            Advance<?> advance = ticked.advance();
            if (advance.isDone()) {
                memory.done(step, advance.result().orElseThrow());
                nextStep();
            } else {
                simulation.after(advance.delay(), () -> tick(step, ticked));
            }
        } catch (CloudException e) {
            giveUp(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void giveUp(CloudException why) {
        failure = why;
        result = Result.FAILURE;
        phase = Phase.RELEASE;
        release();
    }

    private void endBody() {
        if (phase != Phase.BODY) {
            return;
        }
        result = bodyResult;
        phase = Phase.RELEASE;
        release();
    }

    private void release() {
        boolean keeps = keepsOnFailure && failure == null && result == Result.FAILURE;
        if (keeps && keep()) {
            end(result);
            return;
        }
        if (!giveBack("its block has ended")) {
            end(result);
            return;
        }
        watch(simulation.now().plus(REMOVAL_PATIENCE));
    }

    /** @return whether all of it is kept */
    private boolean keep() {
        try {
            for (int block = 0; block < life.blocks(); block++) {
                Environment kept = world.controller()
                        .ledger()
                        .keep(memory.environmentId(block), Life.KEPT_FOR, "its tests failed");
                if (kept.state() != EnvironmentState.KEPT) {
                    return false;
                }
            }
            return true;
        } catch (CloudException e) {
            return false;
        }
    }

    /** @return whether it could be written down that all of it goes */
    private boolean giveBack(String reason) {
        boolean all = true;
        for (int block = 0; block < life.blocks(); block++) {
            if (memory.isOpened(block)) {
                try {
                    world.controller().ledger().requestRelease(memory.environmentId(block), reason);
                    simulation.release(memory.environmentId(block));
                } catch (CloudException e) {
                    all = false;
                }
            }
        }
        return all;
    }

    private void watch(Instant until) {
        if (phase != Phase.RELEASE) {
            return;
        }
        boolean gone = true;
        for (int block = 0; block < life.blocks(); block++) {
            gone &= !memory.isOpened(block)
                    || world.controller()
                            .ledger()
                            .find(memory.environmentId(block))
                            .map(environment -> environment.state() == EnvironmentState.ENDED)
                            .orElse(true);
        }
        if (gone || simulation.now().isAfter(until)) {
            end(result);
        } else {
            simulation.after(Duration.ofSeconds(1), () -> watch(until));
        }
    }

    private void end(Result ended) {
        flow = null;
        result = ended;
        phase = Phase.OVER;
        simulation.ended(this);
    }

    @Override
    public String toString() {
        return memory.owner().run() + " (" + life + ", " + phase + ")";
    }
}
