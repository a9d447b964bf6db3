package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A build that is aborted, or killed for good, at every stage of a block. */
class AbortTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"SHARE_SNAPSHOT", "SHARE_CLONE", "ACCESS_ALLOW", "CLUSTER_CREATE"})
    void abortWhileWaitingReleases(Step stage) {
        world.cloudStaysAt(stage);
        Build build = world.build();
        StepRun block = build.start(Given.cloneAndBay());
        world.awaitCreated(made(stage), 1);

        FlowInterruptedException abort = Given.abort();
        block.stop(abort);

        assertThat(block.awaitFailure()).isSameAs(abort);
        assertThat(build.log()).contains(" is taken away in the background, as the block was aborted");
        world.cloudGoesOn();
        world.awaitAllGone();
        assertThat(block.lateEnds()).isEmpty();
    }

    @Test
    void abortDuringACreateCallRecordsWhatTheCallMade() {
        world.cloud().faults().next("POST", "/shares").answersLate(Duration.ofMillis(500));
        StepRun block = world.build().start(Given.cloneOnly());
        world.awaitCreated(Kind.SHARE, 1);

        block.stop(Given.abort());

        assertThat(block.awaitFailure()).isInstanceOf(FlowInterruptedException.class);
        world.awaitAllGone();
        assertThat(world.cloud().created(Kind.SHARE)).isEqualTo(1);
    }

    @Test
    void abortInTheBodyReleases() throws Exception {
        StepRun block = world.build().start(Given.cloneOnly());
        block.awaitBody();

        FlowInterruptedException abort = Given.abort();
        block.stop(abort);

        assertThat(block.awaitFailure()).isSameAs(abort);
        world.awaitAllGone();
    }

    @Test
    void abortWhileTheBodyIsAboutToBeginReleases() throws Exception {
        StepRun block = world.build().start(Given.cloneOnly());
        FlowInterruptedException abort = Given.abort();
        // the abort is in the Pipeline's queue before the body is: the worker finds out about it too late
        world.controller().pipeline().holdWhile(() -> {
            block.stop(abort);
            block.awaitLaunch();
        });

        assertThat(block.awaitFailure()).isSameAs(abort);
        world.awaitAllGone();
        assertThat(block.isBodyRunning()).isFalse();
    }

    @Test
    void abortDuringCleanUpEndsTheBlockAtOnce() throws Exception {
        StepRun block = world.build().start(Given.cloneOnly());
        block.awaitBody();
        world.cloudStaysAt(Step.SHARE_DELETE);
        block.body().finish("value");
        StepWorld.await()
                .until(() -> world.cloud().living(Kind.SHARE).get(0).status().equals("deleting"));

        FlowInterruptedException abort = Given.abort();
        block.stop(abort);

        assertThat(block.awaitFailure()).isSameAs(abort);
        world.cloudGoesOn();
        world.awaitAllGone();
    }

    @Test
    void abortOfAStepLeavesItsCloneToTheBuild() throws Exception {
        world.cloudStaysAt(Step.SHARE_CLONE);
        Build build = world.build();
        StepRun step = build.start(new CloneShareStep("orders-db"));
        world.awaitCreated(Kind.SHARE, 1);

        step.stop(Given.abort());
        assertThat(step.awaitFailure()).isInstanceOf(FlowInterruptedException.class);
        world.cloudGoesOn();
        build.run(new DestroyEnvStep());

        world.awaitAllGone();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"SHARE_SNAPSHOT", "SHARE_CLONE", "CLUSTER_CREATE"})
    void hardKillReleases(Step stage) {
        world.cloudStaysAt(stage);
        Build build = world.build();
        build.start(Given.cloneAndBay());
        world.awaitCreated(made(stage), 1);

        build.killHard();

        world.cloudGoesOn();
        world.awaitAllGone();
    }

    @Test
    void hardKillInTheBodyReleases() throws Exception {
        Build build = world.build();
        Given.application(build);
        build.start(Given.everything()).awaitBody();

        build.killHard();

        world.awaitAllGone();
    }

    @Test
    void buildThatVanishedIsReaped() throws Exception {
        Build build = world.build();
        build.start(Given.cloneOnly()).awaitBody();

        build.vanish();

        StepWorld.await().untilAsserted(() -> {
            world.controller().runtime().reap();
            assertThat(world.cloud().living()).isEmpty();
        });
    }

    private static Kind made(Step stage) {
        return switch (stage) {
            case SHARE_SNAPSHOT -> Kind.SHARE_SNAPSHOT;
            case SHARE_CLONE -> Kind.SHARE;
            case ACCESS_ALLOW -> Kind.ACCESS_RULE;
            default -> Kind.CLUSTER;
        };
    }
}
