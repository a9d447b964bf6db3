package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloneShareStepTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void givesTheAddressesOfAClone() throws Exception {
        Build build = world.build();

        Object value = build.run(cloneShare("orders-db"));

        var clone = world.cloud().living(Kind.SHARE).get(0);
        var snapshot = world.cloud().living(Kind.SHARE_SNAPSHOT).get(0);
        assertThat(value)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("id", clone.id())
                .containsEntry("name", clone.name())
                .containsEntry("cloud", "lab")
                .containsEntry("source", "orders-db")
                .containsEntry("protocol", "NFS")
                .containsEntry("snapshotId", snapshot.id())
                .containsEntry("sizeGiB", "5")
                .containsKeys("exportLocation", "host", "path", "dataTime");
        assertThat(((Map<?, ?>) value).get("exportLocation"))
                .asString()
                .isEqualTo(((Map<?, ?>) value).get("host") + ":" + ((Map<?, ?>) value).get("path"));
        assertThat(world.cloud().living(Kind.ACCESS_RULE)).hasSize(1);
        assertThat(build.log()).contains("Snapshot " + snapshot.name(), "Clone " + clone.name() + " ready after");
    }

    @Test
    void theStepThatOpensTheEnvironmentSaysHowLongItLives() throws Exception {
        Build build = world.build();
        build.run(cloneShare("orders-db"));
        build.run(cloneShare("orders-db"));

        assertThat(build.log().lines().filter(line -> line.contains(" opened; ")))
                .singleElement()
                .asString()
                .contains("it is taken away at the end of the build, and at 20");
    }

    @Test
    void endOfTheBuildTakesTheCloneAway() throws Exception {
        Build build = world.build();
        build.run(cloneShare("orders-db"));

        build.end();

        world.awaitAllGone();
        assertThat(build.log().lines())
                .last()
                .asString()
                .endsWith(" is taken away in the background, as its build has ended");
    }

    @Test
    void namesTheDataSourcesThereAre() {
        Build build = world.build();

        Throwable failure = build.start(cloneShare("orders-dbb")).awaitFailure();

        assertThat(failure)
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("orders-db")
                .hasMessageNotContaining("ledger-db");
        assertThat(world.cloud().requests()).isEmpty();
        assertThat(world.controller().runtime().ledger().all()).isEmpty();
    }

    private static CloneShareStep cloneShare(String source) {
        return new CloneShareStep(source);
    }
}
