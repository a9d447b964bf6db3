package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quotas before anything is created, and when the cloud refuses for one. */
class AdmissionTest {
    private final TestBed bed = new TestBed();
    private Environment environment;

    @BeforeEach
    void open() throws CloudException {
        environment = bed.open();
    }

    @Test
    void asksForNothingWhileItDoesNotFit() throws Exception {
        bed.cloud.quotas().set(QuotaKind.SHARES, 5, 5);
        CloneFlow flow = cloneFlow();
        assertThat(bed.run(flow, Duration.ofMinutes(5))).isFalse();
        assertThat(bed.cloud.created()).isEmpty();
        assertThat(flow.status()).isEqualTo("quota on cloud 'lab', position 1 in line: shares: 1 needed, 0 of 5 free");
        assertThat(bed.said())
                .containsExactly("Waiting for quota on cloud 'lab', position 1 in line: shares: 1 needed, 0 of 5 free");
    }

    @Test
    void goesOnAsSoonAsThereIsRoom() throws Exception {
        bed.cloud.quotas().set(QuotaKind.SHARE_SNAPSHOTS, 1, 1);
        CloneFlow flow = cloneFlow();
        assertThat(bed.run(flow, Duration.ofMinutes(2))).isFalse();
        bed.cloud.quotas().set(QuotaKind.SHARE_SNAPSHOTS, 1, 0);
        assertThat(bed.finish(flow).source()).isEqualTo("orders-db");
        assertThat(bed.said()).contains("There is room now on cloud 'lab', going on");
    }

    @Test
    void whatThisJenkinsHasOfTheCloudIsLimitedByItsAdministrator() throws Exception {
        bed.caps = new Caps(1, 0, 0);
        bed.finish(cloneFlow());
        Environment next = bed.ledger().open(TestBed.OWNER, "second", bed.lifetime());
        CloneFlow second =
                new CloneFlow(bed.context(), next.id(), "clone", bed.cloneRequest(), bed.deadline(), bed.progress());
        assertThat(bed.run(second, Duration.ofMinutes(2))).isFalse();
        assertThat(second.status()).endsWith("clones (limit set in Jenkins): 1 needed, 0 of 1 free");
        bed.ledger().requestRelease(environment.id(), "over");
        bed.finish(new ReleaseFlow(bed.context(), environment.id(), bed.progress()));
        assertThat(bed.finish(second).source()).isEqualTo("orders-db");
    }

