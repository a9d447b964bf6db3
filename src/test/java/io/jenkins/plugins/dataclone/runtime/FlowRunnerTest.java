package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowRunnerTest {
    private final Lanes lanes = new Lanes(Pace.real());

    @AfterEach
    void close() {
        lanes.close();
    }

    @Test
    void workThatCannotEvenBeLoadedLeavesItsLaneToTheNext() throws Exception {
        CompletableFuture<String> after = new CompletableFuture<>();
        lanes.submit("lane", () -> {
            // the next one waits in the lane already when this one breaks off
            lanes.submit("lane", () -> after.complete("ran"));
            throw new NoClassDefFoundError("some/plugin/Class");
        });
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void theWorkersOutliveWhatBreaksOff() throws Exception {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        lanes.submit(() -> {
            first.complete(Thread.currentThread());
            throw new NoClassDefFoundError("some/plugin/Class");
        });
        Thread worker = first.get(10, TimeUnit.SECONDS);
        CompletableFuture<String> after = new CompletableFuture<>();
        lanes.submitAfter(Duration.ZERO, () -> after.complete("ran"));
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
        assertThat(worker.isAlive()).isTrue();
    }

    @Test
    void aFlowThatBreaksOffFailsItsStep() throws Exception {
        TestBed bed = new TestBed();
        FlowContext whole = bed.context();
        FlowContext broken = new FlowContext(
                whole.ledger(),
                cloud -> {
                    throw new NoClassDefFoundError("some/plugin/Class");
                },
                whole.boards(),
                whole.lines(),
                whole.deletions(),
                whole.deployers(),
                whole.engines(),
                whole.clock(),
                whole.random());
        String id = bed.open().id();
        Flow<CloneResult> flow = CloneFlows.of(broken, id, "a", bed.cloneRequest(), bed.deadline(), Progress.NONE);
        CompletableFuture<Exception> failure = new CompletableFuture<>();

        new FlowRunner<>(lanes, whole.ledger().standing(), id, flow, new Outcome<CloneResult>() {
                    @Override
                    public void done(CloneResult result) {
                        failure.completeExceptionally(new AssertionError(result.toString()));
                    }

                    @Override
                    public void failed(Exception cause) {
                        failure.complete(cause);
                    }
                })
                .start();

        assertThat(failure.get(10, TimeUnit.SECONDS))
                .hasMessage("the work on environment " + id + " broke off")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }
}
