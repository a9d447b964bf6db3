package io.jenkins.plugins.dataclone.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.harness.FreestyleRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Aborts, restarts and crashes of builds that hold their executor. */
class FreestyleLifeTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"SHARE_SNAPSHOT", "SHARE_CLONE", "CLUSTER_CREATE"})
    void abortWhileTheWrapperWaitsReleases(Step stage) throws Exception {
        world.cloudStaysAt(stage);
        FreestyleRun run = world.freestyle().with(Given.everything());
        Given.application(run);
        run.start();
        world.awaitCreated(made(stage), 1);

        run.abort();

        assertThat(run.await()).isEqualTo(Result.ABORTED);
        world.cloudGoesOn();
        world.awaitAllGone();
    }

    @Test
    void abortOfAStepInTheWrapperReleases() throws Exception {
        Given.LongStep step = new Given.LongStep();
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(step).start();
        step.awaitBegun();

        run.abort();

        assertThat(run.await()).isEqualTo(Result.ABORTED);
        assertThat(world.cloud().living()).isEmpty();
        assertThat(run.log()).contains("confirmed gone");
    }

    @Test
    void abortWhileTheWrapperRemovesLetsTheBuildEndAndTheRemovalGoOn() throws Exception {
        Given.LongStep step = new Given.LongStep();
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(step).start();
        step.awaitBegun();
        world.cloudStaysAt(Step.SHARE_DELETE);
        step.end();
        StepWorld.await()
                .until(() -> world.cloud().living(Kind.SHARE).get(0).status().equals("deleting"));

        run.abort();

        assertThat(run.await()).isEqualTo(Result.ABORTED);
        assertThat(world.cloud().living()).isNotEmpty();
        world.cloudGoesOn();
        world.awaitAllGone();
    }

    @Test
    void abortWhileABuildStepWaitsReleasesAtTheEndOfTheBuild() throws Exception {
        world.cloudStaysAt(Step.SHARE_CLONE);
        FreestyleRun run =
                world.freestyle().with(new CloneShareBuilder("orders-db")).start();
        world.awaitCreated(Kind.SHARE, 1);

        run.abort();

        assertThat(run.await()).isEqualTo(Result.ABORTED);
        world.cloudGoesOn();
        world.awaitAllGone();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"SHARE_SNAPSHOT", "SHARE_CLONE"})
    void crashWhileTheWrapperWaitsIsReaped(Step stage) {
        world.cloudStaysAt(stage);
        world.freestyle().with(Given.cloneOnly()).start();
        world.awaitCreated(made(stage), 1);

        world.controller().crash();

        world.cloudGoesOn();
        world.awaitReaped();
        assertThat(world.cloud().created(made(stage))).isEqualTo(1);
    }

    @Test
    void restartEndsTheBuildAndItsEnvironmentIsReaped() throws Exception {
        Given.LongStep step = new Given.LongStep();
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(step).start();
        step.awaitBegun();

        world.controller().restart();

        assertThat(run.isRunning()).isFalse();
        world.awaitReaped();
    }

    @Test
    void certificateOfABuildThatDiedWithJenkinsGoes() throws Exception {
        Given.LongStep step = new Given.LongStep();
        FreshEnvironmentWrapper wrapper = Given.cloneOnly();
        wrapper.setBay("swarm-small");
        FreestyleRun run = world.freestyle().with(wrapper).with(step).start();
        step.awaitBegun();
        Path certificates = Path.of(run.environment().get("DOCKER_CERT_PATH"));

        world.controller().crash();

        StepWorld.await().untilAsserted(() -> {
            world.controller().runtime().reap();
            assertThat(certificates).doesNotExist();
        });
        world.awaitReaped();
    }

    private static Kind made(Step stage) {
        return switch (stage) {
            case SHARE_SNAPSHOT -> Kind.SHARE_SNAPSHOT;
            case SHARE_CLONE -> Kind.SHARE;
            default -> Kind.CLUSTER;
        };
    }
}
