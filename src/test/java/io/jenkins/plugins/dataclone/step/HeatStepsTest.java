package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application as servers of the cloud, by a Heat template of the workspace. */
class HeatStepsTest {
    private static final String TEMPLATE = """
            heat_template_version: 2018-08-31
            parameters:
              clone_export: {type: string}
              flavor: {type: string, default: m1.small}
              network: {type: string, constraints: [{custom_constraint: neutron.network}]}
            resources:
              web: {type: parts/server.yaml, properties: {flavor: {get_param: flavor}, network: {get_param: network}}}
            outputs:
              web_url: {value: {str_replace: {template: "http://ADDR:8080", params: {ADDR: {get_attr: [web, address]}}}}}
              mounted: {value: {get_param: clone_export}}
            """;

    private static final String SERVER = """
            heat_template_version: 2018-08-31
            parameters: {flavor: {type: string}, network: {type: string}}
            resources:
              server:
                type: OS::Nova::Server
                properties:
                  flavor: {get_param: flavor}
                  networks: [{network: {get_param: network}}]
                  user_data: {get_file: start.sh}
            outputs:
              address: {value: {get_attr: [server, first_address]}}
            """;

    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void aBlockDeploysATemplateWithoutABay() throws Exception {
        Build build = world.build();
        workspace(build);
        WithDataCloneStep step = Given.cloneOnly();
        step.setStack("heat/app.hot.yaml");
        step.setVariables(Map.of("network", "ci"));

        StepRun block = build.start(step);
        Map<String, String> environment = block.awaitBody().environment();

        assertThat(environment)
                .hasEntrySatisfying("DATACLONE_WEB_URL", url -> assertThat(url).matches("http://10\\.20\\..*:8080"))
                .containsEntry("DATACLONE_OUTPUT_WEB_URL", environment.get("DATACLONE_WEB_URL"))
                .containsEntry("DATACLONE_OUTPUT_MOUNTED", environment.get("DATACLONE_ORDERS_DB_EXPORT"));
        assertThat(world.cloud().living(Kind.STACK)).singleElement().satisfies(stack -> assertThat(stack.name())
                .isEqualTo(environment.get("DATACLONE_STACK")));
        assertThat(world.cloud().living(Kind.CLUSTER)).isEmpty();
        assertThat(world.cloud().living(Kind.ACCESS_RULE))
                .as("for the agents and for the servers' network, whose subnets are two")
                .hasSize(3);
        assertThat(build.log()).contains("requested on cloud 'lab' from app.hot.yaml");

        block.body().finish(null);
        block.await();
        world.awaitAllGone();
    }

    @Test
    void stepByStepItGivesItsOutputs() throws Exception {
        Build build = world.build();
        workspace(build);
        Map<?, ?> data = (Map<?, ?>) build.run(new CloneShareStep("orders-db"));
        DeployStackStep deploy = new DeployStackStep("heat/app.hot.yaml");
        deploy.setEnvironmentFiles(List.of("env/ci.yaml"));

        Map<?, ?> stack = (Map<?, ?>) build.run(deploy);

        assertThat(stack.get("bay")).isEqualTo("");
        assertThat((Map<?, ?>) stack.get("endpoints"))
                .extracting("web")
                .asString()
                .startsWith("http://10.20.");
        assertThat((Map<?, ?>) stack.get("outputs")).extracting("mounted").isEqualTo(data.get("exportLocation"));
        build.run(new DestroyEnvStep());
        world.awaitAllGone();
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsMade() throws Exception {
        Build build = world.build();
        workspace(build);
        refuses(build, Map.of(), "'app.hot.yaml' asks for parameters that have no value: network");
        refuses(build, Map.of("network", "ci", "size", "1"), "'app.hot.yaml' has no parameter 'size'");
        Files.delete(build.directory().resolve("heat/parts/start.sh"));
        refuses(
                build,
                Map.of("network", "ci"),
                "'parts/server.yaml', line 9: get_file: There is no file 'heat/parts/start.sh' in the workspace");
        assertThat(world.cloud().created(Kind.SHARE_SNAPSHOT)).isZero();
    }

    @Test
    void aFileOutsideTheWorkspaceIsNotSent() throws Exception {
        Build build = world.build();
        workspace(build);
        Path secret = Files.writeString(build.directory().resolveSibling("secret.sh"), "top secret");
        build.writeFile("heat/parts/server.yaml", SERVER.replace("start.sh", "../../../secret.sh"));
        refuses(build, Map.of("network", "ci"), "lies outside the workspace and is not read");
        Files.createSymbolicLink(build.directory().resolve("heat/parts/link.sh"), secret);
        build.writeFile("heat/parts/server.yaml", SERVER.replace("start.sh", "link.sh"));
        refuses(build, Map.of("network", "ci"), "leads out of the workspace and is not read");
        assertThat(world.cloud().requests()).noneMatch(request -> request.body().contains("top secret"));
    }

    private void refuses(Build build, Map<String, String> variables, String message) throws Exception {
        WithDataCloneStep step = Given.cloneOnly();
        step.setStack("heat/app.hot.yaml");
        step.setVariables(variables);
        assertThat(build.start(step).awaitFailure()).hasMessageContaining(message);
    }

    private static void workspace(Build build) throws Exception {
        build.writeFile("heat/app.hot.yaml", TEMPLATE);
        build.writeFile("heat/parts/server.yaml", SERVER);
        build.writeFile("heat/parts/start.sh", "#!/bin/sh\nmount\n");
        build.writeFile("heat/env/ci.yaml", "parameters: {network: ci}\n");
    }
}
