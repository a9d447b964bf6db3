package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.Engines;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.OwnUse;
import io.jenkins.plugins.dataclone.flow.QuotaLines;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.flow.StatusBoards;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Time;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clone of a volume from the ledger's first line to its last. On either cloud. */
class VolumeFlowContractTest {
    private static final Time CLOCK = Time.of(InstantSource.system());
    private static final String TYPE = "lvm";

    private final List<String> said = new ArrayList<>();
    private ContractCloud contract;
    private Volumes volumes;
    private String production;
    private InMemoryEnvironmentStore store;
    private FlowContext context;
    private Environment environment;

    @BeforeEach
    void prepare() throws Exception {
        contract = ContractCloud.open();
        volumes = contract.cloud().volumes();
        production = contract.volume("production", TYPE, 1);
        ContractCloud.ready(() -> volumes.showVolume(production).remoteStatus());
        store = new InMemoryEnvironmentStore(new EventLog());
        context = context();
        environment = context.ledger()
                .open(new Owner("it#1", "", Instant.now()), contract.prefix(), Lifetime.of(Duration.ofHours(1)));
    }

    @AfterEach
    void removeEverything() throws Exception {
        release();
        ContractCloud.gone(volumes::deleteVolume, volumes::showVolume, production);
        contract.close();
    }

    @Test
    void aCloneIsMadeAndEverythingIsGoneAgain() throws Exception {
        CloneResult clone = contract.timed("clone of a volume", () -> finish(flow(CloneShape.likeProduction())));
        assertThat(clone.kind()).isEqualTo(DataKind.VOLUME);
        assertThat(clone.sizeGiB()).isEqualTo(1);
        assertThat(clone.attached()).isEmpty();
        Volume remote = volumes.showVolume(clone.id());
        assertThat(remote.remoteStatus()).isEqualTo(RemoteStatus.READY);
        assertThat(remote.name()).isEqualTo(clone.name()).startsWith("dcit-" + environment.id());
        assertThat(remote.snapshotId()).isEqualTo(clone.snapshotId());
        assertThat(remote.type()).isEqualTo(TYPE);
        assertThat(OwnershipTag.from(remote.metadata()).map(OwnershipTag::environment))
                .contains(environment.id());
        assertThat(volumes.showSnapshot(clone.snapshotId()).createdAt()).isEqualTo(clone.dataTime());
        said.forEach(contract::note);

        CloneResult again = finish(flow(CloneShape.likeProduction()));
        assertThat(again.id()).as("the same key is the same clone").isEqualTo(clone.id());

        contract.timed("release of a volume", () -> {
            release();
            return null;
        });
        assertThat(volumes.snapshotsOf(production)).isEmpty();
        assertThat(volumes.showVolume(production).remoteStatus())
                .as("production is as it was")
                .isEqualTo(RemoteStatus.READY);
    }

    /** After each step the controller starts anew and knows nothing but the ledger. */
    @Test
    void goesOnAfterARestartAtEveryTick() throws Exception {
        int restarts = 0;
        while (true) {
            context = context();
            Advance<CloneResult> advance = flow(CloneShape.likeProduction()).advance();
            if (advance.isDone()) {
                break;
            }
            restarts++;
            LockSupport.parkNanos(advance.delay().toNanos());
        }
        assertThat(restarts).isPositive();
        assertThat(volumes.listVolumes("dcit-" + environment.id())).hasSize(1);
        assertThat(volumes.snapshotsOf(production)).hasSize(1);
    }

    @Test
    void anUnknownTypeIsSaidBeforeAnythingIsMade() throws Exception {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> finish(flow(new CloneShape("no-such-type", 0, null, null))))
                .withMessageContaining("cannot be cloned")
                .withMessageContaining("no volume type 'no-such-type'")
                .satisfies(e -> contract.note(e.getMessage()));
        assertThat(volumes.snapshotsOf(production)).isEmpty();
    }

    private FlowContext context() throws Exception {
        Naming naming = new Naming("dcit");
        Ledger ledger = Ledger.load(store, CLOCK, () -> naming, FixedIdentity.of("contract"));
        return new FlowContext(
                ledger,
                name -> contract.cloud(),
                new StatusBoards(naming::prefix, CLOCK),
                new QuotaLines(CLOCK, new OwnUse(ledger, name -> Caps.NONE)),
                coe -> {
                    throw new AssertionError("nothing is deployed");
                },
                new Engines(CLOCK),
                CLOCK,
                new Random(1));
    }

    private Flow<CloneResult> flow(CloneShape shape) throws CloudException {
        return CloneFlows.of(
                context,
                environment.id(),
                "key",
                new CloneRequest(
                        contract.cloud().name(),
                        "orders-disk",
                        DataKind.VOLUME,
                        production,
                        SnapshotPolicy.takeNew(),
                        shape,
                        new AccessPolicy(List.of(), "rw", false)),
                Instant.now().plus(Duration.ofMinutes(10)),
                said::add);
    }

    private void release() throws Exception {
        context.ledger().requestRelease(environment.id(), "the test has ended");
        Environment ended = finish(new ReleaseFlow(context, environment.id(), Progress.NONE));
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(volumes.listVolumes("dcit-" + environment.id())).isEmpty();
        assertThat(volumes.listSnapshots("dcit-" + environment.id())).isEmpty();
    }

    private static <T> T finish(Flow<T> flow) throws CloudException, InterruptedException {
        while (true) {
            Advance<T> advance = flow.advance();
            if (advance.isDone()) {
                return advance.result().orElseThrow();
            }
            LockSupport.parkNanos(advance.delay().toNanos());
        }
    }
}
