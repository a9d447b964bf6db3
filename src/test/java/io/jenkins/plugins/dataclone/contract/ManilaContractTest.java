package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Abilities;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.AccessRule;
import io.jenkins.plugins.dataclone.port.Shares.NewShare;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** Manila, as clones of shares use it. */
class ManilaContractTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ContractCloud contract;
    private static OwnTime ownTime;
    private static Shares shares;
    private static String production;
    private final List<String> madeShares = new ArrayList<>();
    private final List<String> madeSnapshots = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        ownTime = new OwnTime(contract);
        shares = contract.cloud().shares();
        production = contract.timed("create share", () -> contract.productionShare(1));
        ownTime.share("create share", production);
    }

    @AfterAll
    static void close() {
        ContractCloud.gone(shares::deleteShare, shares::showShare, production);
        contract.close();
    }

    @AfterEach
    void removeEverything() {
        // snapshots of clones, clones, snapshots of production: later ones may hang on earlier ones
        for (int i = madeSnapshots.size() - 1; i > 0; i--) {
            ContractCloud.gone(shares::deleteSnapshot, shares::showSnapshot, madeSnapshots.get(i));
        }
        madeShares.forEach(id -> ContractCloud.gone(shares::deleteShare, shares::showShare, id));
        madeSnapshots.forEach(id -> ContractCloud.gone(shares::deleteSnapshot, shares::showSnapshot, id));
    }

    @Test
    void aShareIsMadeFromASnapshotAndEverythingGoesInOrder() throws Exception {
        Snapshot snapshot = contract.timed("snapshot", () -> snapshot(production, "snapshot-1"));
        ownTime.shareSnapshot("snapshot", snapshot.id());
        assertThat(snapshot.shareId()).isEqualTo(production);
        assertThat(snapshot.sizeGiB()).isEqualTo(1);
        assertThat(snapshot.createdAt())
                .isBetween(Instant.now().minusSeconds(900), Instant.now().plusSeconds(60));
        assertThat(snapshot.tag().map(OwnershipTag::environment)).contains("contract");
        assertThat(shares.listSnapshots(contract.prefix() + "snapshot-1")).containsExactly(snapshot);
        assertThat(shares.listSnapshotsOf(production)).containsExactly(snapshot);

        Share clone = contract.timed("share from snapshot", () -> clone(snapshot, "share-1", 1));
        ownTime.share("share from snapshot", clone.id());
        assertThat(clone.snapshotId()).isEqualTo(snapshot.id());
        assertThat(clone.protocol()).isEqualTo("NFS");
        assertThat(clone.type()).isEqualTo(contract.shareType());
        assertThat(clone.abilities()).isEqualTo(new Abilities(true, true, true));
        assertThat(OwnershipTag.from(clone.metadata()).map(OwnershipTag::environment))
                .contains("contract");
        assertThat(raw("/shares/" + clone.id()).at("/share/is_public").asBoolean())
                .isFalse();
        assertThat(shares.listShares(contract.prefix()))
                .extracting(Share::id)
                .containsExactlyInAnyOrder(production, clone.id());

        refused(Kind.CONFLICT, "it has snapshots", () -> shares.deleteShare(production));
        contract.timed("delete share", () -> {
            ContractCloud.gone(shares::deleteShare, shares::showShare, clone.id());
            return null;
        });
        shares.deleteShare(clone.id());
        contract.timed("delete snapshot", () -> {
            ContractCloud.gone(shares::deleteSnapshot, shares::showSnapshot, snapshot.id());
            return null;
        });
        shares.deleteSnapshot(snapshot.id());
        assertThat(shares.listSnapshotsOf(production)).isEmpty();
    }

    @Test
    void whatIsOnItsWayTakesNothingElse() throws Exception {
        Snapshot asked = shares.createSnapshot(production, contract.prefix() + "busy", contract.tag());
        madeSnapshots.add(asked.id());
        if (contract.isReal()) {
            refused(Kind.CONFLICT, "status must be", () -> shares.createShare(wanted(asked, "early", 1)));
        }
        ContractCloud.ready(() -> shares.showSnapshot(asked.id()).remoteStatus());
        Share making = shares.createShare(wanted(asked, "making", 1));
        madeShares.add(making.id());
        if (contract.isReal()) {
            refused(Kind.CONFLICT, "invalid state", () -> shares.allowAccess(making.id(), ip("10.1.2.3", "rw")));
            refused(Kind.CONFLICT, "its status is 'creating", () -> shares.deleteShare(making.id()));
        }
        ContractCloud.ready(() -> shares.showShare(making.id()).remoteStatus());
    }

    @Test
    void aCloneIsAsLargeAsTheSnapshotOrLarger() throws Exception {
        Snapshot snapshot = snapshot(production, "snapshot-1");
        assertThat(clone(snapshot, "larger", 2).sizeGiB()).isEqualTo(2);
        refused(
                Kind.NOT_FOUND,
                "in availability zone mars: Availability zone could not be found",
                () -> shares.createShare(new NewShare(
                        contract.prefix() + "mars", snapshot.id(), "NFS", 1, null, "mars", null, contract.tag())));
        refused(
                Kind.REFUSED,
                "Share network ID should be the same",
                () -> shares.createShare(new NewShare(
                        contract.prefix() + "net",
                        snapshot.id(),
                        "NFS",
                        1,
                        null,
                        null,
                        UUID.randomUUID().toString(),
                        contract.tag())));
    }

    @Test
    void addressesAreLetInAndOutAgain() throws Exception {
        Share clone = clone(snapshot(production, "snapshot-1"), "share-1", 1);
        AccessRule single = contract.timed("access rule", () -> allowed(clone.id(), ip("10.1.2.3", "rw")));
        assertThat(shares.allowAccess(clone.id(), ip("10.1.2.3", "rw")).id()).isEqualTo(single.id());
        refused(Kind.REFUSED, "exists", () -> shares.allowAccess(clone.id(), ip("10.1.2.3", "ro")));
        allowed(clone.id(), ip("10.1.3.0/24", "ro"));
        refused(Kind.REFUSED, "has host bits set", () -> shares.allowAccess(clone.id(), ip("10.1.2.3/24", "rw")));
        refused(Kind.REFUSED, "'everybody'", () -> shares.allowAccess(clone.id(), ip("everybody", "rw")));
        refused(Kind.REFUSED, "access level", () -> shares.allowAccess(clone.id(), ip("10.1.2.9", "rwx")));
        assertThat(shares.listAccess(clone.id()))
                .extracting(AccessRule::access)
                .containsExactlyInAnyOrder(ip("10.1.2.3", "rw"), ip("10.1.3.0/24", "ro"));
        assertThat(shares.listAccess(production)).as("the source's own rules").isEmpty();

        contract.timed("deny access", () -> {
            shares.denyAccess(clone.id(), single.id());
            await().atMost(PATIENCE).until(() -> shares.listAccess(clone.id()).size() == 1);
            return null;
        });
        shares.denyAccess(clone.id(), single.id());
    }

    @Test
    void aRuleThatTheStorageCannotApplyEndsInErrorAndCanBeRevoked() throws Exception {
        Share clone = clone(snapshot(production, "snapshot-1"), "share-1", 1);
        AccessRule user = shares.allowAccess(clone.id(), new Access("user", "builder", "rw"));
        await().atMost(PATIENCE).until(() -> rule(clone.id(), user.id()).remoteStatus() == RemoteStatus.FAILED);
        allowed(clone.id(), ip("10.1.2.3", "rw"));
        shares.denyAccess(clone.id(), user.id());
        await().atMost(PATIENCE).until(() -> shares.listAccess(clone.id()).stream()
                .noneMatch(rule -> rule.id().equals(user.id())));
        assertThat(shares.showShare(clone.id()).remoteStatus()).isEqualTo(RemoteStatus.READY);
    }

    @Test
    void everythingThatCanBeMountedFromIsToldTheBestFirst() throws Exception {
        Share clone = clone(snapshot(production, "snapshot-1"), "share-1", 1);
        List<ExportLocation> exports = shares.exportLocations(clone.id());
        assertThat(exports).isNotEmpty().allSatisfy(export -> {
            assertThat(export.host()).matches("[0-9.]+");
            assertThat(export.path()).startsWith("/");
            assertThat(export.location()).isEqualTo(export.host() + ":" + export.path());
        });
        if (contract.shareType().equals("dummy")) {
            assertThat(exports).extracting(ExportLocation::preferred).containsExactly(true, false);
        }
    }

    @Test
    void aCloneGoesBackToItsLatestSnapshotOnly() throws Exception {
        Share clone = clone(snapshot(production, "snapshot-1"), "share-1", 1);
        Snapshot older = snapshot(clone.id(), "older");
        Snapshot newer = snapshot(clone.id(), "newer");
        refused(Kind.REFUSED, "not the most recent snapshot", () -> shares.revertShare(clone.id(), older.id()));
        contract.timed("revert", () -> {
            shares.revertShare(clone.id(), newer.id());
            if (contract.isReal()) {
                assertThat(shares.showShare(clone.id()).status()).isEqualTo("reverting");
                refused(Kind.CONFLICT, "reverting", () -> shares.revertShare(clone.id(), newer.id()));
                refused(Kind.CONFLICT, "", () -> shares.createSnapshot(clone.id(), "x", contract.tag()));
                refused(Kind.CONFLICT, "reverting", () -> shares.deleteShare(clone.id()));
            }
            ContractCloud.ready(() -> shares.showShare(clone.id()).remoteStatus());
            return null;
        });
        refused(Kind.REFUSED, "not associated", () -> shares.revertShare(production, newer.id()));
    }

    @Test
    void theTagOfASnapshotCanBeWrittenAnew() throws Exception {
        Snapshot snapshot = snapshot(production, "snapshot-1");
        OwnershipTag old = snapshot.tag().orElseThrow();
        OwnershipTag other =
                new OwnershipTag(old.controller(), "another", "a folder/b#2", old.createdAt(), old.expiresAt());
        shares.retagSnapshot(snapshot.id(), other);
        assertThat(shares.showSnapshot(snapshot.id()).tag()).contains(other);
        assertThat(shares.showSnapshot(snapshot.id()).name()).isEqualTo(snapshot.name());
    }

    @Test
    void typesTellWhatTheirBackEndsCanDo() throws Exception {
        Shares.ShareType type = shares.shareType(contract.shareType());
        assertThat(type.makesShareServers()).isFalse();
        assertThat(type.has("snapshot_support", false)).isTrue();
        assertThat(type.has("create_share_from_snapshot_support", false)).isTrue();
        assertThat(shares.shareType(type.id())).isEqualTo(type);
        String made = contract.addShareType("no-revert");
        try {
            assertThat(shares.shareType(made).has("snapshot_support", false)).isTrue();
            assertThat(shares.shareType(made).has("revert_to_snapshot_support", true))
                    .isFalse();
        } finally {
            contract.removeShareType(made);
        }
        assertThat(shares.shareType("dummy-dhss").makesShareServers()).isTrue();
        refused(Kind.NOT_FOUND, "it has: default, dummy", () -> shares.shareType("no such type"));
        refused(Kind.NOT_FOUND, "has no share network", () -> shares.shareNetworkId("no such network"));
    }

    @Test
    void whatFailedForWantOfRoomSaysSo() throws Exception {
        String tooBig = contract.share("too-big", "default", 900);
        madeShares.add(tooBig);
        await().atMost(PATIENCE).until(() -> shares.showShare(tooBig).remoteStatus() == RemoteStatus.FAILED);
        assertThat(shares.failureReason(tooBig))
                .hasValueSatisfying(reason -> assertThat(reason).contains("No storage could be allocated"));
        assertThat(shares.failureReason(production)).isEmpty();
    }

    @Test
    void aQuotaIsNamedAsSuch() {
        assertThatThrownBy(() -> contract.share("beyond-quota", contract.shareType(), 200_000_000))
                .hasMessageContaining("quota")
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.QUOTA);
                    assertThat(e.status()).isEqualTo(413);
                    assertThat(e.retryAfter()).isEmpty();
                });
    }

    @Test
    void whatIsAnotherTenantsIsNotThere() throws Exception {
        Snapshot snapshot = snapshot(production, "snapshot-1");
        Shares stranger = new OpenStackCloud(contract.other()).shares();
        refused(Kind.NOT_FOUND, "", () -> stranger.showShare(production));
        refused(Kind.NOT_FOUND, "", () -> stranger.showSnapshot(snapshot.id()));
        refused(Kind.NOT_FOUND, "", () -> stranger.listAccess(production));
        // the one call whose answer tells that there is something
        refused(Kind.DENIED, "Policy", () -> stranger.exportLocations(production));
        refused(Kind.NOT_FOUND, "", () -> stranger.allowAccess(production, ip("10.1.2.3", "rw")));
        refused(Kind.NOT_FOUND, "", () -> stranger.createSnapshot(production, "mine", contract.tag()));
        refused(Kind.NOT_FOUND, "", () -> stranger.createShare(wanted(snapshot, "mine", 1)));
        assertThat(stranger.listSnapshotsOf(production)).isEmpty();
        assertThat(stranger.listShares(contract.prefix())).isEmpty();
        stranger.deleteSnapshot(snapshot.id());
        assertThat(shares.showSnapshot(snapshot.id()).remoteStatus())
                .as("what is not there for one is gone for that one only")
                .isEqualTo(RemoteStatus.READY);
    }

    @Test
    void whatIsNotThereIsNotFoundAndItsRemovalASuccess() throws Exception {
        String unknown = UUID.randomUUID().toString();
        refused(Kind.NOT_FOUND, "", () -> shares.showShare(unknown));
        refused(Kind.NOT_FOUND, "", () -> shares.showSnapshot(unknown));
        refused(Kind.NOT_FOUND, "", () -> shares.listAccess(unknown));
        refused(Kind.NOT_FOUND, "", () -> shares.exportLocations(unknown));
        refused(Kind.NOT_FOUND, "", () -> contract.cloud().networks().subnetCidrs("no such network"));
        shares.deleteShare(unknown);
        shares.deleteSnapshot(unknown);
        shares.denyAccess(unknown, unknown);
        shares.denyAccess(production, unknown);
    }

    @Test
    void whatCannotBeDeletedSaysWhatAnAdministratorCanDo() throws Exception {
        Snapshot snapshot = snapshot(production, "snapshot-1");
        Share clone = clone(snapshot, "share-1", 1);
        contract.setStatus("shares", clone.id(), "error_deleting");
        assertThat(shares.showShare(clone.id()).remoteStatus()).isEqualTo(RemoteStatus.DELETE_FAILED);
        refused(
                Kind.CONFLICT,
                "its status is 'error_deleting', from which Manila deletes nothing; an administrator of the cloud has to"
                        + " see to the back end and then set the status: openstack share set --status error "
                        + clone.id(),
                () -> shares.deleteShare(clone.id()));
        contract.setStatus("shares", clone.id(), "error");
        contract.setStatus("snapshots", snapshot.id(), "error_deleting");
        refused(
                Kind.CONFLICT,
                "openstack share snapshot set --status error " + snapshot.id(),
                () -> shares.deleteSnapshot(snapshot.id()));
        contract.setStatus("snapshots", snapshot.id(), "error");
    }

    private Snapshot snapshot(String share, String name) throws CloudException {
        Snapshot asked = shares.createSnapshot(share, contract.prefix() + name, contract.tag());
        madeSnapshots.add(asked.id());
        ContractCloud.ready(() -> shares.showSnapshot(asked.id()).remoteStatus());
        return shares.showSnapshot(asked.id());
    }

    private Share clone(Snapshot snapshot, String name, int sizeGiB) throws CloudException {
        Share asked = shares.createShare(wanted(snapshot, name, sizeGiB));
        madeShares.add(asked.id());
        ContractCloud.ready(() -> shares.showShare(asked.id()).remoteStatus());
        return shares.showShare(asked.id());
    }

    private static NewShare wanted(Snapshot snapshot, String name, int sizeGiB) {
        return new NewShare(contract.prefix() + name, snapshot.id(), "NFS", sizeGiB, null, null, null, contract.tag());
    }

    private static AccessRule allowed(String share, Access access) throws CloudException {
        AccessRule asked = shares.allowAccess(share, access);
        ContractCloud.ready(() -> rule(share, asked.id()).remoteStatus());
        return asked;
    }

    private static AccessRule rule(String share, String id) throws CloudException {
        return shares.listAccess(share).stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Access ip(String to, String level) {
        return new Access("ip", to, level);
    }

    private static JsonNode raw(String path) throws CloudException {
        return contract.raw().share(HttpMethod.GET, path, null);
    }

    private static void refused(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining(words).isInstanceOfSatisfying(CloudException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            contract.note(e.getMessage());
        });
    }
}
