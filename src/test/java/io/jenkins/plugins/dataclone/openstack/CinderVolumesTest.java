package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloudBuilder;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Time;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.NewVolume;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import io.jenkins.plugins.dataclone.port.Volumes.VolumeType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CinderVolumesTest {
    private static final OwnershipTag TAG = TestClouds.tag();

    @ParameterizedTest
    @CsvSource({"3.70, true", "3.66, false", "3.65, true", "3.40, true", "3.33, false", "3.0, false"})
    void clonesAndRemovesAtEveryMicroversion(String microversion, boolean nameFilter) throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.builder()
                .cinderMicroversion(microversion)
                .volumeNameFilter(nameFilter)
                .start()) {
            Volumes volumes = volumes(cloud);
            String production = cloud.addProductionVolume("orders-disk", 3);

            Snapshot snapshot = volumes.createSnapshot(production, "dc-1-volumesnapshot-1", TAG);
            assertThat(volumes.showSnapshot(snapshot.id()).remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(snapshot.volumeId()).isEqualTo(production);
            assertThat(snapshot.sizeGiB()).isEqualTo(3);
            assertThat(snapshot.createdAt()).isNotNull();
            assertThat(OwnershipTag.from(snapshot.metadata())).contains(TAG);

            Volume clone = volumes.createVolume(new NewVolume("dc-1-volume-1", snapshot.id(), 4, null, null, TAG));
            Volume ready = volumes.showVolume(clone.id());
            assertThat(ready.remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(ready.sizeGiB()).isEqualTo(4);
            assertThat(ready.type()).isEqualTo("lvm");
            assertThat(ready.snapshotId()).isEqualTo(snapshot.id());
            assertThat(ready.multiattach()).isFalse();
            assertThat(OwnershipTag.from(ready.metadata())).contains(TAG);
            assertThat(volumes.listVolumes("dc-1-")).containsExactly(ready);
            assertThat(volumes.listSnapshots("dc-1-")).extracting(Snapshot::id).containsExactly(snapshot.id());
            assertThat(volumes.listVolumes("dc-2-")).isEmpty();
            assertThat(volumes.attachments(clone.id())).isEmpty();

            volumes.deleteVolume(clone.id());
            assertThatThrownBy(() -> volumes.showVolume(clone.id()))
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
            volumes.deleteVolume(clone.id());
            volumes.deleteSnapshot(snapshot.id());
            volumes.deleteSnapshot(snapshot.id());
            assertThat(cloud.living()).isEmpty();
            assertThat(cloud.productionWrites()).isEmpty();
        }
    }

    @Test
    void aCloudThatLooksForNoPartOfANameIsAskedForItOnce() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Volumes volumes = volumes(cloud);
            cloud.addProductionVolume("dc-disk", 1);
            assertThat(volumes.listVolumes("dc-")).hasSize(1);
            assertThat(volumes.listVolumes("dc-")).hasSize(1);
            assertThat(volumes.listSnapshots("dc-")).isEmpty();
            assertThat(cloud.requests())
                    .filteredOn(request -> request.path().endsWith("/volumes/detail"))
                    .extracting(LoggedRequest::status)
                    .containsExactly(400, 200, 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"3.65", "3.66"})
    void aSnapshotOfAVolumeInUseIsForcedOnlyWhereThatIsNeeded(String microversion) throws Exception {
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().cinderMicroversion(microversion).start()) {
            String disk = cloud.addProductionVolume("orders-disk", 1);
            cloud.attach(disk, cloud.addServer("database"));
            Volumes volumes = volumes(cloud);
            assertThat(volumes.showVolume(disk).status()).isEqualTo("in-use");
            Snapshot snapshot = volumes.createSnapshot(disk, "dc-1-volumesnapshot-1", TAG);
            assertThat(volumes.showSnapshot(snapshot.id()).remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(cloud.productionWrites()).isEmpty();
        }
    }

    @Test
    void whatStandsInTheWayOfADeletionIsSaid() throws Exception {
        ManualClock time = new ManualClock();
        try (EmbeddedCloud cloud = slow(time).start()) {
            Volumes volumes = volumes(cloud);
            String volume = clone(cloud, volumes, time);
            Snapshot snapshot = volumes.createSnapshot(volume, "checkpoint", TAG);
            assertThatThrownBy(() -> volumes.deleteSnapshot(snapshot.id()))
                    .hasMessageContaining("its status is 'creating', which has to end first (Cinder said: ");
            time.advance(Duration.ofMinutes(1));
            assertThatThrownBy(() -> volumes.deleteVolume(volume))
                    .hasMessageStartingWith("Cinder on cloud 'lab' cannot yet delete volume " + volume
                            + ": it has snapshots, which must be deleted first (Cinder said: Invalid volume: Volume"
                            + " status must be available or error")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));

            cloud.attach(volume, cloud.addServer("agent"));
            time.advance(Duration.ofMinutes(1));
            assertThatThrownBy(() -> volumes.deleteVolumeWithSnapshots(volume))
                    .hasMessageContaining("it is attached, and must be detached first");
            assertThatThrownBy(() -> volumes.revert(volume, snapshot.id()))
                    .hasMessageContaining("Volume's status must be 'available'")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
        }
    }

    @Test
    void aVolumeGoesTogetherWithItsSnapshotsIfThatIsAskedFor() throws Exception {
        ManualClock time = new ManualClock();
        try (EmbeddedCloud cloud = slow(time).start()) {
            Volumes volumes = volumes(cloud);
            String volume = clone(cloud, volumes, time);
            volumes.createSnapshot(volume, "checkpoint", TAG);
            time.advance(Duration.ofMinutes(1));
            volumes.deleteVolumeWithSnapshots(volume);
            assertThat(volumes.showVolume(volume).remoteStatus()).isEqualTo(RemoteStatus.DELETING);
            volumes.deleteVolumeWithSnapshots(volume);
            time.advance(Duration.ofMinutes(1));
            assertThat(volumes.snapshotsOf(volume)).isEmpty();
            volumes.deleteVolume(volume);
        }
    }

    @Test
    void revertsToTheLatestSnapshotOnly() throws Exception {
        ManualClock time = new ManualClock();
        try (EmbeddedCloud cloud = slow(time).start()) {
            Volumes volumes = volumes(cloud);
            String volume = clone(cloud, volumes, time);
            Snapshot first = volumes.createSnapshot(volume, "first", TAG);
            time.advance(Duration.ofMinutes(1));
            Snapshot second = volumes.createSnapshot(volume, "second", TAG);
            time.advance(Duration.ofMinutes(1));
            assertThat(volumes.snapshotsOf(volume)).extracting(Snapshot::name).containsExactly("second", "first");
            assertThatThrownBy(() -> volumes.revert(volume, first.id()))
                    .hasMessageContaining("not the latest one")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));

            volumes.revert(volume, second.id());
            assertThat(volumes.showVolume(volume).remoteStatus()).isEqualTo(RemoteStatus.PENDING);
            assertThat(volumes.showSnapshot(second.id()).status()).isEqualTo("restoring");
            time.advance(Duration.ofMinutes(1));
            assertThat(volumes.showVolume(volume).status()).isEqualTo("available");

            cloud.faults().nextVolumeRevertFails();
            volumes.revert(volume, second.id());
            time.advance(Duration.ofMinutes(1));
            assertThat(volumes.showVolume(volume).remoteStatus()).isEqualTo(RemoteStatus.FAILED);
        }
    }

    @Test
    void aCloudThatIsTooOldToRevertIsNotAsked() throws Exception {
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().cinderMicroversion("3.39").start()) {
            String volume = cloud.addProductionVolume("disk", 1);
            assertThatThrownBy(() -> volumes(cloud).revert(volume, volume))
                    .hasMessage("Cinder on cloud 'lab' cannot revert volumes: microversion 3.40 is needed, it has"
                            + " 3.39.")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
            assertThat(cloud.productionWrites()).isEmpty();
        }
    }

    @Test
    void theReasonOfAFailureIsCindersMessage() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Volumes volumes = volumes(cloud);
            String production = cloud.addProductionVolume("orders-disk", 1);
            Snapshot snapshot = volumes.createSnapshot(production, "snap", TAG);
            cloud.faults().nextVolumeFails("schedule allocate volume:Could not find any available weighted backend.");
            Volume clone = volumes.createVolume(new NewVolume("clone", snapshot.id(), 1, "lvm", null, TAG));
            assertThat(volumes.showVolume(clone.id()).remoteStatus()).isEqualTo(RemoteStatus.FAILED);
            assertThat(volumes.failureReason(clone.id()))
                    .contains("schedule allocate volume:Could not find any available weighted backend.");
            assertThat(volumes.failureReason(production)).isEmpty();
        }
    }

    @Test
    void aSmallerCloneIsRefused() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Volumes volumes = volumes(cloud);
            Snapshot snapshot = volumes.createSnapshot(cloud.addProductionVolume("orders-disk", 3), "snap", TAG);
            assertThatThrownBy(() -> volumes.createVolume(new NewVolume("clone", snapshot.id(), 2, null, null, TAG)))
                    .hasMessageContaining("cannot be smaller than the snapshot size 3GB")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
        }
    }

    @Test
    void typesAreFoundByNameAndId() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            cloud.addVolumeType("shared-disk", Map.of("multiattach", "<is> True", "volume_backend_name", "lvm"));
            Volumes volumes = volumes(cloud);
            VolumeType shared = volumes.volumeType("shared-disk");
            assertThat(shared.multiattach()).isTrue();
            assertThat(shared.extraSpecs())
                    .as("what users may see")
                    .containsExactly(Map.entry("multiattach", "<is> True"));
            assertThat(shared.qos()).as("for administrators only").isNull();
            assertThat(volumes.volumeType(shared.id())).isEqualTo(shared);
            assertThat(volumes.volumeType("lvm").multiattach()).isFalse();
            assertThatThrownBy(() -> volumes.volumeType("gold"))
                    .hasMessage("Cinder on cloud 'lab' has no volume type 'gold' that this project may use; there are"
                            + " lvm, __DEFAULT__, shared-disk.");
        }
    }

    /** A cloud whose policy lets projects see QoS specs. */
    @Test
    void qosSpecsAreReadWhereTheyMayBe() throws Exception {
        String id = "0d5c4a1e-33f7-4b7a-9a6d-4f0a1a0c2b11";
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> {
            if (request.uri().endsWith("/types")) {
                return Reply.json(
                        "{\"volume_types\": [{\"id\": \"" + id + "\", \"name\": \"gold\", \"extra_specs\": {},"
                                + " \"qos_specs_id\": \"" + id + "\"}, {\"id\": \"x\", \"name\": \"plain\","
                                + " \"qos_specs_id\": null}]}");
            }
            if (request.uri().endsWith("/qos-specs/" + id)) {
                return Reply.json("{\"qos_specs\": {\"name\": \"q\", \"consumer\": \"front-end\", \"specs\":"
                        + " {\"total_iops_sec\": \"500\"}}}");
            }
            return Reply.json("{\"versions\": [{\"version\": \"3.70\"}]}");
        })) {
            Volumes volumes = keystone.connect().volumes();
            assertThat(volumes.volumeType("gold").qos())
                    .containsOnly(Map.entry("total_iops_sec", "500"), Map.entry("consumer", "front-end"));
            assertThat(volumes.volumeType("plain").qos()).isEmpty();
        }
    }

    @Test
    void listsGoOnToTheLastPageAndKnowEveryWord() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.builder().maxPage(7).start()) {
            for (int i = 0; i < 30; i++) {
                cloud.addProductionVolume("dc-disk-" + i, 1);
            }
            OpenStackCloud lab = new OpenStackCloud(TestClouds.settings(cloud), Time.system(), 10);
            assertThat(lab.volumes().listVolumes("dc-disk-")).hasSize(30);
            assertThat(lab.volumes().listVolumes("")).hasSize(30);
        }
    }

    @Test
    void whatIsNoIdIsNotSent() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Volumes volumes = volumes(cloud);
            for (String bad : List.of("../types", "", "volume-1")) {
                assertThatThrownBy(() -> volumes.deleteVolume(bad)).hasMessageContaining("an id is a UUID");
                assertThatThrownBy(() -> volumes.snapshotsOf(bad)).hasMessageContaining("an id is a UUID");
                assertThatThrownBy(() -> volumes.revert(bad, bad)).hasMessageContaining("an id is a UUID");
                assertThatThrownBy(() -> volumes.attachments(bad)).hasMessageContaining("an id is a UUID");
                assertThatThrownBy(() -> volumes.deleteAttachment(bad, bad)).hasMessageContaining("an id is a UUID");
            }
            assertThat(cloud.requests()).extracting(LoggedRequest::method).doesNotContain("DELETE");
        }
    }

    private static String clone(EmbeddedCloud cloud, Volumes volumes, ManualClock time) throws CloudException {
        Snapshot snapshot = volumes.createSnapshot(cloud.addProductionVolume("orders-disk", 1), "snap", TAG);
        time.advance(Duration.ofMinutes(1));
        String id = volumes.createVolume(new NewVolume("clone", snapshot.id(), 1, null, null, TAG))
                .id();
        time.advance(Duration.ofMinutes(1));
        return id;
    }

    private static EmbeddedCloudBuilder slow(ManualClock time) {
        return EmbeddedCloud.builder().clock(time).delays(Delays.realistic()).tokenLifetime(Duration.ofDays(365));
    }

    private static Volumes volumes(EmbeddedCloud cloud) throws CloudException {
        return new OpenStackCloud(TestClouds.settings(cloud)).volumes();
    }
}
