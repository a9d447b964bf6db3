package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.access.AccessDeniedException;

/** What a build tells of its environments, while they live and when the ledger has forgotten them. */
class BuildPageTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    private Run<?, ?> run;

    @BeforeEach
    void aBuild() {
        jenkins.job("shop/orders");
        run = jenkins.run("shop/orders");
    }

    @Test
    void aBuildWithoutAnEnvironmentHasNoPage() {
        assertThat(new BuildPageFactory().createFor(run)).isEmpty();
    }

    @Test
    void aRunningBuildShowsWhatTheLedgerKnows() throws Exception {
        Environment environment = jenkins.environment(run);
        clone(environment);

        BuildPage page = page();
        ReceiptView receipt = page.getEnvironment(environment.id());
        assertThat(receipt.getStatus()).isEqualTo(Status.READY);
        assertThat(receipt.getData()).singleElement().satisfies(data -> {
            assertThat(data.getSource()).isEqualTo("orders-db");
            assertThat(data.getFacts()).startsWith("data of 2026-11-22 03:00 UTC, 5 GiB, cloned in ");
            assertThat(data.isIndexed()).isTrue();
        });
        assertThat(page.getEnvironment("another")).isNull();
    }

    @Test
    void theReceiptStaysWithTheBuildAndTellsHowEachObjectIsKnownToBeGone() throws Exception {
        Environment environment = jenkins.environment(run);
        Resource clone = clone(environment);
        jenkins.runtime().ledger().requestRelease(environment.id(), "the block has ended");
        jenkins.runtime().ledger().update(environment.id(), clone.name(), r -> r.deleting()
                .gone(Instant.now(), GoneProof.NOT_FOUND));
        jenkins.runtime().ledger().markEnded(environment.id());
        jenkins.runtime().writeReceipt(environment.id());
        run.setResult(hudson.model.Result.SUCCESS);

        ReceiptView receipt = page().getReceipts().get(0);
        assertThat(receipt.getStatus()).isEqualTo(Status.GONE);
        assertThat(receipt.getReleaseReason()).isEqualTo("the block has ended");
        assertThat(receipt.getItems()).singleElement().satisfies(line -> {
            assertThat(line.getKind()).isEqualTo("share");
            assertThat(line.getGoneAt()).isNotEmpty();
            assertThat(line.getOutcome()).isEqualTo("not found by id, none of its name");
        });
        assertThat(receipt.isOnPage()).isFalse();
    }

    @Test
    void whichBuildsUsedTheDataIsInJenkinsIndex() throws Exception {
        Environment environment = jenkins.environment(run);
        clone(environment);
        jenkins.runtime().writeReceipt(environment.id());
        ReceiptView.Data data = page().getReceipts().get(0).getData().get(0);

        for (String hash : new String[] {data.getSourceFingerprint(), data.getSnapshotFingerprint()}) {
            assertThat(hash).matches("[0-9a-f]{32}");
            assertThat(Jenkins.get()
                            .getFingerprintMap()
                            .getOrCreate((Run<?, ?>) null, "", hash)
                            .getRangeSet("shop/orders")
                            .includes(run.getNumber()))
                    .isTrue();
        }
        assertThat(data.getSourceFingerprint()).isNotEqualTo(data.getSnapshotFingerprint());
    }

    @Test
    void aKeptEnvironmentSaysUntilWhenAndLeadsToItsPage() throws Exception {
        Environment environment = jenkins.environment(run);
        jenkins.runtime().keep(environment.id(), Duration.ofMinutes(90), "the tests failed");
        run.setResult(hudson.model.Result.FAILURE);
        jenkins.grant("viewer", DataClonePermissions.VIEW);

        ReceiptView receipt = page().getReceipts().get(0);
        assertThat(receipt.getStatus()).isEqualTo(Status.KEPT);
        assertThat(receipt.getKeptUntil()).matches("[0-9-]+ [0-9:]+ UTC");
        assertThat(receipt.getKeptBecause()).isEqualTo("the tests failed");
        assertThat(jenkins.as("viewer", receipt::isOnPage)).isTrue();
        assertThat(jenkins.as("somebody", receipt::isOnPage)).isFalse();
    }

    @Test
    void thePictureIsForThoseWhoMayReadTheBuild() throws Exception {
        clone(jenkins.environment(run));
        jenkins.grantOn("shop/orders", "reader", Item.READ);
        ReceiptView receipt = page().getReceipts().get(0);

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> jenkins.as("stranger", receipt::doTimeline));
        PlainAnswer picture = (PlainAnswer) jenkins.as("reader", receipt::doTimeline);
        assertThat(picture.text()).startsWith("<svg").contains("share 1");
    }

    private BuildPage page() {
        assertThat(new BuildPageFactory().createFor(run)).hasSize(1);
        return (BuildPage) new BuildPageFactory().createFor(run).iterator().next();
    }

    private Resource clone(Environment environment) throws Exception {
        Resource planned = jenkins.runtime()
                .ledger()
                .plan(
                        environment.id(),
                        ResourceKind.SHARE,
                        "lab",
                        "clone",
                        Map.of(
                                "dataSource", "orders-db",
                                "snapshot", "s1",
                                "dataTime", "2026-11-22T03:00:00Z",
                                "sizeGiB", "5"));
        jenkins.runtime().ledger().request(environment.id(), planned.name());
        return jenkins.runtime().ledger().update(environment.id(), planned.name(), r -> r.created("c1")
                .ready(r.requestedAt().plusSeconds(3)));
    }
}
