package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bay that fails, is tried again, and goes with all that belongs to it. */
class BayFlowTest {
    private static final String NO_HOST =
            "swarm_node (Server): ResourceInError: Went to status ERROR due to \"Message: No"
                    + " valid host was found. There are not enough hosts available., Code: 500\"";

    private final TestBed bed = new TestBed();
    private String id;

    @BeforeEach
    void open() throws Exception {
        id = bed.open().id();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {NO_HOST, "Forbidden: resources.master: Quota exceeded for cores: Requested 2, but already used 8"
            })
    void aFailureThatPassesGetsASecondTryAfterTheFirstIsGone(String reason) throws Exception {
        bed.cloud.failNext("createCluster", Fault.endsInError(reason));
        BayResult bay = bed.finish(bay());

        assertThat(bays()).extracting(Resource::state).containsExactly(ResourceState.GONE, ResourceState.READY);
        assertThat(bay.name())
                .isEqualTo("dataclone-" + id + "-bay-2")
                .isEqualTo(bays().get(1).name());
        assertThat(bed.cloud.created().values()).containsOnly(1);
        assertThat(bed.log.indexOf("saved dataclone-" + id + "-bay-1 GONE"))
                .as("the failed one holds what the second one needs")
                .isBetween(0, bed.log.indexOf("createCluster dataclone-" + id + "-bay-2"));
        assertThat(bed.said())
                .anyMatch(line -> line.contains("-bay-1 on cloud 'lab'")
                        && line.contains(reason)
                        && line.endsWith("it is taken away, and a second one is tried"))
                .anyMatch(line -> line.endsWith("-bay-1 is confirmed gone, trying another one"))
                .doesNotHaveDuplicates();
        assertThat(bed.finish(bay()).name()).as("asked again").isEqualTo(bay.name());
        release();
    }

