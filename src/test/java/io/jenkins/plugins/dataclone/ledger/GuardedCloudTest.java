package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Networks;
import io.jenkins.plugins.dataclone.port.Quotas;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Time;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedCloudTest {
    /** All that may be done with an object that is not ours. Whatever else a port offers has to be refused. */
    private static final Set<String> HARMLESS = Set.of(
            "Shares.showShare",
            "Shares.listShares",
            "Shares.createShare",
            "Shares.exportLocations",
            "Shares.showSnapshot",
            "Shares.listSnapshots",
            "Shares.listSnapshotsOf",
            "Shares.shareType",
            "Shares.shareNetworkId",
            "Shares.requireAccess",
            "Shares.shareTypes",
            "Shares.shareNetworks",
            "Shares.createSnapshot",
            "Shares.listAccess",
            "Shares.failureReason",
            "Volumes.showVolume",
            "Volumes.volumeTypes",
            "Volumes.listVolumes",
            "Volumes.createVolume",
            "Volumes.showSnapshot",
            "Volumes.listSnapshots",
            "Volumes.snapshotsOf",
            "Volumes.createSnapshot",
            "Volumes.volumeType",
            "Volumes.attachments",
            "Volumes.failureReason",
            "Volumes.whyNoRevert",
            "Servers.server",
            "Servers.attachment",
            "Servers.flavors",
            "Servers.keypairs",
            "Clusters.templates",
            "Clusters.template",
            "Clusters.create",
            "Clusters.show",
            "Clusters.list",
            "Clusters.requireTrust",
            "Clusters.nodeCidrs",
            "Stacks.read",
            "Stacks.validate",
            "Stacks.create",
            "Stacks.show",
            "Stacks.find",
            "Stacks.list",
            "Stacks.outputs",
            "Stacks.progress",
            "Stacks.serverCidrs",
            "Stacks.servers",
            "Networks.subnetCidrs",
            "Networks.subnetCidr",
            "Quotas.read",
            "Quotas.ofCluster",
            "Quotas.ofStack");

    private final List<String> sent = new ArrayList<>();
    /** What every list has in it. */
    private final List<Volumes.Snapshot> snapshots = new ArrayList<>();

    private final EventLog log = new EventLog();
    private Ledger ledger;
    private Environment environment;
    private GuardedCloud guarded;

    @BeforeEach
    void prepare() throws Exception {
        ledger = Ledger.load(
                new InMemoryEnvironmentStore(log),
                Time.of(() -> TestBed.START),
                () -> new Naming("dataclone"),
                FixedIdentity.of("controller-1"));
        environment = ledger.open(TestBed.OWNER, "default", Lifetime.of(Duration.ofHours(1)));
        guarded = new GuardedCloud(new RecordingCloud("lab"), ledger);
    }

    static Stream<Method> everyCall() {
        return Stream.of(
                        Shares.class,
                        Volumes.class,
                        Servers.class,
                        Clusters.class,
                        Stacks.class,
                        Networks.class,
                        Quotas.class)
                .flatMap(port -> Stream.of(port.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic());
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void refusesWhateverChangesAForeignObjectBeforeAnythingIsSent(Method call) throws Exception {
        if (HARMLESS.contains(name(call))) {
            call(call, "foreign");
            assertThat(sent).containsExactly(name(call));
        } else {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> call(call, "foreign"))
                    .withMessageContaining("foreign on cloud 'lab': it is not recorded as made by this controller")
                    .satisfies(e -> assertThat(e.isRetryable()).isFalse());
            assertThat(sent).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void letsEverythingThroughForWhatIsOurs(Method call) throws Exception {
        record(ResourceKind.SHARE, "lab", "ours");
        record(ResourceKind.SHARE_SNAPSHOT, "lab", "ours");
        record(ResourceKind.SHARE_CHECKPOINT, "lab", "ours");
        record(ResourceKind.VOLUME, "lab", "ours");
        record(ResourceKind.VOLUME_SNAPSHOT, "lab", "ours");
        record(ResourceKind.VOLUME_CHECKPOINT, "lab", "ours");
        record(ResourceKind.CLUSTER, "lab", "ours");
        record(ResourceKind.HEAT_STACK, "lab", "ours");
        call(call, "ours");
        assertThat(sent).endsWith(name(call));
    }

    @Test
    void theSameIdOnAnotherCloudOrOfAnotherKindIsForeign() throws Exception {
        record(ResourceKind.SHARE, "other", "id-1");
        record(ResourceKind.CLUSTER, "lab", "id-1");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.shares().deleteShare("id-1"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.shares().deleteSnapshot("id-1"));
        assertThat(sent).isEmpty();
    }

    @Test
    void theHeatStackOfAClusterOfOursIsOurs() throws Exception {
        record(ResourceKind.CLUSTER, "lab", "bay");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.stacks().delete("stack"))
                .withMessageContaining("Refused to delete Heat stack stack");
        Resource bay = recorded(ResourceKind.CLUSTER);
        ledger.update(environment.id(), bay.name(), r -> r.withAttribute(Ledger.STACK, "stack"));
        guarded.stacks().delete("stack");
        assertThat(sent).containsExactly("Stacks.delete");
    }

    private Resource recorded(ResourceKind kind) {
        return ledger.get(environment.id()).resources(r -> r.kind() == kind).get(0);
    }

    @Test
    void whatIsOnlyPlannedOrAskedForIsNotOursYet() throws Exception {
        Resource planned = ledger.plan(environment.id(), ResourceKind.SHARE, "lab", "a", Map.of());
        ledger.request(environment.id(), planned.name());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.shares().deleteShare(planned.name()));
        assertThat(sent).isEmpty();
    }

    @Test
    void aVolumeGoesTogetherWithItsSnapshotsOnlyIfAllOfThemAreOurs() throws Exception {
        record(ResourceKind.VOLUME, "lab", "volume-1");
        record(ResourceKind.VOLUME_CHECKPOINT, "lab", "checkpoint-1");
        snapshots.add(snapshot("checkpoint-1"));
        guarded.volumes().deleteVolumeWithSnapshots("volume-1");
        assertThat(sent).containsExactly("Volumes.snapshotsOf", "Volumes.deleteVolumeWithSnapshots");

        sent.clear();
        snapshots.add(snapshot("somebody-elses"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.volumes().deleteVolumeWithSnapshots("volume-1"))
                .withMessageContaining("volume checkpoint somebody-elses on cloud 'lab': it is not recorded");
        assertThat(sent).containsExactly("Volumes.snapshotsOf");
    }

    /** Nobody else can have it made: its name tells that Cinder did, when a volume of ours was to go back. */
    @Test
    void whatCinderTookToRevertOurVolumeGoesWithIt() throws Exception {
        record(ResourceKind.VOLUME, "lab", "volume-1");
        snapshots.add(snapshot("backup", "[revert] volume volume-1 backup snapshot"));
        guarded.volumes().deleteVolumeWithSnapshots("volume-1");
        assertThat(sent).contains("Volumes.deleteVolumeWithSnapshots");
        snapshots.add(snapshot("foreign", "[revert] volume volume-2 backup snapshot"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.volumes().deleteVolumeWithSnapshots("volume-1"));
    }

    @Test
    void aCheckpointOfOurCloneMayBeDeletedLikeASnapshotOfProduction() throws Exception {
        record(ResourceKind.VOLUME_CHECKPOINT, "lab", "checkpoint-1");
        guarded.volumes().deleteSnapshot("checkpoint-1");
        assertThat(sent).containsExactly("Volumes.deleteSnapshot");
    }

    /** The server's id may be anything: the administrator or the environment decides about servers, the guard about volumes. */
    @Test
    void noVolumeButOursIsPutOnAServerOrTakenOffIt() throws Exception {
        record(ResourceKind.VOLUME, "lab", "volume-1");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.servers().attach("volume-1", "production-volume"))
                .withMessageContaining("Refused to attach volume production-volume");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> guarded.servers().detach("volume-1", "production-volume"))
                .withMessageContaining("Refused to detach volume production-volume");
        assertThat(sent).isEmpty();
    }

    private static Volumes.Snapshot snapshot(String id) {
        return snapshot(id, id);
    }

    private static Volumes.Snapshot snapshot(String id, String name) {
        return new Volumes.Snapshot(id, name, "available", "volume-1", 1, TestBed.START, Map.of());
    }

    private void record(ResourceKind kind, String cloud, String id) throws CloudException {
        Resource planned = ledger.plan(environment.id(), kind, cloud, cloud + id, Map.of());
        ledger.request(environment.id(), planned.name());
        ledger.update(environment.id(), planned.name(), r -> r.created(id));
    }

    private static String name(Method call) {
        return call.getDeclaringClass().getSimpleName() + "." + call.getName();
    }

    private void call(Method call, String id) throws Exception {
        Map<Class<?>, Object> ports = Map.of(
                Shares.class, guarded.shares(),
                Volumes.class, guarded.volumes(),
                Servers.class, guarded.servers(),
                Clusters.class, guarded.clusters(),
                Stacks.class, guarded.stacks(),
                Networks.class, guarded.networks(),
                Quotas.class, guarded.quotas());
        Object port = ports.get(call.getDeclaringClass());
        Object[] arguments = Stream.of(call.getParameterTypes())
                .map(type -> argument(type, id))
                .toArray();
        try {
            call.invoke(port, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private Object argument(Class<?> type, String id) {
        if (type == String.class) {
            return id;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == StackRequest.Files.class) {
            return (StackRequest.Files) path -> new byte[0];
        }
        if (type == Stacks.Template.class) {
            return new Stacks.Template("file", "text", Map.of(), List.of());
        }
        OwnershipTag tag = OwnershipTag.of(environment, TestBed.START);
        if (type == Set.class) {
            return Set.of();
        }
        if (type == OwnershipTag.class) {
            return tag;
        }
        if (type == Shares.NewShare.class) {
            return new Shares.NewShare("name", id, "NFS", 1, null, null, null, tag);
        }
        if (type == Shares.Access.class) {
            return new Shares.Access("ip", "10.0.0.7", "rw");
        }
        if (type == Volumes.NewVolume.class) {
            return new Volumes.NewVolume("name", id, 1, null, null, tag);
        }
        if (type == Clusters.NewCluster.class) {
            return new Clusters.NewCluster("name", id, 1, 1, ClusterOptions.ofTemplate(60));
        }
        if (type == Stacks.NewStack.class) {
            Stacks.Template template = new Stacks.Template("file", "text", Map.of(), List.of());
            return new Stacks.NewStack("name", template, Map.of(), tag, 60);
        }
        if (type == Clusters.Cluster.class) {
            return new Clusters.Cluster(
                    id, "name", "CREATE_COMPLETE", null, Map.of(), "t", "s", null, 1, Optional.empty());
        }
        throw new AssertionError("this test has to learn what to pass for a " + type);
    }

    /** A cloud that answers everything with nothing and notes what reached it. */
    private final class RecordingCloud implements Cloud {
        private final String name;

        RecordingCloud(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Shares shares() {
            return recording(Shares.class);
        }

        @Override
        public Volumes volumes() {
            return recording(Volumes.class);
        }

        @Override
        public Servers servers() {
            return recording(Servers.class);
        }

        @Override
        public Clusters clusters() {
            return recording(Clusters.class);
        }

        @Override
        public Stacks stacks() {
            return recording(Stacks.class);
        }

        @Override
        public Networks networks() {
            return recording(Networks.class);
        }

        @Override
        public Quotas quotas() {
            return recording(Quotas.class);
        }

        private <T> T recording(Class<T> port) {
            return port.cast(
                    Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, call, args) -> {
                        sent.add(GuardedCloudTest.name(call));
                        return call.getReturnType() == Optional.class
                                ? Optional.empty()
                                : call.getReturnType() == List.class
                                        ? snapshots
                                        : call.getReturnType() == Map.class ? Map.of() : null;
                    }));
        }
    }
}
