package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
