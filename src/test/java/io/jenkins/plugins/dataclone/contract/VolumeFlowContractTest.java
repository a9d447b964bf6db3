package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
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
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Time;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** A clone of a volume from the ledger's first line to its last. On either cloud. */
class VolumeFlowContractTest {
    private static final String TYPE = "lvm";

    private final List<String> said = new ArrayList<>();
    private ContractCloud contract;
    private Time clock;
    private Volumes volumes;
    private String production;
    private InMemoryEnvironmentStore store;
    private FlowContext context;
    private Environment environment;

    @BeforeEach
    void prepare() throws Exception {
        contract = ContractCloud.open();
        clock = contract.pace();
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
        new OwnTime(contract).volumeSnapshot("snapshot of a volume flow", clone.snapshotId());
        new OwnTime(contract).volume("volume of a volume flow", clone.id());

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
            LockSupport.parkNanos(advance.delay().dividedBy(contract.speed()).toNanos());
        }
        assertThat(restarts).isPositive();
        assertThat(volumes.listVolumes("dcit-" + environment.id())).hasSize(1);
        assertThat(volumes.snapshotsOf(production)).hasSize(1);
    }

    @Test
    void aCloneOnAServerGoesBackInPlaceAsOftenAsWanted() throws Exception {
        String server = contract.server("agent");
        try {
            CloneResult clone =
                    contract.timed("clone of a volume on a server", () -> finish(flow(contract.prefix() + "agent")));
            assertThat(clone.attached()).extracting(Attached::serverId).containsExactly(server);
            assertThat(clone.attached())
                    .allSatisfy(at -> assertThat(at.device()).startsWith("/dev/"));

            CheckpointResult one =
                    contract.timed("checkpoint of a volume in use", () -> finish(take(clone.name(), "one")));
            assertThat(volumes.showSnapshot(one.id()).volumeId()).isEqualTo(clone.id());
            assertThat(volumes.showSnapshot(one.id()).createdAt()).isEqualTo(one.takenAt());
            new OwnTime(contract).volumeSnapshot("checkpoint of a volume in use", one.id());

            for (String time : List.of("first", "second")) {
                RollbackResult back = contract.timed(
                        "roll-back of a volume on a server, " + time, () -> finish(goBack(clone.name(), "one", time)));
                assertThat(back.replaced()).isFalse();
                assertThat(back.data().id()).isEqualTo(clone.id());
                assertThat(back.data().attached())
                        .extracting(Attached::serverId)
                        .containsExactly(server);
                assertThat(volumes.showVolume(clone.id()).status()).isEqualTo("in-use");
            }
            said.forEach(contract::note);
            contract.timed("release of a volume on a server with a checkpoint", () -> {
                release();
                return null;
            });
        } finally {
            contract.removeServer(server);
        }
    }

    /** Cinder goes back to the latest snapshot only, whoever took it. */
    @Test
    void anotherCloneTakesThePlaceOfOneThatSomebodyElseTookASnapshotOf() throws Exception {
        String server = contract.server("agent");
        String foreign = null;
        try {
            CloneResult clone = finish(flow(contract.prefix() + "agent"));
            finish(take(clone.name(), "one"));
            foreign = contract.raw()
                    .volume(
                            HttpMethod.POST,
                            "/snapshots",
                            Map.of(
                                    "snapshot",
                                    Map.of(
                                            "volume_id",
                                            clone.id(),
                                            "name",
                                            contract.prefix() + "foreign",
                                            "force",
                                            true)))
                    .at("/snapshot/id")
                    .asText();
            String made = foreign;
            ContractCloud.ready(() -> volumes.showSnapshot(made).remoteStatus());

            RollbackResult back = contract.timed(
                    "roll-back of a volume by another clone", () -> finish(goBack(clone.name(), "one", "1")));

            assertThat(back.replaced()).isTrue();
            assertThat(back.data().attached()).extracting(Attached::serverId).containsExactly(server);
            assertThat(volumes.attachments(clone.id())).isEmpty();
            assertThat(said).anyMatch(line -> line.contains("foreign (" + made + ") of it is a later one"));
            new OwnTime(contract).volume("volume from a checkpoint", back.data().id());
        } finally {
            if (foreign != null) {
                ContractCloud.gone(volumes::deleteSnapshot, volumes::showSnapshot, foreign);
            }
            release();
            contract.removeServer(server);
        }
    }

    /** After each step of the roll-back the controller starts anew and knows nothing but the ledger. */
    @Test
    void aRollBackGoesOnAfterARestartAtEveryTick() throws Exception {
        String server = contract.server("agent");
        try {
            CloneResult clone = finish(flow(contract.prefix() + "agent"));
            finish(take(clone.name(), "one"));
            int restarts = 0;
            while (true) {
                context = context();
                Advance<RollbackResult> advance =
                        goBack(clone.name(), "one", "1").advance();
                if (advance.isDone()) {
                    assertThat(advance.result().orElseThrow().replaced()).isFalse();
                    break;
                }
                restarts++;
                LockSupport.parkNanos(
                        advance.delay().dividedBy(contract.speed()).toNanos());
            }
            assertThat(restarts).isPositive();
            assertThat(volumes.listVolumes("dcit-" + environment.id())).hasSize(1);
            assertThat(volumes.showVolume(clone.id()).attachments())
                    .extracting(Volumes.Attachment::serverId)
                    .containsExactly(server);
        } finally {
            release();
            contract.removeServer(server);
        }
    }

    /** To whom it does not belong, a production volume does not exist. */
    @Test
    void whatIsAnotherTenantsCannotBeCloned() throws Exception {
        OpenStackCloud strangers = new OpenStackCloud(contract.other());
        FlowContext elsewhere = context(strangers);
        Flow<CloneResult> flow = flow(elsewhere, CloneShape.likeProduction(), new AttachPolicy(List.of(), List.of()));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> finish(flow))
                .withMessageContaining("names volume " + production)
                .withMessageContaining("does not know")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFIGURATION))
                .satisfies(e -> contract.note(e.getMessage()));
        assertThat(volumes.snapshotsOf(production)).isEmpty();
        assertThat(strangers.volumes().listVolumes("dcit-" + environment.id())).isEmpty();
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
        return context(contract.cloud());
    }

    private FlowContext context(OpenStackCloud openStack) throws Exception {
        Naming naming = new Naming("dcit");
        Ledger ledger = Ledger.load(store, clock, () -> naming, FixedIdentity.of("contract"));
        return FlowContext.unlimited(
                ledger,
                name -> openStack,
                naming::prefix,
                coe -> {
                    throw new AssertionError("nothing is deployed");
                },
                clock,
                new Random(1));
    }

    private Flow<CloneResult> flow(CloneShape shape) {
        return flow(shape, new AttachPolicy(List.of(), List.of()));
    }

    private Flow<CloneResult> flow(String server) {
        return flow(CloneShape.likeProduction(), new AttachPolicy(List.of(server), List.of(server)));
    }

    private Flow<CloneResult> flow(CloneShape shape, AttachPolicy attach) {
        return flow(context, shape, attach);
    }

    private Flow<CloneResult> flow(FlowContext context, CloneShape shape, AttachPolicy attach) {
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
                        new AccessPolicy(List.of(), "rw", false),
                        attach),
                deadline(),
                said::add);
    }

    private Flow<CheckpointResult> take(String clone, String label) throws CloudException {
        return Checkpoints.take(context, environment.id(), "take " + label, clone, label, deadline(), said::add);
    }

    private Flow<RollbackResult> goBack(String clone, String label, String time) throws CloudException {
        return Checkpoints.goBack(
                context,
                environment.id(),
                "back " + time,
                new RollbackRequest(clone, label, false),
                deadline(),
                said::add);
    }

    private static Instant deadline() {
        return Instant.now().plus(Duration.ofMinutes(10));
    }

    private void release() throws Exception {
        context.ledger().requestRelease(environment.id(), "the test has ended");
        Environment ended = finish(new ReleaseFlow(context, environment.id(), Progress.NONE));
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(volumes.listVolumes("dcit-" + environment.id())).isEmpty();
        assertThat(volumes.listSnapshots("dcit-" + environment.id())).isEmpty();
    }

    private <T> T finish(Flow<T> flow) throws CloudException, InterruptedException {
        while (true) {
            Advance<T> advance = flow.advance();
            if (advance.isDone()) {
                return advance.result().orElseThrow();
            }
            LockSupport.parkNanos(advance.delay().dividedBy(contract.speed()).toNanos());
        }
    }
}
