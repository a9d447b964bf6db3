package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Heat template beside the clones of an environment. */
class HeatFlowTest {
    private static final String[] TEMPLATE = {
        "parameter clone_export",
        "parameter network network",
        "default network ci",
        "output web_url http://web:8080",
        "output export $clone_export"
    };

    private final TestBed bed = new TestBed();
    private String id;

    @BeforeEach
    void open() throws Exception {
        id = bed.open().id();
    }

    @Test
    void theStackIsToldOfTheCloneAndItsServersMayMountIt() throws Exception {
        CloneResult clone = cloned();
        bed.cloud.script("createStack", "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS");
        StackResult stack = bed.finish(heat(template(TEMPLATE)));

        assertThat(stack.name()).isEqualTo("dataclone-" + id + "-heat-1");
        assertThat(stack.endpoints()).isEqualTo(Map.of("web", "http://web:8080"));
        assertThat(stack.outputs())
                .isEqualTo(Map.of(
                        "web_url", "http://web:8080", "export", clone.export().location()));
        assertThat(bed.log.indexOf("done allowAccess 10.1.0.0/24"))
                .as("the network that a parameter names is let in before there is a server")
                .isBetween(0, bed.log.indexOf("createStack "));
        assertThat(bed.log.indexOf("done allowAccess 10.2.0.0/24"))
                .as("the servers' own subnet is let in when there are servers")
                .isGreaterThan(bed.log.indexOf("createStack "));
        assertThat(bed.said())
                .doesNotHaveDuplicates()
                .anyMatch(line -> line.startsWith("Heat stack " + stack.name()
                        + " requested on cloud 'lab' from app.hot.yaml, with " + clone.name()))
                .anyMatch(line -> line.contains("Heat resources complete"))
                .anyMatch(line -> line.contains("ready after") && line.endsWith("; published: web at http://web:8080"));
    }

    @Test
    void theStackIsOnDiskBeforeHeatIsAsked() throws Exception {
        cloned();
        StackResult stack = bed.finish(heat(template(TEMPLATE)));
        assertThat(bed.log.indexOf("saved " + stack.name() + " REQUESTED"))
                .isBetween(0, bed.log.indexOf("createStack "));
    }

