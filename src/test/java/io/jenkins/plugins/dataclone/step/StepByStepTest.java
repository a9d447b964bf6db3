package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of an environment with one step for each part of it. */
class StepByStepTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void clonesCreatesDeploysAndDestroys() throws Exception {
        Build build = world.build();
        Given.application(build);

        Map<?, ?> data = (Map<?, ?>) build.run(new CloneShareStep("orders-db"));
        CreateBayStep createBay = new CreateBayStep("swarm-small");
        createBay.setNodeCount(2);
        Map<?, ?> bay = (Map<?, ?>) build.run(createBay);
        DeployStackStep deployStack = new DeployStackStep("test/compose.yml");
        deployStack.setBay((String) bay.get("name"));
        deployStack.setVolumes(Map.of("dbdata", (String) data.get("name")));
        Map<?, ?> stack = (Map<?, ?>) build.run(deployStack);

        assertThat(bay.get("id"))
                .isEqualTo(world.cloud().living(Kind.CLUSTER).get(0).id());
        assertThat(bay.get("coe")).isEqualTo("swarm-mode");
        assertThat(bay.get("nodeCount")).isEqualTo("2");
        assertThat(bay.get("apiAddress")).isEqualTo(world.docker().address());
        assertThat(stack.get("bay")).isEqualTo(bay.get("name"));
        assertThat(stack.get("services").toString().split(",")).containsExactlyInAnyOrder("db", "web");
        assertThat((Map<?, ?>) stack.get("endpoints"))
                .extracting("web")
                .asString()
                .startsWith("http://");
        assertThat(world.docker().objects()).isNotEmpty();
        assertThat(world.cloud().living(Kind.ACCESS_RULE))
                .as("for the agents and for the bay's nodes")
                .hasSize(2);

        build.run(new DestroyEnvStep());
        assertThat(world.cloud().living()).isEmpty();
        assertThat(world.docker().objects()).isEmpty();
        int requests = world.cloud().requests().size();

        build.run(new DestroyEnvStep());
        assertThat(world.cloud().requests()).hasSize(requests);
        assertThat(build.log()).contains("nothing to destroy");
    }

    @Test
    void aBayGetsMoreNodesAsFarAsItsTemplateAllows() throws Exception {
        Build build = world.build();
        Map<?, ?> bay = (Map<?, ?>) build.run(new CreateBayStep("swarm-small"));
        assertThat(bay.get("nodeCount")).isEqualTo("1");

        Map<?, ?> resized = (Map<?, ?>) build.run(new ResizeBayStep(2));

        assertThat(resized.get("id")).isEqualTo(bay.get("id"));
        assertThat(resized.get("nodeCount")).isEqualTo("2");
        assertThat(build.log()).contains("Bay " + bay.get("name") + " has 2 nodes");
        assertThatThrownBy(() -> build.run(new ResizeBayStep(50)))
                .hasMessageContaining("nodeCount: bay template 'swarm-small' on cloud 'lab' allows 1 to");
        assertThatThrownBy(() -> build.run(new ResizeBayStep(0)))
                .hasMessageContaining("a bay has at least 1 node, not 0");
        build.end();
        world.awaitAllGone();
    }

    @Test
    void environmentsOfABuildAreDestroyedByName() throws Exception {
        Build build = world.build();
        CloneShareStep left = new CloneShareStep("orders-db");
        left.setEnv("left");
        CloneShareStep right = new CloneShareStep("orders-db");
        right.setEnv("right");
        build.run(left);
        Object kept = build.run(right);
        DestroyEnvStep destroy = new DestroyEnvStep();
        destroy.setEnv("left");

        build.run(destroy);

        assertThat(world.cloud().living(Kind.SHARE)).extracting("id").containsExactly(((Map<?, ?>) kept).get("id"));
        build.end();
        world.awaitAllGone();
    }

    @Test
    void otherBuildsKeepWhatTheyHave() throws Exception {
        Build mine = world.build();
        Build other = world.build();
        Object kept = other.run(new CloneShareStep("orders-db"));
        mine.run(new CloneShareStep("orders-db"));

        mine.run(new DestroyEnvStep());

        assertThat(world.cloud().living(Kind.SHARE)).extracting("id").containsExactly(((Map<?, ?>) kept).get("id"));
        other.end();
        world.awaitAllGone();
    }
}
