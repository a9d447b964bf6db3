package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be written down is not asked of a cloud. */
class DiskFullTest {
    private static final String FULL = "No space left on device";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    static List<org.jenkinsci.plugins.workflow.steps.Step> steps() {
        CloneShareStep clone = new CloneShareStep("orders-db");
        clone.setCloud("lab");
        CreateBayStep bay = new CreateBayStep("swarm-small");
        bay.setCloud("lab");
        return List.of(Given.cloneOnly(), Given.cloneAndBay(), clone, bay);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepFailsBeforeAnythingIsMade(org.jenkinsci.plugins.workflow.steps.Step step) throws Exception {
        world.controller().diskFull(true);

        StepRun run = world.build().start(step);

        assertThat(run.awaitFailure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining(
                        "could not be written on the Jenkins controller, so nothing was asked of the cloud")
                .hasMessageContaining(FULL)
                .hasMessageContaining("see to the disk of JENKINS_HOME");
        assertThat(world.cloud().requests()).as("requests").isEmpty();
        assertThat(files()).as("records").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theSameWhereTheLedgerMayNotBeWritten(org.jenkinsci.plugins.workflow.steps.Step step) throws Exception {
        // whoever runs this may write where others may not, but nobody writes into a directory that is a file
        Path records = world.controller().records().resolve("environments");
        Files.delete(records);
        Files.writeString(records, "a file");

        StepRun run = world.build().start(step);

        assertThat(run.awaitFailure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining(
                        "could not be written on the Jenkins controller, so nothing was asked of the cloud")
                .hasMessageContaining("writing " + records);
        assertThat(world.cloud().requests()).as("requests").isEmpty();
        assertThat(records).hasContent("a file");
    }

    @Test
    void aStepThatIsUnderWayWaitsForTheDisk() throws Exception {
        world.cloudStaysAt(Step.SHARE_SNAPSHOT);
        Build build = world.build();
        StepRun block = build.start(Given.cloneOnly());
        world.awaitCreated(Kind.SHARE_SNAPSHOT, 1);
        world.controller().diskFull(true);

        world.cloudGoesOn();
        StepWorld.await().untilAsserted(() -> assertThat(build.log()).contains(FULL));

        assertThat(world.created()).containsEntry(Kind.SHARE, 0);
        world.controller().diskFull(false);
        block.awaitBody();
        block.body().finish("value");
        assertThat(block.await()).isEqualTo("value");
        assertThat(world.created()).containsEntry(Kind.SHARE_SNAPSHOT, 1).containsEntry(Kind.SHARE, 1);
        world.awaitAllGone();
    }

    @Test
    void anEnvironmentThatCannotBeGivenBackIsTakenAwayLater() throws Exception {
        Build build = world.build();
        StepRun block = build.start(Given.cloneOnly());
        block.awaitBody();
        List<LivingObject> before = world.cloud().living();
        world.controller().diskFull(true);

        block.body().finish("value");
        assertThat(block.await()).as("the build's own result").isEqualTo("value");
        build.end();

        assertThat(build.log())
                .contains("could not be released now and is taken away later")
                .contains(FULL);
        assertThat(world.cloud().living()).isEqualTo(before);
        world.controller().diskFull(false);
        world.awaitReaped();
    }

    /** Deletions are written down before they are asked for too. */
    @Test
    void aReleaseThatIsUnderWayGoesOnWhenThereIsRoomAgain() throws Exception {
        world.cloud()
                .delays(io.jenkins.plugins.dataclone.embedded.Delays.instant()
                        .with(Step.ACCESS_DENY, java.time.Duration.ofHours(1)));
        Build build = world.build();
        StepRun block = build.start(Given.cloneOnly());
        block.awaitBody();
        block.body().finish("value");
        StepWorld.await().until(() -> world.controller().runtime().ledger().all().stream()
                .map(Environment::state)
                .allMatch(EnvironmentState.RELEASING::equals));
        world.controller().diskFull(true);
        world.cloudGoesOn();
        StepWorld.await().untilAsserted(() -> assertThat(build.log()).contains(FULL));
        world.controller().diskFull(false);

        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(world.controller().records().resolve("environments"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