    @Test
    void aWholeEnvironmentNeedsNoBayForIt() throws Exception {
        Provisioned made = bed.finish(whole(template(TEMPLATE)));
        assertThat(made.bay()).isEmpty();
        assertThat(made.stack().orElseThrow().outputs())
                .containsEntry("export", made.data().export().location());
        release();
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.log.indexOf("done deleteStack"))
                .as("the application goes before its data")
                .isBetween(0, bed.log.indexOf("deleteShare"));
    }

    @Test
    void whatIsWrongWithATemplateIsFoundBeforeAnythingIsMade() throws Exception {
        refusesWhole(template("resource x"), "The Resource Type (resource) could not be found");
        refusesWhole(
                template("parameter flavor", "parameter size"),
                "'app.hot.yaml' asks for parameters that have no value: flavor, size; give them, for example"
                        + " variables: [flavor: '...']");
        refusesWhole(
                new DeployRequest("app.hot.yaml", files("parameter a"), Map.of("b", "1"), Map.of(), true, List.of()),
                "variables: 'app.hot.yaml' has no parameter 'b'; it has a");
        refusesWhole(
                template("parameter clone_export", "default other " + bed.productionShare),
                "'app.hot.yaml' names " + bed.productionShare + ", which is production");
        assertThat(bed.cloud.created()).isEmpty();
        assertThat(bed.ledger().get(id).resources()).isEmpty();
    }

    @Test
    void withoutAnythingInTheEnvironmentThereIsNoCloudToGoTo() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(heat(template("output a b"))))
                .withMessageContaining("this one has none; make one with cloneShare first");
    }

    @Test
    void severalClonesHaveToBeNamed() throws Exception {
        CloneResult one = cloned();
        CloneResult two = bed.finish(
                new CloneFlow(bed.context(), id, "second", bed.cloneRequest(), bed.deadline(), bed.progress()));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(heat(template("parameter clone_host"))))
                .withMessageContaining("no value: clone_host; say which clone is meant, for example volumes: [clone: '"
                        + one.name() + "']");
        StackResult stack = bed.finish(heat(new DeployRequest(
                "app.hot.yaml",
                files("parameter db_path", "output path $db_path"),
                Map.of(),
                Map.of("db", two.name()),
                true,
                List.of())));
        assertThat(stack.outputs()).isEqualTo(Map.of("path", two.export().path()));
        assertThat(bed.log.events(event -> event.startsWith("done allowAccess 10.2.0.0/24")))
                .as("only the clone that it takes is opened")
                .hasSize(1);
    }

    @Test
    void theFailedResourceSaysWhy() throws Exception {
        cloned();
        bed.cloud.failNext("createStack", Fault.endsInError("server (Server): No valid host was found"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(heat(template(TEMPLATE))))
                .withMessageContaining("Heat stack dataclone-" + id + "-heat-1 on cloud 'lab'")
                .withMessageContaining("could not be made: server (Server): No valid host was found");
        assertThat(stack().state()).isEqualTo(ResourceState.FAILED);
        release();
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aStackWhoseAnswerWasLostIsFoundByItsName() throws Exception {
        cloned();
        bed.cloud.failNext("createStack", Fault.answerLost());
        bed.finish(heat(template(TEMPLATE)));
        assertThat(bed.cloud.created()).containsEntry("dataclone-" + id + "-heat-1", 1);
    }

    @Test
    void aStackOfThatNameWhichIsNotOursIsLeftAlone() throws Exception {
        cloned();
        bed.cloud.failNext("createStack", Fault.noAnswer());
        HeatFlow flow = heat(template(TEMPLATE));
        bed.run(flow, Duration.ofSeconds(4));
        bed.cloud.addForeignStack(stack().name());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("does not bear our tag, so it is left alone");
    }

    @Test
    void aStackThatIsBeingMadeNeedsItsTemplateNoMoreAfterARestart() throws Exception {
        cloned();
        bed.cloud.script("createStack", "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS");
        HeatFlow flow = heat(template(TEMPLATE));
        while (bed.log.indexOf("done createStack") < 0) {
            bed.clock.advance(flow.advance().delay());
        }
        bed.restart();
        DeployRequest agentIsAway = new DeployRequest(
                "app.hot.yaml",
                path -> {
                    throw new IOException("the agent is away");
                },
                Map.of(),
                Map.of(),
                true,
                List.of());
        assertThat(bed.finish(heat(agentIsAway)).endpoints()).containsKey("web");
        assertThat(bed.log.events(event -> event.startsWith("done allowAccess 10.2.0.0/24")))
                .hasSize(1);
    }

    @Test
    void aDeletionThatFailsIsTriedAgain() throws Exception {
        cloned();
        bed.finish(heat(template(TEMPLATE)));
        bed.cloud.failDeletions(stack().id(), 2);
        release();
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.said()).anyMatch(line -> line.contains("could not delete Heat stack"));
    }

    @Test
    void nothingIsDeployedOnceTheEnvironmentIsReleased() throws Exception {
        cloned();
        bed.ledger().requestRelease(id, "the build was aborted");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(heat(template(TEMPLATE))))
                .withMessageContaining("is being released (the build was aborted); nothing more is deployed for it");
    }

    private void refusesWhole(DeployRequest request, String message) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(whole(request)))
                .withMessageContaining(message);
    }

    private CloneResult cloned() throws Exception {
        return bed.finish(
                new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress()));
    }

    private HeatFlow heat(DeployRequest request) {
        return new HeatFlow(bed.context(), id, "block", request, bed.deadline(), bed.progress());
    }

    private EnvironmentFlow whole(DeployRequest request) {
        return new EnvironmentFlow(
                bed.context(),
                id,
                "block",
                bed.cloneRequest(),
                Optional.empty(),
                Optional.of(request),
                bed.deadline(),
                bed.progress());
    }

    private static DeployRequest template(String... lines) {
        return new DeployRequest("app.hot.yaml", files(lines), Map.of(), Map.of(), true, List.of());
    }

    private static io.jenkins.plugins.dataclone.model.StackRequest.Files files(String... lines) {
        byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return path -> content;
    }

    private Resource stack() {
        return bed.ledger()
                .get(id)
                .resources(r -> r.kind() == ResourceKind.HEAT_STACK)
                .get(0);
    }

    private void release() throws Exception {
        bed.ledger().requestRelease(id, "the block ended");
        Environment ended = bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
    }
}
