package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.config.SnapshotRules;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.AccessRule;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstack4j.core.transport.HttpMethod;

/** Clones of shares from the wish to the last object gone: configuration, ledger, flows and adapter on a cloud. */
class CloneFlowContractTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ADDRESS = "192.0.2.10";

    private static ContractCloud contract;
    private static Shares shares;
    private static String production;
    private static Share before;

    private final String controller = UUID.randomUUID().toString();

    @TempDir
    private Path home;

    private ContractRuntime runtime;

    @BeforeAll
    static void openCloud() throws Exception {
        contract = ContractCloud.open();
        shares = contract.cloud().shares();
        production = contract.productionShare(1);
        before = shares.showShare(production);
    }

    @AfterAll
    static void closeCloud() throws Exception {
        assertThat(shares.showShare(production)).isEqualTo(before);
        assertThat(shares.listAccess(production)).isEmpty();
        assertThat(shares.listSnapshotsOf(production)).isEmpty();
        ContractCloud.gone(shares::deleteShare, shares::showShare, production);
        contract.close();
    }

    @BeforeEach
    void start() throws Exception {
        runtime = runtime(
                contract.settings(),
                source("new", production, "new"),
                source("latest", production, "latest"),
                source("named", production, "name:" + contract.prefix() + "nightly"),
                source("before", production, "newest before " + Instant.now().plus(Duration.ofDays(1))));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Environment environment : runtime.environments()) {
            if (environment.isOpen()) {
                runtime.release(environment);
            }
        }
        assertThat(runtime.environments())
                .allSatisfy(environment -> assertThat(environment.resources()).allMatch(Resource::isGone));
        runtime.close();
    }

    @Test
    void aCloneIsOpenedForWhomItIsMeantAndGivenBack() throws Exception {
        DataSource source = source("orders", production, "new");
        source.setSizeGiB(2);
        source.setAccessLevel("ro");
        source.setAccessTo(List.of(ADDRESS, "network:ci"));
        restart(source);
        Environment environment = runtime.open("a");

        CloneResult clone = contract.timed("clone flow", () -> runtime.clone(environment, "orders"));

        assertThat(shares.showShare(clone.id()).snapshotId()).isEqualTo(clone.snapshotId());
        assertThat(clone.sizeGiB()).isEqualTo(2);
        assertThat(clone.export().location()).contains(":/");
        List<String> expected = contract.cloud().networks().subnetCidrs("ci");
        assertThat(shares.listAccess(clone.id()))
                .hasSize(1 + expected.size())
                .allMatch(rule -> rule.remoteStatus() == RemoteStatus.READY)
                .extracting(AccessRule::access)
                .allMatch(access -> access.level().equals("ro"))
                .extracting(Shares.Access::to)
                .contains(ADDRESS)
                .containsAll(expected);
        contract.note("clone took " + clone.took().toMillis() + " ms, data of " + clone.dataTime());
        OwnTime own = new OwnTime(contract);
        own.shareSnapshot("snapshot of a clone flow", clone.snapshotId());
        own.share("share of a clone flow", clone.id());
        contract.timed("release flow", () -> runtime.release(environment));
    }

    @Test
    void aRuleThatTheStorageCannotApplyIsTakenBackAndNamed() throws Exception {
        DataSource source = source("orders", production, "new");
        source.setAccessTo(List.of(ADDRESS, "user:builder"));
        restart(source);
        Environment environment = runtime.open("a");

        assertThatThrownBy(() -> runtime.clone(environment, "orders"))
                .hasMessageContaining("does not let in user builder (rw)");

        String share = only(environment, ResourceKind.SHARE).id();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shares.listAccess(share))
                .noneMatch(rule -> rule.access().to().equals("builder")));
    }

    @Test
    void theLatestSnapshotIsSharedAndHandedOver() throws Exception {
        Environment a = runtime.open("a");
        Environment b = runtime.open("b");
        String snapshot = runtime.clone(a, "latest").snapshotId();
        assertThat(runtime.clone(b, "latest").snapshotId()).isEqualTo(snapshot);

        runtime.release(a);

        assertThat(shares.showSnapshot(snapshot).tag().map(OwnershipTag::environment))
                .contains(b.id());
        runtime.release(b);
        assertThat(shares.listSnapshotsOf(production)).isEmpty();
    }

    @Test
    void somebodyElsesSnapshotIsUsedAndLeft() throws Exception {
        String nightly = snapshotOfSomebodyElse("nightly");
        try {
            Environment a = runtime.open("a");
            Environment b = runtime.open("b");
            Environment c = runtime.open("c");
            List<CompletableFuture<CloneResult>> clones = List.of(
                    runtime.startClone(a, "named"), runtime.startClone(b, "before"), runtime.startClone(c, "latest"));
            for (CompletableFuture<CloneResult> clone : clones) {
                assertThat(ContractRuntime.result(clone).snapshotId()).isEqualTo(nightly);
            }
            assertThat(shares.listSnapshotsOf(production)).hasSize(1);
            runtime.release(a);
            runtime.release(b);
            runtime.release(c);
            assertThat(shares.showSnapshot(nightly).remoteStatus()).isEqualTo(RemoteStatus.READY);
        } finally {
            ContractCloud.gone(shares::deleteSnapshot, shares::showSnapshot, nightly);
        }
    }

    @Test
    void noMoreSnapshotsAreKeptThanWanted() throws Exception {
        DataSource source = source("orders", production, "new");
        source.getSnapshots().setKeep(1);
        restart(source);
        Environment a = runtime.open("a");
        String first = runtime.clone(a, "orders").snapshotId();
        runtime.release(a);
        assertThat(shares.listSnapshotsOf(production))
                .extracting(Shares.Snapshot::id)
                .containsExactly(first);

        Environment b = runtime.open("b");
        String second = runtime.clone(b, "orders").snapshotId();
        runtime.release(b);
        runtime.reap();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shares.listSnapshotsOf(production))
                .extracting(Shares.Snapshot::id)
                .containsExactly(second));
    }

    @Test
    void aCloneGoesBackInPlace() throws Exception {
        Environment environment = runtime.open("a");
        CloneResult clone = runtime.clone(environment, "new");
        CheckpointResult one =
                contract.timed("checkpoint flow", () -> runtime.checkpoint(environment, clone.name(), "one"));
        assertThat(shares.showSnapshot(one.id()).shareId()).isEqualTo(clone.id());
        new OwnTime(contract).shareSnapshot("checkpoint", one.id());

        RollbackResult back = contract.timed(
                "roll-back flow",
                () -> runtime.goBack(environment, new RollbackRequest(clone.name(), "one", false), "1"));

        assertThat(back.replaced()).isFalse();
        assertThat(back.data().id()).isEqualTo(clone.id());
        String two = runtime.checkpoint(environment, clone.name(), "two").id();
        assertThatThrownBy(() -> runtime.goBack(environment, new RollbackRequest(clone.name(), "one", false), "2"))
                .hasMessageContaining("two came later");
        assertThat(runtime.goBack(environment, new RollbackRequest("new", "one", true), "3")
                        .replaced())
                .isFalse();
        assertThatThrownBy(() -> shares.showSnapshot(two)).hasMessageContaining("404");
        assertThat(shares.listAccess(clone.id()))
                .singleElement()
                .satisfies(rule -> assertThat(rule.access().to()).isEqualTo(ADDRESS));
        contract.timed("release flow with a checkpoint", () -> runtime.release(environment));
    }

    @Test
    void aNewCloneTakesThePlaceOfOneThatCannotGoBack() throws Exception {
        String type = contract.addShareType("no-revert");
        String old = contract.share("production-2", type, 1);
        try {
            ContractCloud.ready(() -> shares.showShare(old).remoteStatus());
            restart(source("orders", old, "new"));
            Environment environment = runtime.open("a");
            CloneResult clone = runtime.clone(environment, "orders");
            runtime.checkpoint(environment, clone.name(), "one");

            RollbackResult back = contract.timed(
                    "roll-back by another clone",
                    () -> runtime.goBack(environment, new RollbackRequest(clone.name(), "one", false), "1"));

            assertThat(back.replaced()).isTrue();
            assertThat(back.data().id()).isNotEqualTo(clone.id());
            assertThat(back.data().export()).isNotEqualTo(clone.export());
            new OwnTime(contract).share("clone from a checkpoint", back.data().id());
            assertThat(shares.listAccess(back.data().id()))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.access().to()).isEqualTo(ADDRESS));
            assertThat(shares.listAccess(clone.id())).isEmpty();
            runtime.release(environment);
        } finally {
            ContractCloud.gone(shares::deleteShare, shares::showShare, old);
            contract.removeShareType(type);
        }
    }

    @Test
    void whatIsAnotherTenantsCannotBeCloned() throws Exception {
        DataSource source = new DataSource("orders", contract.other().name());
        source.setShareId(production);
        source.setAccessTo(List.of(ADDRESS));
        restart(contract.other(), source);
        Environment environment = runtime.open("a");
        assertThatThrownBy(() -> runtime.clone(environment, "orders"))
                .hasMessageContainingAll("names share " + production, "does not know", "(404")
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFIGURATION));
        assertThat(runtime.now(environment).resources())
                .as("planned and never asked for")
                .allMatch(resource -> resource.id() == null);
    }

    @Test
    void aControllerThatComesBackGoesOnWithWhatThereIs() throws Exception {
        Environment environment = runtime.open("a");
        runtime.startClone(environment, "new");
        await().atMost(PATIENCE).until(() -> !runtime.now(environment)
                .resources(r -> r.kind() == ResourceKind.SHARE && r.id() != null)
                .isEmpty());
        String asked = only(environment, ResourceKind.SHARE).id();
        restart(source("new", production, "new"));

        CloneResult clone = runtime.clone(environment, "new");

        assertThat(clone.id()).isEqualTo(asked);
        assertThat(shares.listShares(clone.name())).hasSize(1);
        assertThat(shares.listSnapshotsOf(production)).hasSize(1);
    }

    private static DataSource source(String name, String share, String use) {
        DataSource source = new DataSource(name, contract.settings().name());
        source.setShareId(share);
        source.setAccessTo(List.of(ADDRESS));
        SnapshotRules rules = new SnapshotRules();
        rules.setUse(use);
        source.setSnapshots(rules);
        return source;
    }

    private ContractRuntime runtime(CloudSettings settings, DataSource... sources) throws Exception {
        return new ContractRuntime(
                contract, new GivenCatalogue(settings, List.of(sources), List.of()), home, controller);
    }

    /** The controller goes down and comes back with other data sources. */
    private void restart(DataSource... sources) throws Exception {
        restart(contract.settings(), sources);
    }

    private void restart(CloudSettings settings, DataSource... sources) throws Exception {
        runtime.close();
        runtime = runtime(settings, sources);
    }

    private Resource only(Environment environment, ResourceKind kind) {
        List<Resource> found = runtime.now(environment).resources(r -> r.kind() == kind);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String snapshotOfSomebodyElse(String name) throws CloudException {
        String id = contract.raw()
                .share(
                        HttpMethod.POST,
                        "/snapshots",
                        Map.of("snapshot", Map.of("share_id", production, "name", contract.prefix() + name)))
                .at("/snapshot/id")
                .asText();
        ContractCloud.ready(() -> shares.showSnapshot(id).remoteStatus());
        return id;
    }
}
