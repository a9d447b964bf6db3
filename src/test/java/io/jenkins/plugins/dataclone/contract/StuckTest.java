package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstack4j.core.transport.HttpMethod;

/** What the cloud cannot delete is tried again, told of with what an administrator can do, and gone as soon as that is done. */
class StuckTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(60);

    private EmbeddedBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new EmbeddedBed();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SHARE", "SHARE_SNAPSHOT", "VOLUME", "VOLUME_SNAPSHOT"})
    void whatEndsInErrorDeletingIsStuckUntilItsStatusIsReset(Kind kind) throws Exception {
        boolean ofShare = kind == Kind.SHARE || kind == Kind.SHARE_SNAPSHOT;
        bed.clone(ofShare ? share() : volume());
        bed.embedded.faults().nextDeleteFails(kind);
        Flow<Environment> releasing = bed.releasing();

        assertThat(bed.run(releasing, LONG)).isFalse();

        Resource left = onTheWayOut();
        assertThat(bed.now().state()).isEqualTo(EnvironmentState.STUCK);
        assertThat(bed.now().problem())
                .contains(left.name(), "its status is 'error_deleting'")
                .contains(" set --st")
                .contains(" error " + left.id())
                .contains("req-");
        assertThat(bed.said().stream().filter(line -> line.contains("error_deleting")))
                .as("told once, not at every attempt")
                .hasSize(1);
        assertThat(bed.embedded.requests().stream()
                        .filter(request -> request.method().equals("DELETE"))
                        .filter(request -> request.path().endsWith(left.id())))
                .as("tried again")
                .hasSizeGreaterThan(8);

        reset(kind, left.id());
        assertThat(bed.run(releasing, SOON)).isTrue();
        assertThat(bed.now().state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.embedded.living()).isEmpty();
    }

    @Test
    void aCloneWhoseRevertFailedIsReplacedAndGoesWhenItsStatusIsReset() throws Exception {
        CloneResult clone = bed.clone(share());
        bed.finish(Checkpoints.take(
                bed.context(), bed.environment(), "take", clone.name(), "one", bed.deadline(), bed.progress()));
        bed.embedded.faults().nextRevertFails();

        CloneResult replacement = bed.finish(Checkpoints.goBack(
                        bed.context(),
                        bed.environment(),
                        "back",
                        new RollbackRequest(clone.name(), "one", false),
                        bed.deadline(),
                        bed.progress()))
                .data();

        assertThat(replacement.id()).isNotEqualTo(clone.id());
        Flow<Environment> releasing = bed.releasing();
        assertThat(bed.run(releasing, LONG)).isFalse();
        assertThat(bed.now().state()).isEqualTo(EnvironmentState.STUCK);
        assertThat(bed.now().problem())
                .contains("its status is 'reverting_error'")
                .contains("openstack share set --status error " + clone.id());
        assertThat(bed.embedded.living(Kind.SHARE)).hasSize(1);

        reset(Kind.SHARE, clone.id());
        assertThat(bed.run(releasing, SOON)).isTrue();
        assertThat(bed.embedded.living()).isEmpty();
    }

    @Test
    void aSnapshotThatTheStorageStillNeedsIsStuckUntilItDoesNot() throws Exception {
        bed.clone(volume());
        for (int i = 0; i < 100; i++) {
            bed.embedded.faults().nextVolumeSnapshotIsBusy();
        }
        Flow<Environment> releasing = bed.releasing();

        assertThat(bed.run(releasing, LONG)).isFalse();

        Resource left = onTheWayOut();
        assertThat(bed.now().state()).isEqualTo(EnvironmentState.STUCK);
        assertThat(bed.now().problem()).contains(left.name(), "Snapshot is busy");

        bed.embedded.faults().clear();
        assertThat(bed.run(releasing, SOON)).isTrue();
        assertThat(bed.embedded.living()).isEmpty();
    }

    /** What stands in the way; a snapshot waits for its clone. */
    private Resource onTheWayOut() {
        List<Resource> left = bed.now().resources(r -> r.state() == ResourceState.DELETING);
        assertThat(left).hasSize(1);
        return left.get(0);
    }

    /** What the sentence asks an administrator of the cloud to do. */
    private void reset(Kind kind, String id) throws CloudException {
        switch (kind) {
            case SHARE, SHARE_SNAPSHOT ->
                bed.administrator()
                        .share(
                                HttpMethod.POST,
                                (kind == Kind.SHARE ? "/shares/" : "/snapshots/") + id + "/action",
                                Map.of("reset_status", Map.of("status", "error")));
            default ->
                bed.administrator()
                        .volume(
                                HttpMethod.POST,
                                (kind == Kind.VOLUME ? "/volumes/" : "/snapshots/") + id + "/action",
                                Map.of("os-reset_status", Map.of("status", "error")));
        }
    }

    private CloneRequest share() {
        return new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                bed.embedded.addProductionShare("orders-db", 2),
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                new AccessPolicy(List.of(Grantee.address("10.0.0.7")), "rw", false));
    }

    private CloneRequest volume() {
        return new CloneRequest(
                "lab",
                "orders-disk",
                DataKind.VOLUME,
                bed.embedded.addProductionVolume("orders-disk", 3),
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                new AccessPolicy(List.of(), "rw", false),
                AttachPolicy.none());
    }
}
