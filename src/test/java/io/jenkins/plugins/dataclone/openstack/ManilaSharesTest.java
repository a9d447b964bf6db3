package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloudBuilder;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Abilities;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.AccessRule;
import io.jenkins.plugins.dataclone.port.Shares.NewShare;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.ShareType;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManilaSharesTest {
    private static final OwnershipTag TAG = TestClouds.tag();

    @ParameterizedTest
    @ValueSource(strings = {"2.65", "2.40", "2.20", "2.8"})
    void clonesAndRemovesAtEveryMicroversion(String microversion) throws Exception {
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().manilaMicroversion(microversion).start()) {
            Shares shares = shares(cloud);
            String production = cloud.addProductionShare("orders-db", 3);

            Snapshot snapshot = shares.createSnapshot(production, "dc-1-snapshot-1", TAG);
            assertThat(shares.showSnapshot(snapshot.id()).remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(snapshot.shareId()).isEqualTo(production);
            assertThat(snapshot.sizeGiB()).isEqualTo(3);
            assertThat(snapshot.createdAt()).isNotNull();

            Share clone =
                    shares.createShare(new NewShare("dc-1-share-1", snapshot.id(), "NFS", 4, null, null, null, TAG));
            Share ready = shares.showShare(clone.id());
            assertThat(ready.remoteStatus()).isEqualTo(RemoteStatus.READY);
            assertThat(ready.sizeGiB()).isEqualTo(4);
            assertThat(ready.snapshotId()).isEqualTo(snapshot.id());
            assertThat(OwnershipTag.from(ready.metadata())).contains(TAG);

            AccessRule rule = shares.allowAccess(clone.id(), new Access("ip", "10.1.0.0/16", "rw"));
            assertThat(shares.listAccess(clone.id())).singleElement().satisfies(now -> {
                assertThat(now.id()).isEqualTo(rule.id());
                assertThat(now.access().to()).isEqualTo("10.1.0.0/16");
                assertThat(now.access().level()).isEqualTo("rw");
                assertThat(now.remoteStatus()).isEqualTo(RemoteStatus.READY);
            });
            assertThat(shares.exportLocations(clone.id())).isNotEmpty();
            assertThat(shares.listShares("dc-1-")).containsExactly(ready);
            assertThat(shares.listSnapshots("dc-1-")).extracting(Snapshot::id).containsExactly(snapshot.id());

            shares.denyAccess(clone.id(), rule.id());
            assertThat(shares.listAccess(clone.id())).isEmpty();
            shares.denyAccess(clone.id(), rule.id());
            shares.deleteShare(clone.id());
            assertThatThrownBy(() -> shares.showShare(clone.id()))
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
            shares.deleteShare(clone.id());
            shares.deleteSnapshot(snapshot.id());
            shares.deleteSnapshot(snapshot.id());
            assertThat(shares.listSnapshots("dc-1-snapshot-1")).isEmpty();
            assertThat(cloud.living()).isEmpty();
            assertThat(cloud.productionWrites()).isEmpty();
        }
    }

    @Test
    void manilaThatIsTooOldIsSaidToBe() throws Exception {
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().manilaMicroversion("2.6").start()) {
            assertThatThrownBy(() -> shares(cloud).listShares(""))
                    .hasMessage("Manila on cloud 'lab' is too old: microversion 2.7 or newer is needed, it has 2.6.")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
        }
    }

    @Test
    void aCloudThatHasBeenTakenBackToAnOlderReleaseIsSpokenToInItsVersionFromThenOn() throws Exception {
        AtomicReference<String> newest = new AtomicReference<>("2.65");
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> request.uri().equals("/share/v2/")
                        ? Reply.json("{\"versions\": [{\"id\": \"v2.0\", \"version\": \"" + newest + "\"}]}")
                        : request.header("X-OpenStack-Manila-API-Version").equals(newest.get())
                                ? Reply.json("{\"shares\": []}")
                                : Reply.of(406, "{\"computeFault\": {\"message\": \"Version is not supported\"}}"))) {
            Shares shares = keystone.connect().shares();
            assertThat(shares.listShares("")).isEmpty();
            newest.set("2.51");

            assertThatThrownBy(() -> shares.listShares(""))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.status()).isEqualTo(406));

            assertThat(shares.listShares("")).isEmpty();
            assertThat(shares.listShares("")).isEmpty();
            assertThat(keystone.server().seen())
                    .filteredOn(request -> request.uri().equals("/share/v2/"))
                    .as("asked at the beginning, and after the refusal")
                    .hasSize(2);
        }
    }

    @Test
    void deletingTwiceWhileItGoesIsNoError() throws Exception {
        ManualClock time = new ManualClock();
        try (EmbeddedCloud cloud = slow(time).start()) {
            Shares shares = shares(cloud);
            String share = cloud.addShare("ci", "mine", 1, "default");
            Snapshot snapshot = shares.createSnapshot(share, "snap", TAG);

            assertThatThrownBy(() -> shares.deleteSnapshot(snapshot.id()))
                    .hasMessageContaining("its status is 'creating'")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
            assertThatThrownBy(() -> shares.deleteShare(share))
                    .isInstanceOfSatisfying(CloudException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
                        assertThat(e.status()).isEqualTo(403);
                    })
                    .hasMessageContaining("Manila on cloud 'lab' cannot yet delete share " + share)
                    .message()
                    .doesNotContain("%(");
            time.advance(Duration.ofMinutes(1));
            assertThatThrownBy(() -> shares.deleteShare(share)).hasMessageContaining("it has snapshots");

            shares.deleteSnapshot(snapshot.id());
            assertThat(shares.showSnapshot(snapshot.id()).remoteStatus()).isEqualTo(RemoteStatus.DELETING);
            shares.deleteSnapshot(snapshot.id());
            time.advance(Duration.ofMinutes(1));
            shares.deleteShare(share);
            assertThat(shares.showShare(share).remoteStatus()).isEqualTo(RemoteStatus.DELETING);
            shares.deleteShare(share);
            time.advance(Duration.ofMinutes(1));
            shares.deleteShare(share);
            assertThat(cloud.living()).isEmpty();
        }
    }

    @Test
    void theSameAccessTwiceIsOneRule() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            String share = cloud.addShare("ci", "mine", 1, "default");
            AccessRule rule = shares.allowAccess(share, new Access("ip", "10.1.2.3", "ro"));
            assertThat(shares.allowAccess(share, new Access("ip", "10.1.2.3", "ro"))
                            .id())
                    .isEqualTo(rule.id());
            assertThatThrownBy(() -> shares.allowAccess(share, new Access("ip", "10.1.2.3", "rw")))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
            assertThatThrownBy(() -> shares.allowAccess(share, new Access("ip", "not an address", "rw")))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
        }
    }

    @Test
    void listsAreReadToTheirLastPage() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.builder().maxPage(3).start()) {
            for (int i = 1; i < 8; i++) {
                cloud.addShare("ci", (i % 2 == 0 ? "dc-" : "my-dc-") + i, 1, "default");
            }
            String share = cloud.addShare("ci", "dc-0", 1, "default");
            for (int i = 0; i < 7; i++) {
                shares(cloud).createSnapshot(share, "s-" + i, TAG);
            }
            for (int pageSize : new int[] {1, 2, 4, 8, 1000}) {
                Shares shares = new OpenStackCloud(TestClouds.settings(cloud), Time.system(), pageSize).shares();
                assertThat(shares.listShares("dc-"))
                        .as("page size %d", pageSize)
                        .extracting(Share::name)
                        .containsExactlyInAnyOrder("dc-0", "dc-2", "dc-4", "dc-6");
                assertThat(shares.listShares("")).hasSize(8);
                assertThat(shares.listSnapshots("s-"))
                        .as("page size %d", pageSize)
                        .hasSize(7);
            }
        }
    }

    @Test
    void theServerFiltersByNameWhereItCan() throws Exception {
        for (String version : List.of("2.65", "2.35")) {
            try (EmbeddedCloud cloud =
                    EmbeddedCloud.builder().manilaMicroversion(version).start()) {
                cloud.addShare("ci", "dc-1", 1, "default");
                cloud.addShare("ci", "else", 1, "default");
                assertThat(shares(cloud).listShares("dc-"))
                        .extracting(Share::name)
                        .containsExactly("dc-1");
                assertThat(cloud.requests())
                        .extracting(LoggedRequest::query)
                        .last()
                        .satisfies(query -> assertThat(query.contains("name%7E=dc-") || query.contains("name~=dc-"))
                                .isEqualTo(version.equals("2.65")));
            }
        }
    }

    @Test
    void listsTakeTheBeginningOfTheNameAndShowAllOfOneName() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            String first = cloud.addShare("ci", "dc-1", 1, "default");
            String tenth = cloud.addShare("ci", "dc-10", 1, "default");
            cloud.addShare("other", "dc-1", 1, "default");
            assertThat(shares.listShares("dc-1")).extracting(Share::id).containsExactlyInAnyOrder(first, tenth);
            assertThat(shares.listShares("c-1")).isEmpty();
            String twin = cloud.addShare("ci", "dc-1", 1, "default");
            assertThat(shares.listShares("dc-1")).extracting(Share::id).containsExactlyInAnyOrder(first, tenth, twin);
        }
    }

    @Test
    void preferredExportLocationsComeFirstAndAdministratorsOnesNotAtAll() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> request.uri().endsWith("/v2/")
                        ? Reply.json("{\"versions\": [{\"id\": \"v2.0\", \"version\": \"2.73\"}]}")
                        : Reply.json("""
                        {"export_locations": [
                          {"path": "10.0.0.1:/a", "preferred": false, "is_admin_only": false},
                          {"path": "10.0.0.9:/admin", "preferred": true, "is_admin_only": true},
                          {"path": "[fd00::2]:/b", "preferred": true}]}"""))) {
            assertThat(keystone.connect()
                            .shares()
                            .exportLocations(UUID.randomUUID().toString()))
                    .containsExactly(
                            new ExportLocation("[fd00::2]:/b", true), new ExportLocation("10.0.0.1:/a", false));
            assertThat(keystone.server().seen()).last().satisfies(request -> assertThat(
                            request.header("X-OpenStack-Manila-API-Version"))
                    .isEqualTo("2.65"));
        }
    }

    @Test
    void statesNobodyHasHeardOfMeanNotYet() throws Exception {
        String id = UUID.randomUUID().toString();
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> request.uri().endsWith("/v2/")
                        ? Reply.json("{\"versions\": [{\"id\": \"v2.0\", \"version\": \"2.65\"}]}")
                        : Reply.json("{\"shares\": [{\"id\": \"" + id
                                + "\", \"name\": \"dc-1\", \"status\": \"dancing\", \"share_proto\": \"CEPHFS\"}]}"))) {
            assertThat(keystone.connect().shares().listShares("dc"))
                    .containsExactly(new Share(
                            id,
                            "dc-1",
                            "dancing",
                            0,
                            "CEPHFS",
                            null,
                            null,
                            "",
                            null,
                            new Abilities(true, true, false),
                            false,
                            Map.of()));
            assertThat(keystone.connect().shares().listShares("dc").get(0).remoteStatus())
                    .isEqualTo(RemoteStatus.PENDING);
        }
    }

    @Test
    void quotaAndForeignSnapshotsAreToldApart() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            String share = cloud.addShare("ci", "mine", 1, "default");
            Snapshot snapshot = shares.createSnapshot(share, "snap", TAG);
            cloud.quotas("ci").shares(1);
            assertThatThrownBy(() ->
                            shares.createShare(new NewShare("dc", snapshot.id(), "NFS", 1, null, null, null, TAG)))
                    .hasMessageContainingAll(
                            "refused to create share dc from snapshot " + snapshot.id(), "quota", "413")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.QUOTA));
            assertThatThrownBy(() -> shares.createShare(
                            new NewShare("dc", UUID.randomUUID().toString(), "NFS", 1, null, null, null, TAG)))
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
        }
    }

    @Test
    void saysWhyAShareFailed() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            String share = cloud.addShare("ci", "mine", 1, "default");
            Snapshot snapshot = shares.createSnapshot(share, "snap", TAG);
            cloud.faults().nextCloneFails("allocate host: No storage could be allocated");
            Share clone = shares.createShare(new NewShare("dc", snapshot.id(), "NFS", 1, null, null, null, TAG));
            assertThat(shares.showShare(clone.id()).remoteStatus()).isEqualTo(RemoteStatus.FAILED);
            assertThat(shares.failureReason(clone.id()))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("No storage could be allocated"));
            assertThat(shares.failureReason(share)).isEmpty();
            shares.deleteShare(clone.id());
        }
        try (EmbeddedCloud old =
                EmbeddedCloud.builder().manilaMicroversion("2.36").start()) {
            assertThat(shares(old).failureReason(UUID.randomUUID().toString())).isEmpty();
        }
    }

    @Test
    void showsWhatSharesAndTheirTypesCanDo() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            Share able = shares.showShare(cloud.addShare("ci", "mine", 1, "default"));
            assertThat(able.type()).isEqualTo("default");
            assertThat(able.abilities()).isEqualTo(new Abilities(true, true, true));
            assertThat(shares.showShare(cloud.addShare("ci", "mine", 1, "no-snapshots"))
                            .abilities())
                    .isEqualTo(new Abilities(false, false, false));

            assertThat(shares.shareType("default").makesShareServers()).isFalse();
            ShareType servers = shares.shareType("dummy-dhss");
            assertThat(servers.makesShareServers()).isTrue();
            assertThat(servers.has("snapshot_support", false)).isTrue();
            assertThat(shares.shareType(servers.id())).isEqualTo(servers);
            assertThatThrownBy(() -> shares.shareType("fast"))
                    .hasMessage("Manila on cloud 'lab' has no share type 'fast' that this project may use; it has:"
                            + " default, dummy, dummy-dhss, no-snapshots.")
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
            assertThatThrownBy(() -> shares.shareNetworkId("ci"))
                    .hasMessageEndingWith("has no share network 'ci' that this project may use; it has: none.");
        }
    }

    @Test
    void aTypeSaysTrueInSeveralWays() {
        ShareType type = new ShareType(
                "id", "t", Map.of("a", "True", "b", "<is> True", "c", "true", "d", "False", "e", "<is> False"));
        assertThat(List.of("a", "b", "c")).allMatch(spec -> type.has(spec, false));
        assertThat(List.of("d", "e")).noneMatch(spec -> type.has(spec, true));
        assertThat(type.has("f", true)).isTrue();
        assertThat(type.has("f", false)).isFalse();
    }

    @Test
    void whatACloudIsTooOldForIsRefusedWithTheVersions() throws Exception {
        try (EmbeddedCloud old =
                EmbeddedCloud.builder().manilaMicroversion("2.12").start()) {
            Shares shares = shares(old);
            String share = old.addShare("ci", "mine", 1, "default");
            int before = old.requests().size();
            for (var call : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                    () -> shares.revertShare(share, UUID.randomUUID().toString()),
                    () -> shares.allowAccess(share, new Access("cephx", "builder", "rw")),
                    () -> shares.allowAccess(share, new Access("ip", "2001:db8::/64", "rw")))) {
                assertThatThrownBy(call)
                        .hasMessageMatching("Manila on cloud 'lab' is too old for .*: microversion 2\\.\\d+ or newer is"
                                + " needed, it has 2\\.12\\.")
                        .isInstanceOfSatisfying(
                                CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
            }
            assertThat(old.requests().stream().skip(before).filter(r -> r.path().endsWith("/action")))
                    .isEmpty();
            assertThat(shares.showShare(share).abilities()).isEqualTo(new Abilities(true, true, false));
        }
    }

    @Test
    void revertsToTheLatestSnapshotOnly() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            String share = cloud.addShare("ci", "mine", 1, "default");
            Snapshot older = shares.createSnapshot(share, "older", TAG);
            Snapshot newer = shares.createSnapshot(share, "newer", TAG);
            assertThat(shares.listSnapshotsOf(share))
                    .extracting(Snapshot::id)
                    .containsExactlyInAnyOrder(older.id(), newer.id());
            assertThatThrownBy(() -> shares.revertShare(share, older.id()))
                    .hasMessageContaining("not the most recent snapshot")
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isRetryable())
                            .isFalse());
            shares.revertShare(share, newer.id());
            assertThat(shares.showShare(share).remoteStatus()).isEqualTo(RemoteStatus.READY);
        }
    }

    @Test
    void aTagIsWrittenAnewAndReadBack() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            String share = cloud.addShare("ci", "mine", 1, "default");
            Snapshot snapshot = shares.createSnapshot(share, "snap", TAG);
            assertThat(snapshot.tag()).contains(TAG);
            OwnershipTag other =
                    new OwnershipTag(TAG.controller(), "another", "a folder/a job#9", TAG.createdAt(), TAG.expiresAt());
            shares.retagSnapshot(snapshot.id(), other);
            assertThat(shares.showSnapshot(snapshot.id()).tag()).contains(other);
            assertThat(shares.showSnapshot(snapshot.id()).name()).isEqualTo("snap");
        }
    }

    @Test
    void theRulesOfAShareThatIsGoneAreNotFound() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            assertThatThrownBy(() -> shares(cloud).listAccess(UUID.randomUUID().toString()))
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "1/../../types", "x?all_tenants=1", "dc-1-share-1"})
    void onlyIdsGetIntoPaths(String id) throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Shares shares = shares(cloud);
            String good = UUID.randomUUID().toString();
            List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls = List.of(
                    () -> shares.showShare(id),
                    () -> shares.deleteShare(id),
                    () -> shares.exportLocations(id),
                    () -> shares.showSnapshot(id),
                    () -> shares.deleteSnapshot(id),
                    () -> shares.listSnapshotsOf(id),
                    () -> shares.retagSnapshot(id, TAG),
                    () -> shares.revertShare(good, id),
                    () -> shares.revertShare(id, good),
                    () -> shares.createSnapshot(id, "name", TAG),
                    () -> shares.createShare(new NewShare("name", id, "NFS", 1, null, null, null, TAG)),
                    () -> shares.listAccess(id),
                    () -> shares.allowAccess(id, new Access("ip", "10.0.0.1", "rw")),
                    () -> shares.denyAccess(id, good),
                    () -> shares.denyAccess(good, id),
                    () -> shares.failureReason(id));
            for (var call : calls) {
                assertThatThrownBy(call).isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.kind())
                        .isEqualTo(Kind.CONFIGURATION));
            }
            assertThat(cloud.requests()).extracting(LoggedRequest::path).noneMatch(path -> path.contains("shares/"));
        }
    }

    @Test
    void snapshotsBearTheTagInWhatManilaKeepsOfADescription() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            String share = cloud.addShare("ci", "mine", 1, "default");
            shares(cloud).createSnapshot(share, "snap", TAG);
            assertThat(cloud.requests()).last().satisfies(request -> assertThat(request.body())
                    .contains("dataclone_controller=controller-1", "dataclone_environment=" + TAG.environment()));
        }
        OwnershipTag longRun =
                new OwnershipTag("c", "e", "folder/".repeat(40) + "job#7", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        assertThat(ManilaJson.description(longRun))
                .hasSizeLessThanOrEqualTo(255)
                .contains("job#7", "dataclone_expires=");
    }

    private static Shares shares(EmbeddedCloud cloud) throws CloudException {
        return new OpenStackCloud(TestClouds.settings(cloud)).shares();
    }

    private static EmbeddedCloudBuilder slow(ManualClock time) {
        return EmbeddedCloud.builder()
                .clock(time)
                .delays(Delays.realistic())
                // the token's life is not what these tests are about
                .tokenLifetime(Duration.ofDays(36500));
    }
}
