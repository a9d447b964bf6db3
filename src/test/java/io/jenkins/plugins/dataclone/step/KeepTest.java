package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.EnvironmentReceipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An environment of a failed build that is kept for debugging. */
class KeepTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void aFailedBodyKeepsItsEnvironmentBeyondTheEndOfTheBuild() throws Exception {
        Build build = world.build();
        Given.application(build);
        WithDataCloneStep step = Given.everything();
        step.setKeepOnFailure("4h");
        StepRun block = build.start(step);
        Path certificate = Path.of(block.awaitBody().environment().get("DOCKER_CERT_PATH"));
        AbortException testsFailed = new AbortException("3 tests failed");

        block.body().fail(testsFailed);
        assertThat(block.awaitFailure()).isSameAs(testsFailed);
        build.end();
        world.controller().runtime().reap();

        Environment kept = theOne(EnvironmentState.KEPT);
        assertThat(Duration.between(world.now(), kept.expiresAt())).isBetween(Duration.ofHours(3), Duration.ofHours(4));
        assertThat(certificate).doesNotExist();
        String clone = world.cloud().living(Kind.SHARE).get(0).name();
        assertThat(clone).contains(kept.id());
        assertThat(build.log())
                .contains("Environment " + kept.id() + " is kept for debugging until 20")
                .contains("because the steps in it failed")
                .contains("  web: http://")
                .contains("  clone of 'orders-db': ")
                .contains("openstack coe cluster config ")
                .contains("data-clone-extend and data-clone-destroy " + kept.id());
        assertThat(receipt(build).getKeptUntil()).isNotNull();
        assertThat(receipt(build).getKeptBecause()).isEqualTo("the steps in it failed");
    }

    @Test
    void theReaperTakesAwayWhatWasKeptLongEnough() throws Exception {
        Build build = world.build();
        keep(build, "1m");
        build.end();

        awaitReaped();

        assertThat(theOne(EnvironmentState.ENDED).releaseReason())
                .isEqualTo("it was kept for as long as it was asked for");
        // written after the ledger
        StepWorld.await()
                .untilAsserted(() -> assertThat(receipt(build).getState()).isEqualTo(EnvironmentState.ENDED));
        assertThat(receipt(build).getItems())
                .allSatisfy(item -> assertThat(item.getGoneProof()).isNotNull());
    }

    @Test
    void whatIsKeptIsReleasedAndExtendedByRequest() throws Exception {
        Build build = world.build();
        keep(build, "1h");
        build.end();
        Environment kept = theOne(EnvironmentState.KEPT);

        Environment longer = world.controller().runtime().extend(kept.id(), "3h");
        assertThat(longer.expiresAt()).isAfter(kept.expiresAt().plus(Duration.ofHours(1)));
        assertThat(longer.state()).isEqualTo(EnvironmentState.KEPT);
        world.controller().runtime().release(kept.id(), "somebody asked for it");

        world.awaitAllGone();
    }

    @Test
    void whatIsKeptSurvivesARestartAndACrash() throws Exception {
        Build build = world.build();
        keep(build, "4h");
        build.end();

        world.controller().restart();
        world.controller().crash();
        world.controller().runtime().reap();

        assertThat(theOne(EnvironmentState.KEPT).keptBecause()).isEqualTo("the steps in it failed");
        assertThat(world.cloud().living(Kind.SHARE)).hasSize(1);
    }

    @Test
    void aCrashRightAfterTheBodyFailedStillKeeps() throws Exception {
        Build build = world.build();
        StepRun block = start(build, "4h");
        AbortException testsFailed = new AbortException("3 tests failed");
        world.controller().pipeline().holdWhile(() -> block.body().fail(testsFailed));
        world.controller().crash();

        assertThat(block.awaitFailure()).hasMessage("3 tests failed");
        theOne(EnvironmentState.KEPT);
    }

    @Test
    void aBodyThatMadeTheBuildUnstableKeeps() throws Exception {
        Build build = world.build();
        StepRun block = start(build, "4h");
        build.setResult(Result.UNSTABLE);
        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        assertThat(theOne(EnvironmentState.KEPT).keptBecause()).isEqualTo("the build became UNSTABLE in it");
    }

    @Test
    void aBuildThatWasUnstableBeforeTheBodyKeepsNothing() throws Exception {
        Build build = world.build();
        build.setResult(Result.UNSTABLE);
        StepRun block = start(build, "4h");
        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void anAbortedBodyKeepsNothing() throws Exception {
        Build build = world.build();
        StepRun block = start(build, "4h");
        block.stop(Given.abort());

        assertThat(block.awaitFailure()).isInstanceOf(FlowInterruptedException.class);
        world.awaitAllGone();
    }

    @Test
    void aBodyThatSucceedsKeepsNothing() throws Exception {
        StepRun block = start(world.build(), "4h");
        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void whatCannotBeMadeReadyIsNotKept() {
        world.cloud().faults().next("POST", "/shares").status(400, "no such share type");
        WithDataCloneStep step = Given.cloneOnly();
        step.setKeepOnFailure("4h");
        StepRun block = world.build().start(step);

        assertThat(block.awaitFailure()).hasMessageContaining("no such share type");
        world.awaitAllGone();
    }

    @Test
    void destroyEnvLeavesWhatIsKeptAloneUnlessItIsNamed() throws Exception {
        Build build = world.build();
        keep(build, "4h");
        Environment kept = theOne(EnvironmentState.KEPT);

        build.run(new DestroyEnvStep());
        assertThat(build.log())
                .contains("Environment " + kept.id() + " is left alone: it is kept for debugging until")
                .contains("This build owns no other environment; nothing to destroy");
        theOne(EnvironmentState.KEPT);
        DestroyEnvStep named = new DestroyEnvStep();
        named.setEnv(kept.name());
        build.run(named);

        world.awaitAllGone();
    }

    @Test
    void deletingTheBuildTakesAwayWhatWasKept() throws Exception {
        Build build = world.build();
        keep(build, "4h");
        build.end();
        theOne(EnvironmentState.KEPT);

        build.delete();

        world.awaitAllGone();
    }

    @Test
    void aWishBeyondTheDataSourcesMaximumIsRefusedBeforeAnythingIsMade() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setKeepOnFailure("9h");

        assertThat(world.build().start(step).awaitFailure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("keepOnFailure: the whole life of this environment may be 8h at the most");
        assertThat(world.controller().runtime().ledger().all()).isEmpty();
    }

    @Test
    void nonsenseIsRefusedByName() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setKeepOnFailure("for ever");
        assertThat(world.build().start(step).awaitFailure()).hasMessageStartingWith("keepOnFailure: 'for ever' is not");
    }

    private StepRun start(Build build, String keep) throws Exception {
        WithDataCloneStep step = Given.cloneOnly();
        step.setKeepOnFailure(keep);
        StepRun block = build.start(step);
        block.awaitBody();
        return block;
    }

    private void keep(Build build, String time) throws Exception {
        StepRun block = start(build, time);
        block.body().fail(new AbortException("3 tests failed"));
        assertThat(block.awaitFailure()).hasMessage("3 tests failed");
    }

    private Environment theOne(EnvironmentState state) {
        List<Environment> all = world.controller().runtime().ledger().all();
        assertThat(all).singleElement().satisfies(one -> assertThat(one.state()).isEqualTo(state));
        return all.get(0);
    }

    private void awaitReaped() {
        StepWorld.await().untilAsserted(() -> {
            world.controller().runtime().reap();
            assertThat(world.cloud().living()).isEmpty();
            theOne(EnvironmentState.ENDED);
        });
    }

    private static EnvironmentReceipt receipt(Build build) {
        return build.receipts().get(0);
    }
}
