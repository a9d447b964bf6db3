package io.jenkins.plugins.dataclone.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import hudson.tasks.Builder;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.FreestyleRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An environment that is kept for debugging when the steps of a freestyle build fail. */
class FreestyleKeepTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    static Stream<Named<Builder>> failing() {
        return Stream.of(
                Named.of("says so", Given.step(build -> false)),
                Named.of("throws a sentence", Given.step(build -> {
                    throw new AbortException("3 tests failed");
                })),
                Named.of("throws a bug", Given.step(build -> {
                    throw new IllegalStateException("a bug of somebody else");
                })));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void stepThatFailsKeeps(Builder failing) throws Exception {
        FreestyleRun run = world.freestyle().with(keeping("4h")).with(failing).with(new DestroyEnvironmentPublisher());

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        Environment kept = theOnlyKept();
        assertThat(world.cloud().living(Kind.SHARE)).hasSize(1);
        assertThat(run.log()).contains(kept.id() + " is kept").contains(kept.id() + " is left alone");
        world.controller().runtime().release(kept.id(), "somebody asked for it");
        world.awaitAllGone();
    }

    @Test
    void stepThatMakesTheBuildUnstableKeeps() throws Exception {
        FreestyleRun run = world.freestyle().with(keeping("4h")).with(Given.step(build -> {
            build.setResult(Result.UNSTABLE);
            return true;
        }));

        assertThat(run.start().await()).isEqualTo(Result.UNSTABLE);

        Environment kept = theOnlyKept();
        assertThat(kept.keptBecause()).isEqualTo("the build became UNSTABLE in it");
        world.controller().runtime().release(kept.id(), "somebody asked for it");
        world.awaitAllGone();
    }

    @Test
    void successKeepsNothing() throws Exception {
        FreestyleRun run = world.freestyle().with(keeping("4h")).with(Given.step(build -> true));

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(world.cloud().living()).isEmpty();
    }

    @Test
    void abortKeepsNothing() throws Exception {
        Given.LongStep step = new Given.LongStep();
        FreestyleRun run = world.freestyle().with(keeping("4h")).with(step).start();
        step.awaitBegun();

        run.abort();

        assertThat(run.await()).isEqualTo(Result.ABORTED);
        world.awaitAllGone();
    }

    @Test
    void whatCannotBeMadeReadyIsNotKept() throws Exception {
        world.cloud().faults().nextCloneFails("share back end is full");
        FreestyleRun run = world.freestyle().with(keeping("4h"));

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        world.awaitAllGone();
    }

    @Test
    void longerThanTheDataSourceAllowsIsRefusedBeforeAnythingIsCreated() throws Exception {
        FreestyleRun run = world.freestyle().with(keeping("9h"));

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log()).contains("keepOnFailure", "8h");
        assertThat(world.created().values()).containsOnly(0);
    }

    private Environment theOnlyKept() {
        List<Environment> kept = world.controller().runtime().ledger().all().stream()
                .filter(environment -> environment.state() == EnvironmentState.KEPT)
                .toList();
        assertThat(kept).hasSize(1);
        return kept.get(0);
    }

    private static FreshEnvironmentWrapper keeping(String time) {
        FreshEnvironmentWrapper wrapper = Given.cloneOnly();
        wrapper.setKeepOnFailure(time);
        return wrapper;
    }
}
