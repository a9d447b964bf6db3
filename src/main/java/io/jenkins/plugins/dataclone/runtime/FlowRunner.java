package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.ledger.Standing;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Drives one flow in its lane, tick by tick, without holding a thread in between. Thread-safe.
 *
 * @param <T> the flow's result
 */
public final class FlowRunner<T> {
    private final Lanes lanes;
    private final Standing standing;
    private final String lane;
    private final Flow<T> flow;
    private final Outcome<T> outcome;
    /** Set once: by the end, or by whoever does not want to see the end. */
    private final AtomicBoolean over = new AtomicBoolean();

    private volatile Future<?> next;
    /** Something has changed since the last tick began, so the next one is not waited for. */
    private volatile boolean woken;

    /** @param lane id of the environment */
    FlowRunner(Lanes lanes, Standing standing, String lane, Flow<T> flow, Outcome<T> outcome) {
        this.standing = standing;
        this.lanes = lanes;
        this.lane = lane;
        this.flow = flow;
        this.outcome = outcome;
    }

    void start() {
        lanes.submit(lane, this::tick);
    }

    /** No tick starts after this; one that is under way finishes and records what it made. The outcome is not called. */
    public void cancel() {
        over.set(true);
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    /** Something has changed that the flow waits for: its next tick comes at once. */
    void wake() {
        woken = true;
        hurry();
    }

    private void hurry() {
        Future<?> pending = next;
        if (pending != null && pending.cancel(false)) {
            start();
        }
    }

    /** What the flow waits for, in a few words. */
    public String waitingFor() {
        return flow.status();
    }

    private void tick() {
        if (over.get()) {
            return;
        }
        woken = false;
        Advance<T> advance;
        try {
            Optional<CloudException> obstacle = standing.obstacle(lane);
            advance = obstacle.isPresent() ? flow.holdBack(obstacle.get()) : flow.advance();
        } catch (CloudException | RuntimeException e) {
            finish(() -> outcome.failed(e));
            return;
        } catch (Error e) {
            // a class that cannot be loaded, for one: whoever waits for the flow has to hear of it
            finish(() ->
                    outcome.failed(new IllegalStateException("the work on environment " + lane + " broke off", e)));
            return;
        } catch (InterruptedException e) {
            // Jenkins is going down; the flow goes on after the restart
            Thread.currentThread().interrupt();
            return;
        }
        if (advance.isDone()) {
            finish(() -> outcome.done(advance.result().orElseThrow()));
        } else if (!over.get()) {
            next = lanes.submitAfter(advance.delay(), lane, this::tick);
            if (woken) {
                hurry();
            }
        }
    }

    private void finish(Runnable end) {
        if (over.compareAndSet(false, true)) {
            end.run();
        }
    }
}
