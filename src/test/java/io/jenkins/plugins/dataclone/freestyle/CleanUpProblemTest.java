package io.jenkins.plugins.dataclone.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.tasks.Builder;
import io.jenkins.plugins.dataclone.harness.FreestyleRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A clean-up that does not get through is told, and decides about the build only if that is wanted. */
class CleanUpProblemTest {
    /** The 15 minutes that a build waits for its clean-up are less than 2 seconds. */
    @RegisterExtension
    final StepWorld world = new StepWorld().atSpeed(500);

    @AfterEach
    void theRemovalGoesOn() {
        world.cloud().faults().clear();
        world.awaitAllGone();
    }

    @Test
    void leavesTheResult() throws Exception {
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(fire());

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(run.log()).contains("Not everything is gone", "the array is on fire", "goes on in the background");
    }

    @Test
    void makesTheBuildUnstableIfThatIsWanted() throws Exception {
        FreestyleRun run = world.freestyle().with(judging("unstable")).with(fire());

        assertThat(run.start().await()).isEqualTo(Result.UNSTABLE);
    }

    @Test
    void failsTheBuildIfThatIsWanted() throws Exception {
        FreestyleRun run = world.freestyle().with(judging("failed")).with(fire());

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log()).contains("Not everything could be taken away (failOnCleanupError)");
    }

    @Test
    void countsForTheDestroyStepToo() throws Exception {
        DestroyEnvironmentBuilder destroy = new DestroyEnvironmentBuilder();
        destroy.setFailOnCleanupError("failed");
        FreestyleRun run = world.freestyle()
                .with(new CloneShareBuilder("orders-db"))
                .with(fire())
                .with(destroy);

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log()).contains("ERROR: [Data Clone] Not everything could be taken away (failOnCleanupError)");
    }

    private static FreshEnvironmentWrapper judging(String verdict) {
        FreshEnvironmentWrapper wrapper = Given.cloneOnly();
        wrapper.setFailOnCleanupError(verdict);
        return wrapper;
    }

    /** A step after which nothing can be deleted. */
    private Builder fire() {
        return Given.step(build -> {
            world.cloud()
                    .faults()
                    .next("DELETE", "/shares/*")
                    .status(500, "the array is on fire")
                    .times(Integer.MAX_VALUE);
            return true;
        });
    }
}
