package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From an export location to a Docker volume. */
class VolumeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5:/shares/a, 10.0.0.5, /shares/a",
        "nfs.lab:/a:/b, nfs.lab, /a:/b",
        "'[fd00::5]:/a', fd00::5, /a",
        "/mnt/local, '', /mnt/local"
    })
    void takesAnExportLocationApart(String location, String host, String path) {
        ExportLocation export = new ExportLocation(location, true);
        assertThat(export.host()).isEqualTo(host);
        assertThat(export.path()).isEqualTo(path);
    }

    @Test
    void mountsNfsHardAndReadOnlyWhereTheCloneIs() {
        assertThat(VolumeTemplate.nfs().of(clone("10.0.0.5:/a"), true))
                .isEqualTo(new Volume(
                        "local", Map.of("type", "nfs", "o", "addr=10.0.0.5,vers=4.1,hard,ro", "device", ":/a")));
        assertThat(VolumeTemplate.nfs().of(clone("[fd00::5]:/a"), false).options())
                .containsEntry("o", "addr=[fd00::5],vers=4.1,hard,rw");
    }

    @Test
    void fillsInWhatAVolumePluginWantsToKnow() {
        VolumeTemplate template = new VolumeTemplate(
                "netapp", Map.of("from", "{host}|{path}|{export}", "clone", "{name}/{id}", "other", "{mood} $1 {"));
        assertThat(template.of(clone("10.0.0.5:/a$1"), false))
                .isEqualTo(new Volume(
                        "netapp",
                        Map.of("from", "10.0.0.5|/a$1|10.0.0.5:/a$1", "clone", "n-1/id-1", "other", "{mood} $1 {")));
        assertThat(VolumeTemplate.placeHoldersIn("{host}:{mood}")).containsExactly("host", "mood");
    }

    private static final String ID = "2307641d-1b7e-4a2f-9a63-5d2c4cf5a111";

    private static CloneResult disk(Attached... attached) {
        return new CloneResult(
                "lab",
                "orders-disk",
                DataKind.VOLUME,
                ID,
                "n-1",
                "",
                null,
                "s-1",
                null,
                1,
                List.of(attached),
                Duration.ofSeconds(12));
    }

    /** By the serial number: the plain name of a device may be that of another disk, which would be mounted instead. */
    @Test
    void mountsADiskOnTheNodeThatHasIt() {
        Attached node = new Attached("server-1", "bay-1-node-0", "/dev/vdc");
        assertThat(new VolumeTemplate(VolumeTemplate.CINDER, Map.of()).of(disk(node), false))
                .isEqualTo(new Volume(
                        "local",
                        Map.of("type", "ext4", "device", "/dev/disk/by-id/virtio-2307641d-1b7e-4a2f-9"),
                        "bay-1-node-0"));
        VolumeTemplate own =
                new VolumeTemplate(VolumeTemplate.CINDER, Map.of("type", "xfs", "device", "{device}", "o", "nouuid"));
        assertThat(own.of(disk(node), true).options())
                .isEqualTo(Map.of("type", "xfs", "device", "/dev/vdc", "o", "nouuid,ro"));
    }

    @Test
    void aVolumePluginAttachesTheDiskByItself() {
        VolumeTemplate rexray = new VolumeTemplate("rexray", Map.of("volumeID", "{id}"));
        assertThat(rexray.attaches()).isFalse();
        assertThat(rexray.of(disk(), false)).isEqualTo(new Volume("rexray", Map.of("volumeID", ID)));
    }

    @Test
    void refusesWhatADriverCannotMount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VolumeTemplate.nfs().of(disk(), false))
                .withMessageContaining("the bay template needs the volume driver cinder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VolumeTemplate(VolumeTemplate.CINDER, Map.of()).requireFit(DataKind.SHARE, "NFS"))
                .withMessageContaining("needs the volume driver nfs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VolumeTemplate.nfs().requireFit(DataKind.SHARE, "CEPHFS"))
                .withMessage(
                        "its volume driver is nfs, but the clone is a CEPHFS share: the bay template needs a volume"
                                + " plugin for that on its nodes, such as netshare");
        new VolumeTemplate("netshare", Map.of()).requireFit(DataKind.SHARE, "CIFS");
        VolumeTemplate.nfs().requireFit(DataKind.SHARE, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VolumeTemplate("rexray", Map.of("a", "{export}")).of(disk(), false))
                .withMessageContaining("asks for {export}, which clone n-1 has not");
    }

    private static CloneResult clone(String export) {
        return new CloneResult(
                "lab",
                "orders-db",
                "id-1",
                "n-1",
                "NFS",
                new ExportLocation(export, true),
                "s-1",
                null,
                1,
                Duration.ofSeconds(12));
    }
}
