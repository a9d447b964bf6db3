package io.jenkins.plugins.dataclone.contract;

import io.jenkins.plugins.dataclone.embedded.Quotas;
import io.jenkins.plugins.dataclone.flow.BayFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of quotas that are used up is in docs/operations.md with its cause and its cure. */
class QuotaSentencesTest extends SentencesContract {
    private String share;
    private String volume;

    QuotaSentencesTest() {
        super("From quotas");
    }

    @BeforeEach
    void production() throws Exception {
        share = bed.embedded.addProductionShare("orders-db", 2);
        volume = bed.embedded.addProductionVolume("orders-disk", 3);
    }

    @Test
    void whatWaitsInLine() throws Exception {
        quotas().shares(1);
        Flow<CloneResult> flow = bed.cloning(ofShare());
        bed.run(flow, Duration.ofMinutes(1));
        explain(bed.said("position 1"));
        quotas().shares(2);
        bed.finish(flow);
        explain(bed.said("There is room"));
    }

    @Test
    void whatWaitsInVain() throws Exception {
        quotas().volumeGigabytes(8);
        explain(bed.failure(bed.cloning(ofVolume()).waitingForQuotaUntil(bed.clock.instant()))
                .getMessage());
    }

    @Test
    void whatCanNeverFit() throws Exception {
        quotas().shareGigabytes(1);
        explain(bed.failure(bed.cloning(ofShare())).getMessage());
        BayRequest huge =
                new BayRequest("lab", "huge", "swarm-mode", 30, 1, ClusterOptions.ofTemplate(60), VolumeTemplate.nfs());
        explain(bed.failure(new BayFlow(bed.context(), bed.environment(), "bay", huge, bed.deadline(), bed.progress()))
                .getMessage());
    }

    @Test
    void whatTheCloudRefusesAllTheSame() throws Exception {
        bed.embedded
                .faults()
                .next("GET", "/quota-sets/*/detail")
                .status(403, "Access was denied to this resource.")
                .times(Integer.MAX_VALUE);
        quotas().shares(1);
        Flow<CloneResult> flow =
                bed.cloning(ofShare()).waitingForQuotaUntil(bed.clock.instant().plusSeconds(60));
        String last = bed.failure(flow).getMessage();
        explain(bed.said("- trying again"));
        explain(last);
        bed.embedded.quotas("ci").shareSnapshots(0);
        explain(bed.failure(bed.cloning(ofShare()).waitingForQuotaUntil(bed.clock.instant()))
                .getMessage());
        bed.embedded.quotas("ci").shareSnapshots(5).shareSnapshotGigabytes(1);
        explain(bed.failure(bed.cloning(ofShare()).waitingForQuotaUntil(bed.clock.instant()))
                .getMessage());
        bed.embedded.quotas("ci").shareSnapshotGigabytes(10).shares(9).shareGigabytes(3);
        explain(bed.failure(bed.cloning(ofShare()).waitingForQuotaUntil(bed.clock.instant()))
                .getMessage());
    }

    private Quotas quotas() {
        return bed.embedded.quotas("ci");
    }

    private CloneRequest ofShare() {
        return new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                share,
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                new AccessPolicy(List.of(Grantee.address("10.0.0.7")), "rw", false));
    }

    private CloneRequest ofVolume() {
        return new CloneRequest(
                "lab",
                "orders-disk",
                DataKind.VOLUME,
                volume,
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                new AccessPolicy(List.of(), "rw", false),
                AttachPolicy.none());
    }

    private void explain(String message) {
        table.explains(message.replace(bed.environment(), "<environment>"));
    }
}