    @Test
    void saysWithNumbersThatItWaitedInVain() throws Exception {
        bed.cloud.quotas().set(QuotaKind.SHARE_GIGABYTES, 100, 99);
        Flow<?> flow = cloneFlow().waitingForQuotaUntil(bed.clock.instant().plus(Duration.ofMinutes(10)));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessage("Environment " + environment.id() + " waited in vain for the quota of cloud 'lab': GiB of"
                        + " shares: 2 needed, 1 of 100 free; free something there, raise the quota, or allow a longer"
                        + " quotaTimeout")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.QUOTA));
        assertThat(bed.cloud.created()).isEmpty();
    }

    @Test
    void doesNotWaitForWhatCanNeverFit() {
        bed.cloud.quotas().set(QuotaKind.SHARE_GIGABYTES, 1, 0);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(cloneFlow()))
                .withMessageStartingWith("The quota of cloud 'lab' can never hold environment " + environment.id()
                        + ": GiB of shares: 2 needed, 1 of 1 free;");
        assertThat(bed.cloud.created()).isEmpty();
    }

    @Test
    void aWholeEnvironmentWaitsWithBothHands() throws Exception {
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 8);
        EnvironmentFlow flow = environmentFlow();
        assertThat(bed.run(flow, Duration.ofMinutes(2))).isFalse();
        assertThat(bed.cloud.created()).isEmpty();
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 7);
        assertThat(bed.finish(flow).bay()).isPresent();
    }

    @Test
    void aBayThatWaitsInLineAsksForItsTemplateNoMore() throws Exception {
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 10);
        BayFlow flow =
                new BayFlow(bed.context(), environment.id(), "bay", bed.bayRequest(), bed.deadline(), bed.progress());
        assertThat(bed.run(flow, Duration.ofMinutes(1))).isFalse();
        int asked = askedForTemplates();
        assertThat(bed.run(flow, Duration.ofMinutes(5))).isFalse();
        assertThat(askedForTemplates()).isEqualTo(asked);
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 0);
        assertThat(bed.finish(flow).coe()).isEqualTo("swarm-mode");
    }

    private int askedForTemplates() {
        return bed.log.events(event -> event.startsWith("clusterTemplate")).size();
    }

    @Test
    void anEnvironmentWaitsForTheServersOfItsHeatStackBeforeItTakesAnything() throws Exception {
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 9);
        EnvironmentFlow flow = new EnvironmentFlow(
                bed.context(),
                environment.id(),
                "block",
                bed.cloneRequest(),
                Optional.empty(),
                Optional.of(heat()),
                bed.deadline(),
                bed.progress());
        assertThat(bed.run(flow, Duration.ofMinutes(2))).isFalse();
        assertThat(flow.status()).endsWith("instances: 2 needed, 1 of 10 free");
        assertThat(bed.cloud.created()).isEmpty();
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 8);
        assertThat(bed.finish(flow).stack()).isPresent();
    }

    @Test
    void aHeatStackBesideWhatIsThereWaitsForItsServers() throws Exception {
        bed.finish(cloneFlow());
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 9);
        HeatFlow flow = new HeatFlow(bed.context(), environment.id(), "stack", heat(), bed.deadline(), bed.progress());
        assertThat(bed.run(flow, Duration.ofMinutes(2))).isFalse();
        assertThat(flow.status())
                .isEqualTo("quota on cloud 'lab', position 1 in line: instances: 2 needed, 1 of 10 free");
        bed.cloud.quotas().set(QuotaKind.INSTANCES, 10, 8);
        assertThat(bed.finish(flow).name()).isEqualTo("dataclone-" + environment.id() + "-heat-1");
    }

    @Test
    void anEnvironmentWithAVolumeWaitsForRoomForAVolume() throws Exception {
        bed.cloud.quotas().set(QuotaKind.SHARES, 1, 1);
        bed.cloud.quotas().set(QuotaKind.VOLUMES, 3, 3);
        EnvironmentFlow flow = new EnvironmentFlow(
                bed.context(),
                environment.id(),
                "block",
                bed.volumeRequest(),
                Optional.empty(),
                Optional.empty(),
                bed.deadline(),
                bed.progress());
        assertThat(bed.run(flow, Duration.ofMinutes(2))).isFalse();
        assertThat(flow.status()).endsWith("volumes: 1 needed, 0 of 3 free");
        bed.cloud.quotas().set(QuotaKind.VOLUMES, 3, 2);
        assertThat(bed.finish(flow).data().source()).isEqualTo("orders-disk");
    }

    private static DeployRequest heat() {
        byte[] template = "server web\nserver db\noutput url http://web".getBytes(StandardCharsets.UTF_8);
        return new DeployRequest("app.hot.yaml", path -> template, Map.of(), Map.of(), true, List.of());
    }

    @Test
    void aRefusalForAQuotaPutsItBackInLine() throws Exception {
        bed.cloud.failNext(
                "createShare",
                Fault.refused(CloudException.answered(
                        CloudException.Kind.QUOTA, "Manila refused: over quota (413)", 413, null, null)));
        assertThat(bed.finish(cloneFlow()).source()).isEqualTo("orders-db");
        assertThat(bed.said()).contains("Manila refused: over quota (413) - trying again");
        assertThat(bed.cloud.created()).containsEntry("dataclone-" + environment.id() + "-share-1", 1);
    }

    @Test
    void aRefusalAfterTheTimeAllowedIsTheEnd() {
        CloudException refusal =
                CloudException.answered(CloudException.Kind.QUOTA, "Manila refused: over quota (413)", 413, null, null);
        for (int i = 0; i < 20; i++) {
            bed.cloud.failNext("createShare", Fault.refused(refusal));
        }
        Flow<?> flow = cloneFlow().waitingForQuotaUntil(bed.clock.instant().plus(Duration.ofMinutes(2)));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessage("Manila refused: over quota (413)");
    }

    @Test
    void aRestartLosesNoPlaceAndTakesNothingTwice() throws Exception {
        bed.cloud.quotas().set(QuotaKind.SHARES, 1, 1);
        assertThat(bed.run(cloneFlow(), Duration.ofMinutes(1))).isFalse();
        bed.restart();
        assertThat(bed.run(cloneFlow(), Duration.ofMinutes(1))).isFalse();
        bed.cloud.quotas().set(QuotaKind.SHARES, 1, 0);
        bed.finish(cloneFlow());
        bed.cloud.quotas().set(QuotaKind.SHARES, 1, 1);
        bed.restart();
        assertThat(bed.finish(cloneFlow()).source()).isEqualTo("orders-db");
        assertThat(bed.cloud.created()).containsEntry("dataclone-" + environment.id() + "-share-1", 1);
    }

    private CloneFlow cloneFlow() {
        return new CloneFlow(
                bed.context(), environment.id(), "clone", bed.cloneRequest(), bed.deadline(), bed.progress());
    }

    private EnvironmentFlow environmentFlow() {
        return new EnvironmentFlow(
                bed.context(),
                environment.id(),
                "block",
                bed.cloneRequest(),
                Optional.of(bed.bayRequest()),
                Optional.empty(),
                bed.deadline(),
                bed.progress());
    }
}