    @Test
    void thereIsNoThirdTry() throws Exception {
        bed.cloud.failNext("createCluster", Fault.endsInError(NO_HOST));
        bed.cloud.failNext("createCluster", Fault.endsInError(NO_HOST));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(bay()))
                .withMessageContaining("-bay-2 on cloud 'lab'")
                .withMessageContaining("could not be made: " + NO_HOST);
        assertThat(bed.cloud.created()).hasSize(2);
        release();
    }

    @Test
    void whatDoesNotPassFailsAtOnce() {
        bed.cloud.failNext("createCluster", Fault.endsInError("BadRequest: Image fedora-atomic is unacceptable"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(bay()))
                .withMessageContaining("could not be made: BadRequest");
        assertThat(bed.cloud.created()).hasSize(1);
    }

    @Test
    void theRemovalOfTheFirstMayTakeSeveralTries() throws Exception {
        bed.cloud.failNext("createCluster", Fault.endsInError(NO_HOST));
        BayFlow flow = bay();
        while (bays().isEmpty() || bays().get(0).state() != ResourceState.FAILED) {
            bed.clock.advance(flow.advance().delay());
        }
        bed.cloud.failDeletions(bays().get(0).id(), 2);
        assertThat(bed.finish(flow).name()).endsWith("-bay-2");
        assertThat(bed.said())
                .filteredOn(line -> line.contains("could not delete bay") && line.endsWith("trying again"))
                .hasSize(1);
    }

    @Test
    void aReleaseInTheMiddleOfUnwindingEndsItAll() throws Exception {
        bed.cloud.failNext("createCluster", Fault.endsInError(NO_HOST));
        BayFlow flow = bay();
        while (bays().isEmpty() || bays().get(0).state() != ResourceState.DELETING) {
            bed.clock.advance(flow.advance().delay());
        }
        release();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("no new bay is made for it");
        assertThat(bed.cloud.created()).hasSize(1);
    }

    @Test
    void givesUpABayThatIsNotReadyInTime() throws Exception {
        Instant deadline = bed.clock.instant().plus(Duration.ofSeconds(1));
        BayFlow flow = new BayFlow(bed.context(), id, "block", bed.bayRequest(), deadline, bed.progress());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("Gave up waiting: bay dataclone-" + id + "-bay-1; the time allowed is over");
        assertThat(bays()).extracting(Resource::state).containsExactly(ResourceState.CREATED);
        release();
    }

    @Test
    void theHeatStackOfABayIsNotedWhenItIsKnown() throws Exception {
        bed.finish(bay());
        assertThat(bays().get(0).attribute(Ledger.STACK))
                .contains("stack-of-" + bays().get(0).id());
    }

    @Test
    void aDeletionIsNotAskedForAgainWhileMagnumBeginsIt() throws Exception {
        bed.finish(bay());
        bed.cloud.deletionLag(bays().get(0).id(), Duration.ofSeconds(6));
        release();
        assertThat(bed.log.events(event -> event.startsWith("deleteCluster "))).hasSize(1);
    }

    @Test
    void aDeletionThatMagnumNeverBeganIsAskedForAgain() throws Exception {
        bed.finish(bay());
        bed.cloud.failNext("deleteCluster", Fault.answerLost());
        bed.cloud.deletionLag(bays().get(0).id(), RemoteCluster.BEGINNING.plusSeconds(20));
        release();
        assertThat(bed.log.events(event -> event.startsWith("deleteCluster "))).hasSizeBetween(2, 3);
    }

    @Test
    void aDeletionThatFailedUnderAClockThatWasAheadIsAskedForAgain() throws Exception {
        bed.finish(bay());
        bed.cloud.failDeletions(bays().get(0).id(), 1);
        bed.ledger().requestRelease(id, "the block ended");
        ReleaseFlow flow = new ReleaseFlow(bed.context(), id, bed.progress());
        while (bays().get(0).problem() == null) {
            bed.clock.advance(flow.advance().delay());
        }
        // the bed has one clock for cloud and controller: only what the controller wrote down is ahead
        Instant ahead = bed.clock.instant().plus(Duration.ofHours(7));
        bed.ledger().update(id, bays().get(0).name(), r -> r.withAttribute(RemoteCluster.ASKED, ahead.toString()));
        bed.restart();
        Instant restarted = bed.clock.instant();
        release();
        assertThat(Duration.between(restarted, bed.clock.instant())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aStackThatMagnumForgotIsFoundAndDeleted() throws Exception {
        bed.finish(bay());
        bed.cloud.forgetCluster(bays().get(0).id());
        release();
        assertThat(bed.log.events())
                .contains("done deleteStack stack-of-" + bays().get(0).id());
    }

    @Test
    void aStackThatMagnumForgotAndHeatCannotDeleteIsToldAndTriedAgain() throws Exception {
        bed.finish(bay());
        bed.cloud.forgetCluster(bays().get(0).id());
        bed.cloud.failDeletions("stack-of-" + bays().get(0).id(), 2);
        release();
        assertThat(bed.said())
                .anyMatch(line ->
                        line.contains("could not delete bay " + bays().get(0).name()));
    }

    @Test
    void aStackOfAClusterThatWasNeverSeenIsLookedUpBeforeTheClusterGoes() throws Exception {
        BayFlow flow = bay();
        while (bays().isEmpty() || bays().get(0).state() != ResourceState.CREATED) {
            bed.clock.advance(flow.advance().delay());
        }
        bed.ledger().update(id, bays().get(0).name(), r -> r.without(Ledger.STACK));
        release();
        assertThat(bays().get(0).attribute(Ledger.STACK)).isPresent();
    }

    @Test
    void whatWasMadeFromInsideABayGoesBeforeIt() throws Exception {
        bed.finish(bay());
        bed.deployer.makeLoadBalancers(3);
        release();
        assertThat(bed.log.events(event -> event.startsWith("clean "))).hasSize(2);
        assertThat(bed.log.events(event -> event.startsWith("deleteCluster"))).hasSize(1);
        assertThat(bed.said())
                .anyMatch(
                        line -> line.contains("is not deleted before what was made from inside it is gone: it still has"
                                + " load balancer web"));
    }

    @Test
    void anEngineThatIsSilentDoesNotHoldItsBayUpForLong() throws Exception {
        bed.finish(bay());
        bed.deployer.makeLoadBalancers(3);
        bed.deployer.silent();
        Instant asked = bed.clock.instant();
        release();
        assertThat(Duration.between(asked, bed.clock.instant()))
                .isBetween(BayClearing.PATIENCE, BayClearing.PATIENCE.plusMinutes(1));
    }

    private BayFlow bay() {
        return new BayFlow(bed.context(), id, "block", bed.bayRequest(), bed.deadline(), bed.progress());
    }

    private List<Resource> bays() {
        return bed.ledger().get(id).resources(r -> r.kind() == ResourceKind.CLUSTER);
    }

    private void release() throws Exception {
        bed.ledger().requestRelease(id, "the block ended");
        Environment ended = bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }
}
