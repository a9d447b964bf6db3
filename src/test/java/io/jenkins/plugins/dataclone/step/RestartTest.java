package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A controller that is restarted, or killed, at every stage of a block: the block goes on, and nothing is made twice. */
class RestartTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @AfterEach
    void nothingWasMadeTwice() {
        assertThat(world.created())
                .allSatisfy((kind, count) ->
                        assertThat(count).as(kind.name()).isLessThanOrEqualTo(kind == Kind.ACCESS_RULE ? 2 : 1));
    }

    @ParameterizedTest
    @CsvSource({
        "SHARE_SNAPSHOT, SHARE_SNAPSHOT",
        "SHARE_CLONE, SHARE",
        "ACCESS_ALLOW, ACCESS_RULE",
        "CLUSTER_CREATE, CLUSTER"
    })
    void restartWhileWaitingGoesOn(Step stage, Kind made) throws Exception {
        world.cloudStaysAt(stage);
        StepRun block = world.build().start(Given.cloneAndBay());
        world.awaitCreated(made, 1);

        world.controller().restart();
        world.cloudGoesOn();
        block.awaitBody();
        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/snapshots", "/shares", "/clusters"})
    void crashBetweenCreateAndRecordFindsWhatWasMade(String path) throws Exception {
        world.cloud().faults().next("POST", path).answersLate(Duration.ofMillis(400));
        StepRun block = world.build().start(Given.cloneAndBay());
        world.awaitCreated(
                Map.of("/snapshots", Kind.SHARE_SNAPSHOT, "/shares", Kind.SHARE, "/clusters", Kind.CLUSTER)
                        .get(path),
                1);

        world.controller().crash();
        block.awaitBody();
        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void restartInTheBodyKeepsTheEnvironment() throws Exception {
        Build build = world.build();
        Given.application(build);
        StepRun block = build.start(Given.everything());
        Map<String, String> before = block.awaitBody().environment();

        world.controller().restart();

        assertThat(block.body().environment()).isEqualTo(before);
        assertThat(Path.of(before.get("DOCKER_CERT_PATH"))).isDirectory();
        block.body().finish("value");
        assertThat(block.await()).isEqualTo("value");
        assertThat(Path.of(before.get("DOCKER_CERT_PATH"))).doesNotExist();
        world.awaitAllGone();
    }

    @Test
    void crashInTheBodyKeepsTheEnvironment() throws Exception {
        StepRun block = world.build().start(Given.cloneOnly());
        block.awaitBody();

        world.controller().crash();
        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void aBlockWhoseRecordIsLostSaysThatItsEndCannotBeTold() throws Exception {
        Build build = world.build();
        StepRun block = build.start(Given.cloneOnly());
        block.awaitBody();
        try (Stream<Path> records = Files.list(world.controller().records().resolve("environments"))) {
            for (Path lost : records.toList()) {
                Files.delete(lost);
            }
        }

        world.controller().crash();
        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        assertThat(build.log()).contains("is not in the records of this controller any more");
    }

    @Test
    void abortInTheBodyAfterARestartReleases() throws Exception {
        StepRun block = world.build().start(Given.cloneOnly());
        block.awaitBody();
        world.controller().restart();

        block.stop(Given.abort());

        assertThat(block.awaitFailure())
                .isInstanceOf(org.jenkinsci.plugins.workflow.steps.FlowInterruptedException.class);
        world.awaitAllGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHARE_DELETE", "SHARE_SNAPSHOT_DELETE", "CLUSTER_DELETE"})
    void restartDuringReleaseStillReleases(Step stage) throws Exception {
        StepRun block = world.build().start(Given.cloneAndBay());
        block.awaitBody();
        world.cloudStaysAt(stage);
        block.body().finish("value");
        StepWorld.await().until(() -> world.cloud().living().stream()
                .anyMatch(object ->
                        object.status().toLowerCase(java.util.Locale.ROOT).contains("delet")));

        world.controller().restart();
        world.cloudGoesOn();

        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void restartWaitsForTheAgentOfTheStackFile() throws Exception {
        world.cloudStaysAt(Step.CLUSTER_CREATE);
        Build build = world.build();
        Given.application(build);
        StepRun block = build.start(Given.everything());
        world.awaitCreated(Kind.CLUSTER, 1);

        build.agentConnected(false);
        world.controller().restart();
        world.cloudGoesOn();
        StepWorld.await()
                .until(() -> world.controller().runtime().ledger().all().size() == 1);
        assertThat(block.isDone()).isFalse();
        build.agentConnected(true);

        block.awaitBody();
        block.body().finish("value");
        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void restartOfSingleStepsGivesTheirValues() throws Exception {
        world.cloudStaysAt(Step.SHARE_CLONE);
        Build build = world.build();
        StepRun step = build.start(new CloneShareStep("orders-db"));
        world.awaitCreated(Kind.SHARE, 1);

        world.controller().restart();
        world.cloudGoesOn();

        assertThat(step.await()).isInstanceOfSatisfying(Map.class, value -> assertThat(value.get("id"))
                .isEqualTo(world.cloud().living(Kind.SHARE).get(0).id()));
        world.cloudStaysAt(Step.SHARE_DELETE);
        StepRun destroy = build.start(new DestroyEnvStep());
        StepWorld.await()
                .until(() -> world.cloud().living(Kind.SHARE).get(0).status().equals("deleting"));
        world.controller().restart();
        world.cloudGoesOn();
        destroy.await();
        world.awaitAllGone();
    }
}
