package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
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

    @Test
    void anAuthorMayHaveTheBuildUnstable() throws Exception {
        Build build = world.build();
        StepRun block = blockThatCannotBeCleanedUp(build, "unstable");

        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        assertThat(build.result()).isEqualTo(Result.UNSTABLE);
        assertWarned(build);
    }

    @Test
    void anAuthorMayHaveTheBlockFail() throws Exception {
        Build build = world.build();
        StepRun block = blockThatCannotBeCleanedUp(build, "failed");

        block.body().finish("value");

        assertThat(block.awaitFailure())
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("Not everything could be taken away (failOnCleanupError): ")
                .hasMessageContaining("the array is on fire");
        assertWarned(build);
    }

    @Test
    void bodyFailureWinsAlsoWhenACleanUpFailureCounts() throws Exception {
        Build build = world.build();
        StepRun block = blockThatCannotBeCleanedUp(build, "failed");
        AbortException testsFailed = new AbortException("3 tests failed");

        block.body().fail(testsFailed);

        assertThat(block.awaitFailure()).isSameAs(testsFailed);
        assertWarned(build);
    }

    @Test
    void destroyEnvJudgesToo() throws Exception {
        Build build = world.build();
        build.run(new CloneShareStep("orders-db"));
        world.cloud()
                .faults()
                .next("DELETE", "/shares/*")
                .status(500, "the array is on fire")
                .times(Integer.MAX_VALUE);
        DestroyEnvStep destroy = new DestroyEnvStep();
        destroy.setFailOnCleanupError("failed");

        assertThat(build.start(destroy).awaitFailure()).hasMessageContaining("the array is on fire");
        assertWarned(build);
    }

    @Test
    void nonsenseIsRefusedByName() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setFailOnCleanupError("yes");
        assertThat(world.build().start(step).awaitFailure())
                .hasMessage("failOnCleanupError: 'yes' is none of no, unstable, failed");
    }

    /** What is left at the end of the build stays visible with it until it is gone after all. */
    @Test
    void theReceiptFollows() throws Exception {
        Build build = world.build();
        StepRun block = blockThatCannotBeCleanedUp(build);
        block.body().finish("value");
        block.await();

        assertThat(build.log().lines())
                .anySatisfy(line -> assertThat(line).contains("share ", "STILL THERE", "the array is on fire"));
        assertThat(build.receipts()).singleElement().satisfies(receipt -> assertThat(receipt.getItems())
                .filteredOn(item -> item.getGoneAt() == null)
                .isNotEmpty());
        build.end();
        assertWarned(build);
        StepWorld.await().untilAsserted(() -> assertThat(build.receipts().get(0).getItems())
                .allSatisfy(item -> assertThat(item.getGoneProof()).isNotNull()));
    }

    private StepRun blockThatCannotBeCleanedUp(Build build) throws Exception {
        return blockThatCannotBeCleanedUp(build, null);
    }

    private StepRun blockThatCannotBeCleanedUp(Build build, String failOnCleanupError) throws Exception {
        WithDataCloneStep step = Given.cloneOnly();
        step.setFailOnCleanupError(failOnCleanupError);
        StepRun block = build.start(step);
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
