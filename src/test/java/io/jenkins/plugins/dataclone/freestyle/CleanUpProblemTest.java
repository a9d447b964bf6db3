package io.jenkins.plugins.dataclone.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.harness.FreestyleRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The build's result is that of its steps, whatever becomes of the removal. */
class CleanUpProblemTest {
    /** A build waits for a quarter of an hour. */
    @RegisterExtension
    final StepWorld world = new StepWorld().atSpeed(300);

    @Test
    void cleanUpProblemIsSaidAndLeavesTheResult() throws Exception {
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(Given.step(build -> {
            world.cloud()
                    .faults()
                    .next("DELETE", "/shares/*")
                    .status(500, "the array is on fire")
                    .times(Integer.MAX_VALUE);
            return true;
        }));

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(run.log()).contains("Not everything is gone", "the array is on fire");
        world.cloud().faults().clear();
        world.awaitAllGone();
    }
}
