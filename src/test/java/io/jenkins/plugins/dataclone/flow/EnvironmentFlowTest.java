package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clone, bay and stack together, and the bay and the stack alone. */
class EnvironmentFlowTest {
    private final TestBed bed = new TestBed();
    private String id;

    @BeforeEach
    void open() throws Exception {
        id = bed.open().id();
    }

    @Test
    void makesCloneAndBaySideBySideThenTheStack() throws Exception {
        Provisioned made = bed.finish(whole(bed.deployRequest("service db", "service web 8080", "volume dbdata")));
        BayResult bay = made.bay().orElseThrow();
        assertThat(bay.coe()).isEqualTo("swarm-mode");
        assertThat(bay.nodeCount()).isEqualTo(2);
        assertThat(bay.apiAddress()).isEqualTo("tcp://" + bay.id() + ":2376");
        StackResult stack = made.stack().orElseThrow();
        assertThat(stack.bay()).isEqualTo(bay.name());
        assertThat(stack.endpoints()).isEqualTo(Map.of("web", "http://" + bay.name() + ":8080"));
        assertThat(bed.deployer.mounts(stack.name()))
                .isEqualTo(Map.of("dbdata", Volume.nfs(made.data().export(), false)));
        assertThat(bed.log.indexOf("done createCluster"))
                .as("the bay does not wait for the clone")
                .isLessThan(bed.log.indexOf("createShare"));
        assertThat(bed.log.indexOf("done allowAccess 10.1.0.0/24"))
                .as("the nodes may mount before anything mounts")
                .isBetween(0, bed.log.indexOf("deploy "));
        assertThat(bed.said()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCloneForBaysIsOpenedByWhicheverIsReadyLater(boolean bayFirst) throws Exception {
        CloneRequest request = new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                bed.productionShare,
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                TestBed.access(Grantee.parse("bay")));
        CloneFlow clone = new CloneFlow(bed.context(), id, "clone", request, bed.deadline(), bed.progress());
        BayFlow bay = new BayFlow(bed.context(), id, "bay", bed.bayRequest(), bed.deadline(), bed.progress());
        List<Flow<?>> inTurn = bayFirst ? List.of(bay, clone) : List.of(clone, bay);
        bed.finish(inTurn.get(0));
        assertThat(bed.log.indexOf("allowAccess")).isEqualTo(-1);
        bed.finish(inTurn.get(1));
        assertThat(bed.log.events(e -> e.startsWith("done allowAccess")))
                .containsExactly("done allowAccess 10.1.0.0/24");
    }

    @Test
    void aStackIsOnDiskBeforeTheEngineIsAsked() throws Exception {
        bed.finish(whole(bed.deployRequest("service db")));
        String name = resource(ResourceKind.STACK).name();
        int deploy = bed.log.indexOf("deploy ");
        assertThat(bed.log.events().subList(0, deploy)).contains("saved " + name + " CREATED");
        assertThat(bed.log.indexOf("saved " + resource(ResourceKind.CLUSTER).name() + " REQUESTED"))
                .isBetween(0, bed.log.indexOf("createCluster"));
    }

    @Test
    void aFileThatCannotBeDeployedIsRefusedBeforeAnythingIsMade() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(whole(bed.deployRequest("service db", "privileged true"))))
                .withMessage("stack.yml: 'privileged' cannot be deployed");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(whole(bed.deployRequest("volume a", "volume b"))))
                .withMessageContaining("It is not clear which volume");
        assertThat(bed.cloud.created()).isEmpty();
        assertThat(bed.ledger().get(id).resources()).isEmpty();
    }

    @Test
    void aStackWithoutABayIsRefused() {
        EnvironmentFlow flow = new EnvironmentFlow(
                bed.context(),
                id,
                "block",
                bed.cloneRequest(),
                Optional.empty(),
                Optional.of(bed.deployRequest("service db")),
                bed.deadline(),
                bed.progress());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("The stack 'stack.yml' needs a bay to run on");
    }

    @Test
    void aBayThatFailsEndsTheWaitForTheClone() {
        bed.cloud.failNext("createCluster", Fault.endsInError("Image fedora-atomic is unacceptable"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(whole(bed.deployRequest("service db"))))
                .withMessageContaining("could not be made: Image fedora-atomic is unacceptable");
    }

    @Test
    void aStorageThatIsSilentDoesNotHoldUpTheBay() throws Exception {
        bed.cloud.down("shares");
        EnvironmentFlow flow = whole(bed.deployRequest("service db"));
        bed.run(flow, Duration.ofMinutes(2));
        assertThat(resource(ResourceKind.CLUSTER).isReady()).isTrue();
        bed.cloud.up();
        assertThat(bed.finish(flow).stack()).isPresent();
    }

    @Test
    void aBayTellsItsProgressInTenths() throws Exception {
        BayResult bay = bed.finish(bay(bed.bayRequest()));
        assertThat(bed.said())
                .filteredOn(line -> line.contains("Heat resources complete"))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(line -> line.startsWith("Bay " + bay.name() + ": "));
        assertThat(bed.cloud.created()).isEqualTo(Map.of(bay.name(), 1));
    }

    @Test
    void aBayWhoseAnswerWasLostIsFoundAgain() throws Exception {
        bed.cloud.listLag(Duration.ofSeconds(6));
        bed.cloud.failNext("createCluster", Fault.answerLost());
        bed.finish(bay(bed.bayRequest()));
        assertThat(bed.cloud.created().values()).containsOnly(1);
    }

    @Test
    void anUnknownTemplateIsNamedWithThoseThereAreAndNothingIsAskedFor() {
        BayRequest unknown = new BayRequest(
                "lab", "swarm-small", "kubernetes", 2, 1, ClusterOptions.ofTemplate(60), VolumeTemplate.nfs());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(bay(unknown)))
                .withMessageContaining("has no cluster template 'kubernetes'; it has [swarm]");
        assertThat(resource(ResourceKind.CLUSTER).state()).isEqualTo(ResourceState.PLANNED);
    }

    @Test
    void theBaysVolumeDriverIsKeptOverARestart() throws Exception {
        BayRequest netapp = new BayRequest(
                "lab",
                "swarm-small",
                "swarm",
                1,
                1,
                ClusterOptions.ofTemplate(60),
                new VolumeTemplate("netapp", Map.of("from", "{export}")));
        bed.finish(new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress()));
        bed.finish(bay(netapp));
        bed.restart();
        StackResult stack = bed.finish(deploy(bed.deployRequest("service db", "volume orders_db"), null));
        String share = resource(ResourceKind.SHARE).name();
        assertThat(bed.deployer.mounts(stack.name()))
                .isEqualTo(Map.of("orders_db", new Volume("netapp", Map.of("from", "10.9.0.5:/shares/" + share))));
    }

    @Test
    void aDeployedStackNeedsItsFileNoMoreAfterARestart() throws Exception {
        bed.finish(bay(bed.bayRequest()));
        bed.deployer.unhealthy();
        assertThat(bed.run(deploy(bed.deployRequest("service db"), null), Duration.ofSeconds(10)))
                .isFalse();
        bed.restart();
        DeployRequest agentIsAway = new DeployRequest(
                "stack.yml",
                path -> {
                    throw new IOException("the agent is away");
                },
                Map.of(),
                Map.of());
        assertThat(bed.run(deploy(agentIsAway, null), Duration.ofSeconds(10))).isFalse();
        assertThat(bed.deployer.created().values()).containsOnly(1);
    }

    @Test
    void saysWhichServiceDoesNotGetReadyOnceAndAtTheEnd() throws Exception {
        bed.finish(bay(bed.bayRequest()));
        bed.deployer.unhealthy();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(deploy(bed.deployRequest("service db"), null)))
                .withMessageContaining("Gave up waiting: stack dataclone-" + id + "-stack-1 (service db: exit code 1)");
        assertThat(bed.said()).filteredOn(line -> line.contains("exit code 1")).hasSize(1);
    }

    @Test
    void saysWhichBaysThereAre() throws Exception {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(deploy(bed.deployRequest("service db"), null)))
                .withMessageContaining("it has none that is ready; create one with createBay first");
        BayResult one = bed.finish(bay(bed.bayRequest()));
        BayResult two =
                bed.finish(new BayFlow(bed.context(), id, "second", bed.bayRequest(), bed.deadline(), bed.progress()));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(deploy(bed.deployRequest("service db"), null)))
                .withMessageContaining("it has " + one.name() + ", " + two.name());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(deploy(bed.deployRequest("service db"), "swarm")))
                .withMessageContaining("has no bay 'swarm'");
        assertThat(bed.finish(deploy(bed.deployRequest("service db"), two.id())).bay())
                .isEqualTo(two.name());
    }

    @Test
    void nothingIsDeployedOnceTheEnvironmentIsReleased() throws Exception {
        bed.finish(bay(bed.bayRequest()));
        DeployFlow flow = deploy(bed.deployRequest("service db"), null);
        bed.ledger().requestRelease(id, "the build was aborted");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("is being released (the build was aborted); nothing more is deployed for it");
        assertThat(bed.deployer.created()).isEmpty();
    }

    @Test
    void aReleaseAtAnyTickLeavesNothing() throws Exception {
        for (int ticks = 0; ticks < 40; ticks++) {
            TestBed other = new TestBed();
            String environment = other.open().id();
            EnvironmentFlow flow = new EnvironmentFlow(
                    other.context(),
                    environment,
                    "block",
                    other.cloneRequest(),
                    Optional.of(other.bayRequest()),
                    Optional.of(other.deployRequest("service db", "volume dbdata")),
                    other.deadline(),
                    other.progress());
            boolean done = false;
            for (int tick = 0; tick < ticks && !done; tick++) {
                var advance = flow.advance();
                done = advance.isDone();
                other.clock.advance(advance.delay());
            }
            other.ledger().requestRelease(environment, "the build was aborted");
            ReleaseFlow release = new ReleaseFlow(other.context(), environment, other.progress());
            // the flow has not heard of it and both take turns
            for (int tick = 0; tick < 3 && !done; tick++) {
                try {
                    flow.advance();
                } catch (CloudException expected) {
                    assertThat(expected.kind()).isNotNull();
                }
                other.clock.advance(release.advance().delay());
            }
            other.finish(release);
            assertThat(other.cloud.leftovers())
                    .as("released after %d ticks", ticks)
                    .isEmpty();
            assertThat(other.deployer.leftovers()).isEmpty();
        }
    }

    private EnvironmentFlow whole(DeployRequest deploy) {
        return new EnvironmentFlow(
                bed.context(),
                id,
                "block",
                bed.cloneRequest(),
                Optional.of(bed.bayRequest()),
                Optional.of(deploy),
                bed.deadline(),
                bed.progress());
    }

    private BayFlow bay(BayRequest request) {
        return new BayFlow(bed.context(), id, "block", request, bed.deadline(), bed.progress());
    }

    private DeployFlow deploy(DeployRequest request, String bayName) {
        return new DeployFlow(bed.context(), id, "block", request, bayName, bed.deadline(), bed.progress());
    }

    private Resource resource(ResourceKind kind) {
        List<Resource> found = bed.ledger().get(id).resources(r -> r.kind() == kind);
        return found.get(0);
    }
}
