package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another number of nodes for a bay. */
class ResizeFlowTest {
    private final TestBed bed = new TestBed();
    private String id;
    private BayResult bay;

    @BeforeEach
    void makeABay() throws Exception {
        id = bed.open().id();
        bay = bed.finish(new BayFlow(bed.context(), id, "block", bed.bayRequest(), bed.deadline(), bed.progress()));
    }

    @Test
    void theOldStatusRightAfterTheRequestIsNotTakenForTheResult() throws Exception {
        BayResult resized = bed.finish(resize(5));
        assertThat(resized.nodeCount()).isEqualTo(5);
        assertThat(resized.id()).isEqualTo(bay.id());
        assertThat(bed.cloud.nodes(bay.id())).isEqualTo(5);
        assertThat(bed.log.events(event -> event.startsWith("done resizeCluster")))
                .containsExactly("done resizeCluster " + bay.id() + " to 5");
        assertThat(bed.said())
                .contains("Bay " + bay.name() + " is resized from 2 to 5 nodes", "Bay " + bay.name() + " has 5 nodes");
        assertThat(resource().attributes().keySet()).noneMatch(name -> name.startsWith("resize"));
    }

    @Test
    void anOldStatusIsNotTakenForALostRequestHoweverLongItsAnswerTakes() throws Exception {
        ResizeFlow flow = resize(5);
        flow.advance();
        bed.cloud.failNext("showCluster", Fault.slowAnswer(Provisioner.SETTLE));
        flow.advance();
        assertThat(bed.finish(flow).nodeCount()).isEqualTo(5);
        assertThat(bed.log.events(event -> event.startsWith("done resizeCluster")))
                .hasSize(1);
    }

    @Test
    void whatABayHasAlreadyIsNotAskedFor() throws Exception {
        assertThat(bed.finish(resize(2)).nodeCount()).isEqualTo(2);
        assertThat(bed.log.indexOf("resizeCluster")).isNegative();
    }

    @Test
    void oneResizeAfterTheOther() throws Exception {
        bed.finish(resize(3));
        assertThat(bed.finish(resize(1)).nodeCount()).isEqualTo(1);
        assertThat(bed.cloud.nodes(bay.id())).isEqualTo(1);
        assertThat(bed.said()).contains("Bay " + bay.name() + " has 1 node");
    }

    @Test
    void aRequestThatWasLostIsSentAgain() throws Exception {
        bed.cloud.failNext("resizeCluster", Fault.noAnswer());
        assertThat(bed.finish(resize(4)).nodeCount()).isEqualTo(4);
        bed.cloud.failNext("resizeCluster", Fault.answerLost());
        assertThat(bed.finish(resize(3)).nodeCount()).isEqualTo(3);
    }

    @Test
    void aResizeThatMagnumAcceptedAndDroppedIsAskedForAgain() throws Exception {
        bed.cloud.dropNextResize();
        assertThat(bed.finish(resize(4)).nodeCount()).isEqualTo(4);
        assertThat(bed.log.events(event -> event.startsWith("done resizeCluster")))
                .hasSize(2);
    }

    @Test
    void aResizeThatFailsSaysWhyAndTheBayGoesOn() throws Exception {
        bed.cloud.failNextResize("swarm_node (Server): Forbidden: Quota exceeded for instances");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(resize(9)))
                .withMessage("Bay " + bay.name() + " on cloud 'lab' (" + bay.id()
                        + ") could not be resized to 9 nodes: swarm_node (Server): Forbidden: Quota exceeded for"
                        + " instances");
        assertThat(resource().isReady()).isTrue();
        assertThat(bed.finish(resize(3)).nodeCount())
                .as("the status is still that of the failure when it is asked for")
                .isEqualTo(3);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        ResizeFlow flow = resize(5);
        flow.advance();
        bed.restart();
        assertThat(bed.finish(resize(5)).nodeCount()).isEqualTo(5);
        assertThat(bed.log.events(event -> event.startsWith("done resizeCluster")))
                .hasSize(1);
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeAnythingIsAsked() throws Exception {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(
                        () -> bed.finish(new ResizeFlow(bed.context(), id, "other", 3, bed.deadline(), bed.progress())))
                .withMessageContaining("has no bay 'other': it has " + bay.name());
        bed.ledger().requestRelease(id, "the build was aborted");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(resize(3)))
                .withMessageContaining("no bay of it is resized any more");
        assertThat(bed.log.indexOf("resizeCluster")).isNegative();
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        ResizeFlow flow = new ResizeFlow(
                bed.context(), id, null, 3, bed.clock.instant().plus(Duration.ofSeconds(1)), bed.progress());
        bed.cloud.dropNextResize();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("Gave up waiting: bay " + bay.name() + " to have 3 nodes");
    }

    private ResizeFlow resize(int nodes) {
        return new ResizeFlow(bed.context(), id, null, nodes, bed.deadline(), bed.progress());
    }

    private Resource resource() {
        return bed.ledger()
                .get(id)
                .resources(r -> r.kind() == ResourceKind.CLUSTER)
                .get(0);
    }
}
