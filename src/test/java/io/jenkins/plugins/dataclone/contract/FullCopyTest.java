package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storage that copies is told of as soon as that can be known: from the fourth clone on, if the larger ones took longer. */
class FullCopyTest {
    private static final Duration PER_GIB = Duration.ofSeconds(5);

    private EmbeddedBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new EmbeddedBed();
        bed.embedded.quotas("ci").volumes(100).volumeGigabytes(1000).volumeSnapshots(100);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @EnumSource(DataKind.class)
    void clonesThatTakeLongerTheLargerTheyAreAreCalledFullCopies(DataKind kind) throws Exception {
        for (int sizeGiB : List.of(1, 1, 10)) {
            copy(kind, sizeGiB, PER_GIB.multipliedBy(sizeGiB));
            assertThat(bed.said()).noneMatch(line -> line.contains("copies in full"));
        }
        copy(kind, 10, PER_GIB.multipliedBy(10));

        assertThat(bed.said("copies in full"))
                .startsWith(
                        kind == DataKind.SHARE
                                ? "Share type 'default' on cloud 'lab'"
                                : "Volume type 'lvm' on cloud 'lab'")
                .containsPattern("clones of 1 GiB took \\d\\.\\d s, those of 10 GiB (5\\d s|1 min)")
                .endsWith("thin clones take as long whatever their size");
    }

    @ParameterizedTest
    @EnumSource(DataKind.class)
    void clonesThatTakeAsLongWhateverTheirSizeAreNot(DataKind kind) throws Exception {
        for (int sizeGiB : List.of(1, 1, 10, 10, 100, 100)) {
            copy(kind, sizeGiB, PER_GIB);
        }
        assertThat(bed.said()).noneMatch(line -> line.contains("copies in full"));
    }

    private void copy(DataKind kind, int sizeGiB, Duration takes) throws Exception {
        bed.embedded.delays(Delays.scaled(0.2).with(Step.SHARE_CLONE, takes).with(Step.VOLUME_CLONE, takes));
        String production = kind == DataKind.SHARE
                ? bed.embedded.addProductionShare("orders", sizeGiB)
                : bed.embedded.addProductionVolume("orders", sizeGiB);
        List<Grantee> grantees = kind == DataKind.SHARE ? List.of(Grantee.address("10.0.0.7")) : List.of();
        bed.clone(new CloneRequest(
                "lab",
                "orders",
                kind,
                production,
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                new AccessPolicy(grantees, "rw", false),
                AttachPolicy.none()));
    }
}
