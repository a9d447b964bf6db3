package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JENKINS_HOME was copied, or the controller has got another address: nobody knows yet. */
class CopiedHomeTest {
    private static final String QUESTION = "may belong to another Jenkins controller";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @Test
    void nothingIsTakenAwayUntilTheControllerIsSaidToBeTheSame() throws Exception {
        Build build = world.build();
        StepRun block = build.start(Given.cloneOnly());
        block.awaitBody();
        List<LivingObject> before = world.cloud().living();
        world.controller().identity().question();

        block.body().finish("value");
        awaitSaid(build);
        passes(3);

        assertThat(world.cloud().living()).as("what there is in the cloud").isEqualTo(before);
        assertThat(changes()).isZero();
        assertThat(block.isDone()).isFalse();
        runtime().adopt();
        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void aBuildThatIsResumedWaitsAndThenGoesOnWhereItWas() throws Exception {
        world.cloudStaysAt(Step.SHARE_CLONE);
        Build build = world.build();
        StepRun block = build.start(Given.cloneOnly());
        world.awaitCreated(Kind.SHARE, 1);
        world.controller().identity().question();

        world.controller().restart();
        awaitSaid(build);
        int asked = world.cloud().requests().size();
        world.cloudGoesOn();
        passes(3);

        assertThat(world.cloud().requests()).as("requests").hasSize(asked);
        runtime().adopt();
        block.awaitBody();
        assertThat(world.created()).containsEntry(Kind.SHARE, 1).containsEntry(Kind.SHARE_SNAPSHOT, 1);
        block.body().finish("value");
        assertThat(block.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void newBuildsWorkUnderAnIdentityOfTheirOwn() throws Exception {
        StepRun old = world.build().start(Given.cloneOnly());
        old.awaitBody();
        List<LivingObject> before = world.cloud().living();
        world.controller().identity().question();

        StepRun fresh = world.build().start(Given.cloneOnly());
        fresh.awaitBody();
        fresh.body().finish("value");

        assertThat(fresh.await()).isEqualTo("value");
        assertThat(world.cloud().living()).as("the old build's").isEqualTo(before);
        assertThat(runtime().ledger().all())
                .extracting(Environment::controller, Environment::state)
                .containsExactlyInAnyOrder(
                        tuple("0123456789abcdef", EnvironmentState.OPEN), tuple("provisional", EnvironmentState.ENDED));
        runtime().adopt();
        old.body().finish("value");
        assertThat(old.await()).isEqualTo("value");
        world.awaitAllGone();
    }

    @Test
    void aCopyLeavesEverythingToTheOriginal() throws Exception {
        world.cloudStaysAt(Step.SHARE_CLONE);
        Build waiting = world.build();
        StepRun preparing = waiting.start(Given.cloneOnly());
        world.awaitCreated(Kind.SHARE, 1);
        StepRun other = world.build().start(Given.cloneOnly());
        world.awaitCreated(Kind.SHARE, 2);
        List<LivingObject> before = world.cloud().living();
        world.controller().identity().question();
        world.controller().restart();
        awaitSaid(waiting);
        int asked = world.cloud().requests().size();

        assertThat(runtime().disown("alice")).isEqualTo(2);

        assertThat(preparing.awaitFailure())
                .hasMessageContaining("is not this controller's (it belongs to the Jenkins controller at "
                        + "https://ci.example.org/ of which this one is a copy, as alice said)");
        assertThat(other.awaitFailure()).hasMessageContaining("is not this controller's");
        StepWorld.await().untilAsserted(() -> {
            runtime().reap();
            assertThat(runtime().ledger().all()).isEmpty();
        });
        assertThat(runtime().ledger().history(10))
                .hasSize(2)
                .allMatch(environment -> environment.state() == EnvironmentState.DISOWNED);
        world.controller().restart();
        passes(2);
        assertThat(world.cloud().living()).isEqualTo(before);
        assertThat(world.cloud().requests()).as("requests").hasSize(asked);
        assertThat(runtime().ledger().standing().isInQuestion()).isFalse();
    }

    /** Its build is gone and its time is over: still it waits. */
    @Test
    void theReaperPassesOverWhatIsInQuestion() throws Exception {
        Build build = world.build();
        build.start(Given.cloneOnly()).awaitBody();
        world.controller().identity().question();
        build.vanish();
        List<LivingObject> before = world.cloud().living();

        // a minute and more of the reaper's grace pass in two and a half seconds
        StepWorld.await().during(Duration.ofMillis(3_000)).untilAsserted(() -> {
            runtime().reap();
            assertThat(world.cloud().living()).isEqualTo(before);
        });

        assertThat(runtime().ledger().all()).extracting(Environment::state).containsExactly(EnvironmentState.OPEN);
        runtime().adopt();
        world.awaitReaped();
    }

    private DataCloneRuntime runtime() {
        return world.controller().runtime();
    }

    private static void awaitSaid(Build build) {
        StepWorld.await().untilAsserted(() -> assertThat(build.log()).contains(QUESTION));
    }

    /** Some rounds of the reaper, and the time that a flow waits between two looks. */
    private void passes(int count) {
        for (int i = 0; i < count; i++) {
            Instant until = world.now().plusSeconds(20);
            runtime().reap();
            StepWorld.await().until(() -> world.now().isAfter(until));
        }
    }

    private long changes() {
        return world.cloud().requests().stream()
                .filter(request -> request.method().equals("DELETE")
                        || request.path().endsWith("/action") && request.body().contains("deny_access"))
                .count();
    }
}
