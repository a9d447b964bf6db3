package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The steps that take a clone back to where it was. */
class CheckpointStepTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void takesACheckpointAndGoesBack() throws Exception {
        Build build = world.build();
        Map<?, ?> data = (Map<?, ?>) build.run(new CloneShareStep("orders-db"));

        Map<?, ?> checkpoint = (Map<?, ?>) build.run(new CheckpointCloneStep(name(data), "before"));
        Map<?, ?> back = (Map<?, ?>) build.run(new RollbackCloneStep(name(data), "before"));

        assertThat(checkpoint.get("clone")).isEqualTo(data.get("name"));
        assertThat(checkpoint.get("kind")).isEqualTo("share");
        assertThat(checkpoint.get("takenAt")).asString().isNotEmpty();
        assertThat(back.get("checkpoint")).isEqualTo("before");
        assertThat(back.get("replaced")).isEqualTo("false");
        data.forEach(
                (key, value) -> assertThat(back.get(key)).as(key.toString()).isEqualTo(value));
        assertThat(world.cloud().requests()).anySatisfy(request -> assertThat(request.body())
                .contains("revert", checkpoint.get("id").toString()));
        build.end();
        world.awaitAllGone();
        assertThat(world.cloud().productionWrites()).isEmpty();
    }

    @Test
    void saysSoWhenAnotherCloneHasTakenOver() throws Exception {
        Build build = world.build();
        Map<?, ?> data = (Map<?, ?>) build.run(new CloneShareStep("orders-db"));
        build.run(new CheckpointCloneStep(name(data), "before"));
        world.cloud().faults().nextRevertFails();

        Map<?, ?> back = (Map<?, ?>) build.run(new RollbackCloneStep(name(data), "before"));

        assertThat(back.get("replaced")).isEqualTo("true");
        assertThat(back.get("id")).isNotEqualTo(data.get("id"));
        assertThat(back.get("exportLocation")).isNotEqualTo(data.get("exportLocation"));
        assertThat(build.log()).contains("has taken the place of " + data.get("name"));
        assertThat(build.run(new CheckpointCloneStep(name(data), "after")))
                .as("the old name stands for the new clone")
                .extracting("clone")
                .isEqualTo(back.get("name"));
    }

    @Test
    void insideABlockTheCloneIsThatOfTheBlock() throws Exception {
        Build build = world.build();
        StepRun block = build.start(Given.cloneOnly());
        Map<String, String> variables = block.awaitBody().environment();

        Object checkpoint = build.run(new CheckpointCloneStep("orders-db", "before"));
        Object back = build.run(new RollbackCloneStep(variables.get("DATACLONE_ORDERS_DB_ID"), "before"));

        assertThat(checkpoint).extracting("clone").isEqualTo(variables.get("DATACLONE_ORDERS_DB_NAME"));
        assertThat(back).extracting("id").isEqualTo(variables.get("DATACLONE_ORDERS_DB_ID"));
        block.body().finish("value");
        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void anotherBuildsCloneIsNotThereAndNothingIsOpenedForTheAttempt() throws Exception {
        Map<?, ?> data = (Map<?, ?>) world.build().run(new CloneShareStep("orders-db"));
        Build other = world.build();

        assertThatThrownBy(() -> other.run(new CheckpointCloneStep(name(data), "before")))
                .isInstanceOf(AbortException.class)
                .hasMessage("This build has no clone '" + data.get("name")
                        + "'; there is none that is ready; make one with cloneShare first");
        assertThat(world.cloud().created(Kind.SHARE_SNAPSHOT)).isEqualTo(1);
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> world.build().run(new CheckpointCloneStep("orders-db", "after migration")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("name: 'after migration' is no name for a checkpoint");
        assertThatThrownBy(() -> world.build().run(new RollbackCloneStep("orders-db", " ")))
                .hasMessage("The parameter 'to' is missing");
    }

    @Test
    void aRestartWhileTheCloneGoesBackMakesNothingTwice() throws Exception {
        Build build = world.build();
        Map<?, ?> data = (Map<?, ?>) build.run(new CloneShareStep("orders-db"));
        build.run(new CheckpointCloneStep(name(data), "before"));
        world.cloudStaysAt(Step.SHARE_REVERT);
        StepRun back = build.start(new RollbackCloneStep(name(data), "before"));
        StepWorld.await().untilAsserted(() -> assertThat(reverts()).isEqualTo(1));

        world.controller().restart();
        world.cloudGoesOn();

        assertThat(back.await()).extracting("replaced").isEqualTo("false");
        assertThat(reverts()).isEqualTo(1);
        assertThat(world.cloud().created(Kind.SHARE)).isEqualTo(1);
    }

    @Test
    void aRestartWhileACheckpointIsTakenTakesOne() throws Exception {
        Build build = world.build();
        Map<?, ?> data = (Map<?, ?>) build.run(new CloneShareStep("orders-db"));
        world.cloudStaysAt(Step.SHARE_SNAPSHOT);
        StepRun checkpoint = build.start(new CheckpointCloneStep(name(data), "before"));
        world.awaitCreated(Kind.SHARE_SNAPSHOT, 2);

        world.controller().crash();
        world.cloudGoesOn();

        assertThat(checkpoint.await()).extracting("name").isEqualTo("before");
        assertThat(world.cloud().created(Kind.SHARE_SNAPSHOT)).isEqualTo(2);
    }

    private long reverts() {
        return world.cloud().requests().stream()
                .filter(request -> request.body().contains("\"revert\""))
                .count();
    }

    private static String name(Map<?, ?> clone) {
        return clone.get("name").toString();
    }
}
