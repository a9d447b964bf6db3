package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.step.CloneShareStep;
import io.jenkins.plugins.dataclone.step.DestroyEnvStep;
import io.jenkins.plugins.dataclone.step.WithDataCloneStep;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an environment when something happens to its build, its job or a folder above them. */
class OwnersTest {
    @RegisterExtension
    final StepWorld world = new StepWorld().atSpeed(100);

    // ---- renamed and moved

    @Test
    void aJobIsRenamedWhileItsBuildWorks() throws Exception {
        Build build = world.build();
        StepRun block = build.start(block());
        block.awaitBody();

        build.moveJob("team/renamed");
        assertThat(theOne().owner()).isEqualTo(build.owner());
        lastsBeyondTheGraceTime();

        block.body().finish("done");
        assertThat(block.await()).isEqualTo("done");
        world.awaitAllGone();
        assertThat(build.receipts()).singleElement().satisfies(receipt -> assertThat(receipt.getState())
                .isEqualTo(EnvironmentState.ENDED));
    }

    @Test
    void aFolderAboveTheJobIsMovedAndItsOtherJobsWithIt() throws Exception {
        Build app = world.controller().build("team/app");
        Build deep = world.controller().build("team/deep/er/app");
        Build namesake = world.controller().build("team2/app");
        for (Build build : new Build[] {app, deep, namesake}) {
            build.run(aClone());
        }

        world.controller().moveFolder("team", "archive/team");
        assertThat(app.owner().run()).startsWith("archive/team/app#");
        assertThat(world.controller().runtime().ledger().all())
                .extracting(Environment::owner)
                .containsExactlyInAnyOrder(app.owner(), deep.owner(), namesake.owner());
        lastsBeyondTheGraceTime();

        for (Build build : new Build[] {app, deep, namesake}) {
            build.end();
        }
        world.awaitAllGone();
    }

    @Test
    void aRenameThatCannotBeWrittenIsWrittenLater() throws Exception {
        Build build = world.build();
        build.run(aClone());
        world.controller().diskFull(true);
        build.moveJob("team/renamed");
        lastsBeyondTheGraceTime();
        assertThat(theOne().owner().job()).isEqualTo("team/app");

        world.controller().diskFull(false);
        world.controller().runtime().reap();
        StepWorld.await().untilAsserted(() -> assertThat(theOne().owner()).isEqualTo(build.owner()));
        build.run(new DestroyEnvStep());
        world.awaitAllGone();
        assertThat(build.log()).contains(theOne().id());
    }

    @Test
    void aStepAfterARenameThatIsNotWrittenFindsWhatItsBuildHas() throws Exception {
        Build build = world.build();
        build.run(aClone());
        world.controller().diskFull(true);
        build.moveJob("team/renamed");
        world.controller().diskFull(false);

        build.run(aClone());
        assertThat(world.controller().runtime().ledger().all()).hasSize(1);
        build.end();
        world.awaitAllGone();
    }

    @Test
    void aJobThatWasRenamedGoesOnAfterARestart() throws Exception {
        Build build = world.build();
        StepRun block = build.start(block());
        block.awaitBody();
        build.moveJob("elsewhere/app");

        world.controller().restart();
        lastsBeyondTheGraceTime();

        block.body().finish("done");
        assertThat(block.await()).isEqualTo("done");
        world.awaitAllGone();
    }

    // ---- deleted

    @Test
    void aBuildIsDeletedWithWhatWasKeptOfIt() throws Exception {
        Build build = kept("team/app");
        build.delete();
        world.awaitAllGone();
        assertThat(theOne().releaseReason()).isEqualTo("its build was deleted");
    }

    @Test
    void aJobIsDeletedWithWhatWasKeptOfItsBuilds() throws Exception {
        Build build = kept("team/app");
        build.deleteJob();
        world.awaitAllGone();
        assertThat(theOne().releaseReason()).isEqualTo("its job 'team/app' was deleted");
    }

    @Test
    void aFolderIsDeletedWithWhatWasKeptBelowIt() throws Exception {
        kept("team/deep/app");
        Build other = world.controller().build("team2/app");
        other.run(aClone());

        world.controller().deleteFolder("team");
        StepWorld.await().untilAsserted(() -> assertThat(
                        world.controller().runtime().ledger().all())
                .extracting(e -> e.owner().job() + " " + e.state())
                .containsExactlyInAnyOrder("team/deep/app ENDED", "team2/app OPEN"));
        other.end();
        world.awaitAllGone();
    }

    @Test
    void aJobThatWasRenamedAndThenDeletedLeavesNothing() throws Exception {
        Build build = kept("team/app");
        world.controller().diskFull(true);
        build.moveJob("team/renamed");
        world.controller().diskFull(false);
        build.deleteJob();
        world.awaitAllGone();
    }

    // ---- run again

    @Test
    void aBuildThatIsReplayedHasAnEnvironmentOfItsOwn() throws Exception {
        Build first = world.build();
        first.run(aClone());
        Build replay = world.build();
        replay.run(aClone());
        assertThat(world.controller().runtime().ledger().all()).hasSize(2);

        first.end();
        StepWorld.await().untilAsserted(() -> assertThat(
                        world.controller().runtime().ledger().ownedBy(first.owner()))
                .singleElement()
                .satisfies(e -> assertThat(e.state()).isEqualTo(EnvironmentState.ENDED)));
        assertThat(world.controller().runtime().ledger().ownedBy(replay.owner()))
                .singleElement()
                .satisfies(e -> assertThat(e.isOpen()).isTrue());
        replay.end();
        world.awaitAllGone();
    }

    // ---- helpers

    private static WithDataCloneStep block() {
        WithDataCloneStep step = new WithDataCloneStep("orders-db");
        step.setCloud("lab");
        return step;
    }

    private static CloneShareStep aClone() {
        CloneShareStep step = new CloneShareStep("orders-db");
        step.setCloud("lab");
        return step;
    }

    /** A build that has failed and ended, and whose environment is kept. */
    private Build kept(String job) throws Exception {
        Build build = world.controller().build(job);
        WithDataCloneStep step = block();
        step.setKeepOnFailure("1h");
        StepRun block = build.start(step);
        block.awaitBody();
        block.body().fail(new AbortException("tests failed"));
        block.awaitFailure();
        build.end();
        assertThat(theOne().state()).isEqualTo(EnvironmentState.KEPT);
        return build;
    }

    private Environment theOne() {
        assertThat(world.controller().runtime().ledger().all()).hasSize(1);
        return world.controller().runtime().ledger().all().get(0);
    }

    /** The reaper looks again and again until an owner that is missed would be given up. */
    private void lastsBeyondTheGraceTime() {
        Instant over = world.now().plus(Reaper.GRACE.plusSeconds(20));
        BooleanSupplier allUsable = () -> world.controller().runtime().ledger().all().stream()
                .allMatch(e -> e.state().isUsable());
        StepWorld.await().until(() -> {
            world.controller().runtime().reap();
            assertThat(allUsable.getAsBoolean()).isTrue();
            return world.now().isAfter(over);
        });
    }
}
