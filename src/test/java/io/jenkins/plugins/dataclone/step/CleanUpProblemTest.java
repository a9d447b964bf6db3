package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A clean-up that does not get through is told, and never decides about the build. */
class CleanUpProblemTest {
    /** The 15 minutes that a build waits for its clean-up are less than 2 seconds. */
    @RegisterExtension
    final StepWorld world = new StepWorld().atSpeed(500);

    @Test
    void bodyFailureWinsOverCleanUpFailure() throws Exception {
        Build build = world.build();
        StepRun block = blockThatCannotBeCleanedUp(build);
        AbortException testsFailed = new AbortException("3 tests failed");

        block.body().fail(testsFailed);

        assertThat(block.awaitFailure()).isSameAs(testsFailed);
        assertWarned(build);
    }

    @Test
    void cleanUpFailureDoesNotTurnGreenIntoRed() throws Exception {
        Build build = world.build();
        StepRun block = blockThatCannotBeCleanedUp(build);

        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        assertWarned(build);
    }

    private StepRun blockThatCannotBeCleanedUp(Build build) throws Exception {
        StepRun block = build.start(Given.cloneOnly());
        block.awaitBody();
        world.cloud()
                .faults()
                .next("DELETE", "/shares/*")
                .status(500, "the array is on fire")
                .times(Integer.MAX_VALUE);
        return block;
    }

    private void assertWarned(Build build) {
        String clone = world.cloud().living(Kind.SHARE).get(0).name();
        assertThat(build.log().lines())
                .filteredOn(line -> line.contains("Not everything is gone"))
                .singleElement()
                .asString()
                .startsWith("ERROR: ")
                .contains(clone, "the array is on fire", "goes on in the background");
        world.cloud().faults().clear();
        world.awaitAllGone();
    }
}
