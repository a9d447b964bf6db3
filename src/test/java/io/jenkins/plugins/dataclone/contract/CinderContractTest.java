package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Attachment;
import io.jenkins.plugins.dataclone.port.Volumes.NewVolume;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** Cinder, as clones of volumes use it. */
class CinderContractTest {
    private static final String TYPE = "lvm";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ContractCloud contract;
    private static OwnTime ownTime;
    private static Volumes volumes;
    private static String production;
    /** How to remove what a test has made, the latest first: it may hang on what was made before. */
    private final Deque<Runnable> made = new ArrayDeque<>();

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        ownTime = new OwnTime(contract);
        volumes = contract.cloud().volumes();
        production = contract.timed("create volume", () -> {
            String id = contract.volume("production", TYPE, 1);
            ContractCloud.ready(() -> volumes.showVolume(id).remoteStatus());
            return id;
        });
        ownTime.volume("create volume", production);
    }

    @AfterAll
    static void close() {
        ContractCloud.gone(volumes::deleteVolume, volumes::showVolume, production);
        contract.close();
    }

    @AfterEach
    void removeEverything() {
        made.forEach(Runnable::run);
    }

    @Test
    void aVolumeIsMadeFromASnapshotAndEverythingGoesInOrder() throws Exception {
        Snapshot snapshot = contract.timed("snapshot", () -> snapshot(production, "snapshot-1"));
        ownTime.volumeSnapshot("snapshot", snapshot.id());
        assertThat(snapshot.volumeId()).isEqualTo(production);
        assertThat(snapshot.sizeGiB()).isEqualTo(1);
        assertThat(snapshot.createdAt())
                .isBetween(Instant.now().minusSeconds(900), Instant.now().plusSeconds(60));
        assertThat(OwnershipTag.from(snapshot.metadata()).map(OwnershipTag::environment))
                .contains("contract");
        assertThat(volumes.listSnapshots(contract.prefix() + "snapshot-1")).containsExactly(snapshot);
        assertThat(volumes.snapshotsOf(production)).containsExactly(snapshot);

        Volume clone = contract.timed("volume from snapshot", () -> clone(snapshot, "volume-1", 1));
        ownTime.volume("volume from snapshot", clone.id());
        assertThat(clone.sizeGiB()).isEqualTo(1);
        assertThat(clone.type()).as("its source's").isEqualTo(TYPE);
        assertThat(clone.snapshotId()).isEqualTo(snapshot.id());
        assertThat(clone.multiattach()).isFalse();
        assertThat(clone.attachments()).isEmpty();
        assertThat(OwnershipTag.from(clone.metadata()).map(OwnershipTag::environment))
                .contains("contract");
        assertThat(volumes.listVolumes(contract.prefix()))
                .extracting(Volume::id)
                .containsExactlyInAnyOrder(production, clone.id());
        assertThat(volumes.listVolumes(contract.prefix() + "volume-1")).containsExactly(clone);

        refused(Kind.CONFLICT, "it has snapshots, which must be deleted first", () -> volumes.deleteVolume(production));
        contract.timed("delete volume", () -> {
            ContractCloud.gone(volumes::deleteVolume, volumes::showVolume, clone.id());
            return null;
        });
        volumes.deleteVolume(clone.id());
        contract.timed("delete snapshot", () -> {
            ContractCloud.gone(volumes::deleteSnapshot, volumes::showSnapshot, snapshot.id());
            return null;
        });
        volumes.deleteSnapshot(snapshot.id());
        assertThat(volumes.snapshotsOf(production)).isEmpty();
    }

    @Test
    void aCloneIsNeverSmallerThanItsSnapshot() throws Exception {
        String large = contract.volume("large", TYPE, 2);
        removeVolumeLater(large);
        ContractCloud.ready(() -> volumes.showVolume(large).remoteStatus());
        Snapshot snapshot = snapshot(large, "of-large");
        refused(
                Kind.REFUSED,
                "cannot be smaller than the snapshot size 2GB",
                () -> volumes.createVolume(wanted(snapshot, "small", 1)));
        refused(Kind.REFUSED, "less than the minimum of 1", () -> volumes.createVolume(wanted(snapshot, "none", 0)));
        refused(
                Kind.NOT_FOUND,
                "no-such-type could not be found",
                () -> volumes.createVolume(new NewVolume(
                        contract.prefix() + "type", snapshot.id(), 2, "no-such-type", null, contract.tag())));
        assertThat(volumes.listVolumes(contract.prefix()))
                .extracting(Volume::id)
                .containsExactlyInAnyOrder(production, large);
    }

    /** Cinder before 3.66 wants to be forced, later ones want no such word: what we send depends on the cloud. */
    @Test
    void aVolumeInUseIsSnapshottedAllTheSame() throws Exception {
        refused(Kind.REFUSED, "not have any attachments", () -> contract.setVolumeStatus(production, "in-use"));
        String attachment = reserve(production);
        try {
            assertThat(volumes.attachments(production))
                    .extracting(Attachment::id)
                    .containsExactly(attachment);
            contract.setVolumeStatus(production, "in-use");
            refused(Kind.CONFLICT, "status must be available, but current status is: in-use", () -> contract.raw()
                    .volume(
                            HttpMethod.POST,
                            "/snapshots",
                            Map.of(
                                    "snapshot",
                                    Map.of("volume_id", production, "name", contract.prefix() + "unforced"))));
            assertThat(snapshot(production, "in-use").remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(volumes.showVolume(production).status()).isEqualTo("in-use");
        } finally {
            volumes.deleteAttachment(production, attachment);
            contract.setVolumeStatus(production, "available");
        }
        assertThat(volumes.attachments(production)).isEmpty();
    }

    @Test
    void aCloneGoesBackToItsLatestSnapshotOnly() throws Exception {
        Volume clone = clone(snapshot(production, "snapshot-1"), "volume-1", 1);
        Snapshot older = snapshot(clone.id(), "older");
        Snapshot newer = snapshot(clone.id(), "newer");
        assertThat(volumes.snapshotsOf(clone.id())).extracting(Snapshot::id).containsExactly(newer.id(), older.id());
        refused(Kind.REFUSED, "not the latest one", () -> volumes.revert(clone.id(), older.id()));
        refused(Kind.REFUSED, "not the latest one", () -> volumes.revert(production, newer.id()));
        contract.setVolumeStatus(clone.id(), "error");
        refused(Kind.CONFLICT, "must be 'available'", () -> volumes.revert(clone.id(), newer.id()));
        contract.setVolumeStatus(clone.id(), "available");

        contract.timed("revert", () -> {
            volumes.revert(clone.id(), newer.id());
            if (contract.isReal()) {
                assertThat(volumes.showVolume(clone.id()).remoteStatus()).isEqualTo(RemoteStatus.PENDING);
                await().atMost(PATIENCE)
                        .until(() -> volumes.snapshotsOf(clone.id()).stream().anyMatch(Snapshot::isBackupOfRevert));
                refused(Kind.REFUSED, "not the latest one", () -> volumes.revert(clone.id(), newer.id()));
            }
            ContractCloud.ready(() -> volumes.showVolume(clone.id()).remoteStatus());
            ContractCloud.ready(() -> volumes.showSnapshot(newer.id()).remoteStatus());
            return null;
        });
        contract.timed("Cinder's own snapshot gone", () -> {
            await().atMost(PATIENCE).until(() -> volumes.snapshotsOf(clone.id()).size() == 2);
            return null;
        });
        contract.timed("delete volume with 2 snapshots", () -> {
            ContractCloud.gone(volumes::deleteVolumeWithSnapshots, volumes::showVolume, clone.id());
            return null;
        });
        refused(Kind.NOT_FOUND, "", () -> volumes.showSnapshot(newer.id()));
    }

    /** Why nobody may ask before snapshot and volume are both at rest. */
    @Test
    void aRevertToASnapshotInUseLeavesTheVolumeHanging() throws Exception {
        refused(
                Kind.REFUSED,
                "doesn't have any snapshots",
                () -> volumes.revert(production, UUID.randomUUID().toString()));
        Snapshot snapshot = snapshot(production, "snapshot-1");
        contract.setVolumeSnapshotStatus(snapshot.id(), "error");
        refused(
                Kind.CONFLICT,
                "Snapshot's status must be 'available'",
                () -> volumes.revert(production, snapshot.id()));
        assertThat(volumes.showVolume(production).status()).isEqualTo("reverting");
        contract.setVolumeStatus(production, "available");
        contract.setVolumeSnapshotStatus(snapshot.id(), "available");
    }

    @Test
    void theTagOfASnapshotCanBeWrittenAnew() throws Exception {
        Snapshot snapshot = snapshot(production, "snapshot-1");
        OwnershipTag old = OwnershipTag.from(snapshot.metadata()).orElseThrow();
        OwnershipTag other =
                new OwnershipTag(old.controller(), "another", "a folder/b#2", old.createdAt(), old.expiresAt());
        volumes.retagSnapshot(snapshot.id(), other);
        assertThat(OwnershipTag.from(volumes.showSnapshot(snapshot.id()).metadata()))
                .contains(other);
        assertThat(volumes.showSnapshot(snapshot.id()).name()).isEqualTo(snapshot.name());
    }

    @Test
    void typesAreFoundByNameAndById() throws Exception {
        Volumes.VolumeType type = volumes.volumeType(TYPE);
        assertThat(type.name()).isEqualTo(TYPE);
        assertThat(type.multiattach()).isFalse();
        assertThat(volumes.volumeType(type.id())).isEqualTo(type);
        refused(Kind.NOT_FOUND, TYPE, () -> volumes.volumeType("no such type"));
    }

    @Test
    void aQuotaIsNamedAsSuch() {
        assertThatThrownBy(() -> contract.volume("beyond-quota", TYPE, 200_000_000))
                .hasMessageContaining("quota")
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.QUOTA);
                    assertThat(e.status()).isEqualTo(413);
                });
    }

    @Test
    void whatIsAnotherTenantsIsNotThere() throws Exception {
        Snapshot snapshot = snapshot(production, "snapshot-1");
        Volumes stranger = new OpenStackCloud(contract.other()).volumes();
        refused(Kind.NOT_FOUND, "", () -> stranger.showVolume(production));
        refused(Kind.NOT_FOUND, "", () -> stranger.showSnapshot(snapshot.id()));
        refused(Kind.NOT_FOUND, "", () -> stranger.createSnapshot(production, "mine", contract.tag()));
        refused(Kind.NOT_FOUND, "", () -> stranger.createVolume(wanted(snapshot, "mine", 1)));
        refused(Kind.NOT_FOUND, "", () -> stranger.revert(production, snapshot.id()));
        assertThat(stranger.snapshotsOf(production)).isEmpty();
        assertThat(stranger.listVolumes(contract.prefix())).isEmpty();
        assertThat(stranger.attachments(production)).isEmpty();
        stranger.deleteSnapshot(snapshot.id());
        stranger.deleteVolume(production);
        assertThat(volumes.showSnapshot(snapshot.id()).remoteStatus())
                .as("what is not there for one is gone for that one only")
                .isEqualTo(RemoteStatus.READY);
    }

    @Test
    void whatIsNotThereIsNotFoundAndItsRemovalASuccess() throws Exception {
        String unknown = UUID.randomUUID().toString();
        refused(Kind.NOT_FOUND, "", () -> volumes.showVolume(unknown));
        refused(Kind.NOT_FOUND, "", () -> volumes.showSnapshot(unknown));
        refused(Kind.NOT_FOUND, "", () -> volumes.createSnapshot(unknown, "x", contract.tag()));
        volumes.deleteVolume(unknown);
        volumes.deleteVolumeWithSnapshots(unknown);
        volumes.deleteSnapshot(unknown);
        volumes.deleteAttachment(production, unknown);
        assertThat(volumes.attachments(production)).isEmpty();
        assertThat(volumes.failureReason(production)).isEmpty();
    }

    @Test
    void whatCannotBeDeletedSaysWhoCanHelp() throws Exception {
        contract.setVolumeStatus(production, "error_deleting");
        assertThat(volumes.showVolume(production).remoteStatus()).isEqualTo(RemoteStatus.DELETE_FAILED);
        try {
            refused(
                    Kind.CONFLICT,
                    "an administrator of the cloud has to see to the storage and then set the status",
                    () -> volumes.deleteVolume(production));
        } finally {
            contract.setVolumeStatus(production, "available");
        }
    }

    /** For a server that Nova does not know, so that none has to be made. */
    private static String reserve(String volume) throws CloudException {
        Map<String, String> attachment =
                Map.of("volume_uuid", volume, "instance_uuid", UUID.randomUUID().toString());
        return contract.raw()
                .volume(HttpMethod.POST, "/attachments", Map.of("attachment", attachment))
                .at("/attachment/id")
                .asText();
    }

    private Snapshot snapshot(String volume, String name) throws CloudException {
        Snapshot asked = volumes.createSnapshot(volume, contract.prefix() + name, contract.tag());
        made.push(() -> ContractCloud.gone(volumes::deleteSnapshot, volumes::showSnapshot, asked.id()));
        ContractCloud.ready(() -> volumes.showSnapshot(asked.id()).remoteStatus());
        return volumes.showSnapshot(asked.id());
    }

    private Volume clone(Snapshot snapshot, String name, int sizeGiB) throws CloudException {
        Volume asked = volumes.createVolume(wanted(snapshot, name, sizeGiB));
        removeVolumeLater(asked.id());
        ContractCloud.ready(() -> volumes.showVolume(asked.id()).remoteStatus());
        return volumes.showVolume(asked.id());
    }

    private void removeVolumeLater(String id) {
        made.push(() -> ContractCloud.gone(volumes::deleteVolume, volumes::showVolume, id));
    }

    private static NewVolume wanted(Snapshot snapshot, String name, int sizeGiB) {
        return new NewVolume(contract.prefix() + name, snapshot.id(), sizeGiB, null, null, contract.tag());
    }

    private static void refused(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining(words).isInstanceOfSatisfying(CloudException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            contract.note(e.getMessage());
        });
    }
}
