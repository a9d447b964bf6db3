package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.ledger.Orphan.Fate;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.TestClouds;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import io.jenkins.plugins.dataclone.port.OwnerProbe.Answer;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of the scan, with the real adapter on an embedded cloud that is reached without a network. */
class OrphanScanTest {
    private static final Logger LOGGER = Logger.getLogger(OrphanScan.class.getName());
    private static final String US = "controller-1";
    private static final String LOST = "abcdefghij27";
    private static final String OTHER = "zyxwvutsrq32";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T08:00:00Z"));
    private final EmbeddedCloud cloud = EmbeddedCloud.builder()
            .inProcess("scan-" + UUID.randomUUID() + ".embedded")
            .clock(clock)
            .delays(Delays.instant())
            .start();
    private final String production = cloud.addProductionShare("orders-db", 2);
    private final String productionVolume = cloud.addProductionVolume("orders-disk", 2);
    private final InMemoryEnvironmentStore store = new InMemoryEnvironmentStore(new EventLog());
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final FixedIdentity identity = FixedIdentity.of(US);
    private Answer build = Answer.GONE;
    private OpenStackCloud adapter;
    private Ledger ledger;
    private OrphanScan scan;

    @BeforeEach
    void start() throws CloudException {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(log);
        adapter = TestClouds.at(cloud, clock);
        load(store);
    }

    private void load(EnvironmentStore from) {
        try {
            ledger = Ledger.load(from, clock, () -> new Naming("dataclone"), identity);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        scan = new OrphanScan(ledger, owner -> build, clock);
    }

    @AfterEach
    void stop() {
        LOGGER.removeHandler(log);
        LOGGER.setUseParentHandlers(true);
        cloud.close();
    }

    @Test
    void aTagThatNamesNoEnvironmentLeavesTheScanOfTheOthersAsItIs(@TempDir Path home) throws Exception {
        load(new FileEnvironmentStore(home.resolve("environments")));
        String edited = snapshot(LOST, 1, tag("../../controller"));
        String lost = snapshot(OTHER, 1, tag(OTHER));
        clock.advance(GRACE);

        scan();
        clock.advance(MINUTE);
        List<Orphan> second = scan();

        assertThat(judged(edited, second).fate()).isEqualTo(Fate.LEFT);
        assertThat(judged(edited, second).why()).isEqualTo("it bears our tag, but not a name that goes with it");
        assertThat(fate(lost, second)).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void whatIsSeenInTwoScansIsTakenIntoTheLedgerAndRemovedByTheReleaseFlow() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        String share = share("dataclone-" + LOST + "-share-1", snapshot, tag(LOST));
        clock.advance(GRACE);

        assertThat(scan()).extracting(Orphan::fate).containsExactlyInAnyOrder(Fate.WAITING, Fate.LEFT);
        assertThat(ledger.all()).isEmpty();
        clock.advance(MINUTE);
        assertThat(fate(share, scan())).isEqualTo(Fate.ADOPTED);

        Environment adopted = ledger.get(LOST);
        assertThat(adopted.state()).isEqualTo(EnvironmentState.RELEASING);
        assertThat(adopted.controller()).isEqualTo(US);
        assertThat(adopted.owner().run()).isEqualTo("shop/orders#12");
        assertThat(adopted.releaseReason()).isEqualTo("it was found in the cloud, and the ledger did not know it");
        assertThat(adopted.resources()).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo(share);
            assertThat(entry.attribute(Seen.FOUND)).contains(clock.instant().toString());
        });
        assertThat(new Reaper(ledger, owner -> build, clock).pass()).containsExactly(LOST);
        release(LOST);
        assertThat(cloud.living()).extracting(LivingObject::id).containsExactly(snapshot);

        // its clone is gone, and it has been seen for long
        clock.advance(MINUTE);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
        release(LOST);
        assertThat(cloud.living()).isEmpty();
        assertThat(cloud.productionWrites()).isEmpty();
        clock.advance(MINUTE);
        assertThat(scan()).isEmpty();
    }

    /** Jenkins needs a minute to say whether a build runs. */
    @Test
    void aScanThatTakesLongIsStillOne() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        clock.advance(GRACE);
        scan = new OrphanScan(
                ledger,
                owner -> {
                    clock.advance(MINUTE);
                    return Answer.GONE;
                },
                clock);

        assertThat(fate(snapshot, scan())).isEqualTo(Fate.WAITING);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void theLogTellsOnceOfEachStep() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        for (int i = 0; i < 8; i++) {
            scan();
            clock.advance(MINUTE);
        }
        String what = "The ledger does not know share snapshot dataclone-" + LOST + "-snapshot-1 (" + snapshot
                + ") on cloud 'lab' of build shop/orders#12: ";
        assertThat(told)
                .containsExactly(
                        "INFO " + what + "it is too young; its time comes at 2026-11-23T08:05:00Z",
                        "WARNING " + what + "it is taken into environment " + LOST + " and removed");
    }

    @Test
    void everyKindIsFoundAndRemoved() throws Exception {
        snapshot(LOST, 1, tag(LOST));
        adapter.volumes().createSnapshot(productionVolume, "dataclone-" + LOST + "-volumesnapshot-1", tag(LOST));
        String made = snapshot(OTHER, 1, tag(OTHER));
        String share = share("dataclone-" + OTHER + "-share-1", made, tag(OTHER));
        adapter.shares().showShare(share);
        adapter.shares().createSnapshot(share, "dataclone-" + OTHER + "-checkpoint-1", tag(OTHER));
        String volumeSnapshot = adapter.volumes()
                .createSnapshot(productionVolume, "dataclone-" + OTHER + "-volumesnapshot-1", tag(OTHER))
                .id();
        adapter.volumes().showSnapshot(volumeSnapshot);
        String volume = adapter.volumes()
                .createVolume(new Volumes.NewVolume(
                        "dataclone-" + OTHER + "-volume-1", volumeSnapshot, 2, null, null, tag(OTHER)))
                .id();
        adapter.volumes().showVolume(volume);
        adapter.volumes().createSnapshot(volume, "dataclone-" + OTHER + "-volumecheckpoint-1", tag(OTHER));
        cluster("dataclone-" + OTHER + "-bay-1", tag(OTHER));
        heatStack("dataclone-" + OTHER + "-heat-1", tag(OTHER));
        clock.advance(GRACE);

        for (int i = 0; i < 6; i++) {
            scan();
            for (Environment environment : ledger.all()) {
                release(environment.id());
            }
            clock.advance(MINUTE);
        }
        assertThat(cloud.living()).isEmpty();
        assertThat(cloud.productionWrites()).isEmpty();
        assertThat(ledger.all().stream().flatMap(environment -> environment.resources().stream()))
                .extracting(Resource::kind)
                .contains(
                        ResourceKind.SHARE_SNAPSHOT,
                        ResourceKind.VOLUME_SNAPSHOT,
                        ResourceKind.SHARE,
                        ResourceKind.VOLUME,
                        ResourceKind.SHARE_CHECKPOINT,
                        ResourceKind.VOLUME_CHECKPOINT,
                        ResourceKind.CLUSTER,
                        ResourceKind.HEAT_STACK);
    }

    @Test
    void whatBearsNoTagIsNeverTouched() throws Exception {
        String named = cloud.addShare("ci", "dataclone-" + LOST + "-share-1", 1, "default");
        cluster("dataclone-" + LOST + "-bay-1", null);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(1));
            assertThat(scan()).isEmpty();
        }
        assertThat(cloud.living()).extracting(LivingObject::id).contains(named);
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void whatBearsAnotherControllersIdentityIsNeverTouched() throws Exception {
        OwnershipTag theirs = new OwnershipTag(
                "controller-2",
                LOST,
                "shop/orders#12",
                clock.instant(),
                clock.instant().plus(MINUTE));
        snapshot(LOST, 1, theirs);
        cluster("dataclone-" + LOST + "-bay-1", theirs);
        heatStack("dataclone-" + LOST + "-heat-1", theirs);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofDays(1));
            assertThat(scan()).isEmpty();
        }
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void asLongAsItIsInQuestionWhoTheControllerIsNothingIsTouched() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        clock.advance(GRACE);
        identity.question();
        for (int i = 0; i < 3; i++) {
            clock.advance(MINUTE);
            assertThat(scan()).isEmpty();
        }
        identity.adopt(List.of());
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.WAITING);
        clock.advance(MINUTE);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void nothingIsMadeIfTheQuestionComesUpInTheMiddleOfAScan() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        AtomicBoolean comesUp = new AtomicBoolean();
        scan = new OrphanScan(
                ledger,
                owner -> {
                    if (comesUp.get()) {
                        identity.question();
                    }
                    return Answer.GONE;
                },
                clock);
        clock.advance(GRACE);
        scan();
        clock.advance(MINUTE);
        comesUp.set(true);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.WAITING);
        assertThat(ledger.all()).isEmpty();
        comesUp.set(false);
        identity.adopt(List.of());
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void whatIsNotNamedAsItIsTaggedIsLeft() throws Exception {
        String share = share("dataclone-renamed", snapshot(LOST, 1, tag(LOST)), tag(LOST));
        String stranger = share("dataclone-" + OTHER + "-share-1", snapshot(LOST, 2, tag(LOST)), tag(LOST));
        for (int i = 0; i < 3; i++) {
            clock.advance(GRACE);
            assertThat(fate(share, scan())).isEqualTo(Fate.LEFT);
            assertThat(fate(stranger, scan())).isEqualTo(Fate.LEFT);
        }
    }

    @Test
    void aBuildThatRunsOrOfWhichNothingIsKnownKeepsWhatItsTagIsOn() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        clock.advance(GRACE);
        build = Answer.ALIVE;
        assertThat(twice(snapshot).why()).isEqualTo("its build shop/orders#12 is running");
        build = Answer.UNKNOWN;
        assertThat(twice(snapshot).fate()).isEqualTo(Fate.WAITING);
        assertThat(ledger.all()).isEmpty();
        build = Answer.GONE;
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void whatIsYoungerThanTheGraceTimeWaits() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        for (Instant old = clock.instant().plus(GRACE); clock.instant().isBefore(old); clock.advance(MINUTE)) {
            assertThat(judged(snapshot, scan()).why()).startsWith("it is too young");
        }
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void twoScansWithinSecondsAreOneSighting() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        clock.advance(GRACE);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.WAITING);
        clock.advance(OrphanScan.SIGHTINGS_APART.minusSeconds(1));
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.WAITING);
        clock.advance(Duration.ofSeconds(1));
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void twoSightingsHaveToFollowEachOther() throws Exception {
        Resource bay = ledgerBay();
        List<StackDeployer.Labelled> left = List.of(labelled("service web", tag(LOST)));
        clock.advance(GRACE);
        assertThat(scan.judge(Inventory.ofBay(bay, left), GRACE)).hasSize(1);
        clock.advance(MINUTE);
        assertThat(scan.judge(Inventory.ofBay(bay, List.of()), GRACE)).isEmpty();
        clock.advance(MINUTE);
        assertThat(scan.judge(Inventory.ofBay(bay, left), GRACE))
                .extracting(Orphan::fate)
                .containsExactly(Fate.WAITING);
        clock.advance(MINUTE);
        assertThat(scan.judge(Inventory.ofBay(bay, left), GRACE))
                .extracting(Orphan::fate)
                .containsExactly(Fate.ADOPTED);
    }

    @Test
    void aTagThatWasWrittenAnewIsSeenForTheFirstTime() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        clock.advance(GRACE);
        scan();
        OwnershipTag handedOn = new OwnershipTag(
                US,
                OTHER,
                "shop/orders#13",
                clock.instant().minus(GRACE),
                clock.instant().plus(MINUTE));
        adapter.shares().retagSnapshot(snapshot, handedOn);
        clock.advance(MINUTE);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.WAITING);
        clock.advance(MINUTE);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
        // it goes with the environment that its tag names, whatever name its maker gave it
        release(OTHER);
        assertThat(cloud.living()).isEmpty();
    }

    @Test
    void whatTheLedgerHasIsNoneOfTheScansBusiness() throws Exception {
        Environment environment = ledger.open(owner(), "default", Lifetime.of(Duration.ofHours(1)));
        String id = environment.id();
        Resource known = ledger.plan(id, ResourceKind.SHARE_SNAPSHOT, "lab", "a", Map.of("source", production));
        ledger.request(id, known.name());
        String asked = snapshot(id, 1, OwnershipTag.of(environment, clock.instant()));
        clock.advance(Duration.ofHours(2));
        // the answer with its id has not come yet
        assertThat(scan()).isEmpty();
        ledger.update(id, known.name(), entry -> entry.created(asked));
        clock.advance(MINUTE);
        assertThat(scan()).isEmpty();
        // another of its environment, which is in use
        String second = snapshot(id, 2, OwnershipTag.of(environment, clock.instant()));
        assertThat(twice(second).why()).isEqualTo("its environment " + id + " is in use");
        ledger.requestRelease(id, "the build has ended");
        clock.advance(GRACE);
        assertThat(fate(second, scan())).isEqualTo(Fate.ADOPTED);
        release(id);
        assertThat(cloud.living()).isEmpty();
    }

    @Test
    void twinsGoOneAfterTheOther() throws Exception {
        String one = snapshot(LOST, 1, tag(LOST));
        String twin = snapshot(LOST, 1, tag(LOST));
        clock.advance(GRACE);
        scan();
        clock.advance(MINUTE);
        assertThat(scan()).extracting(Orphan::fate).containsExactlyInAnyOrder(Fate.ADOPTED, Fate.WAITING);
        release(LOST);
        assertThat(cloud.living()).isEmpty();
        assertThat(one).isNotEqualTo(twin);
    }

    @Test
    void whatIsStillSeenOfAnEnvironmentThatIsHistoryIsFound() throws Exception {
        Environment environment = ledger.open(owner(), "default", Lifetime.of(Duration.ofHours(1)));
        String id = environment.id();
        Resource entry = ledger.plan(
                id, ResourceKind.SHARE_SNAPSHOT, "lab", "a", Map.of("source", production, "dataSource", "orders-db"));
        ledger.request(id, entry.name());
        String snapshot = snapshot(id, 1, OwnershipTag.of(environment, clock.instant()));
        ledger.update(id, entry.name(), known -> known.created(snapshot).deleting());
        ledger.requestRelease(id, "the build has ended");
        ledger.update(id, entry.name(), known -> known.gone(clock.instant(), GoneProof.NOT_FOUND));
        ledger.markEnded(id);
        assertThat(twice(snapshot).why()).startsWith("it is too young");
        clock.advance(Ledger.ARCHIVED_AFTER.plus(MINUTE));
        ledger.archive();
        assertThat(ledger.find(id)).isEmpty();

        // the build runs on, and its environment has ended all the same
        build = Answer.ALIVE;
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
        assertThat(ledger.get(id).state()).isEqualTo(EnvironmentState.RELEASING);
        assertThat(ledger.get(id).releaseReason()).isEqualTo("the build has ended");
        assertThat(ledger.get(id).resource(entry.name()).orElseThrow().attribute("dataSource"))
                .contains("orders-db");
        release(id);
        assertThat(cloud.living()).isEmpty();
    }

    @Test
    void aSnapshotStaysAsLongAsAnythingThatWasMadeFromItLives() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        String strangers = share("their-own-name", snapshot, tag("controller-2", OTHER));
        clock.advance(GRACE);
        assertThat(twice(snapshot).why()).isEqualTo("share their-own-name was made from it");
        adapter.shares().deleteShare(strangers);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void aShareWaitsForASnapshotOfItThatHasToStay() throws Exception {
        String share = share("dataclone-" + LOST + "-share-1", snapshot(LOST, 1, tag(LOST)), tag(LOST));
        adapter.shares().showShare(share);
        String checkpoint = adapter.shares()
                .createSnapshot(share, "dataclone-" + LOST + "-checkpoint-1", tag(LOST))
                .id();
        adapter.shares().showSnapshot(checkpoint);
        share("their-own-name", checkpoint, tag("controller-2", OTHER));
        clock.advance(GRACE);
        assertThat(twice(share).why())
                .isEqualTo("its snapshot dataclone-" + LOST
                        + "-checkpoint-1 has to stay: share their-own-name was made from it");
    }

    @Test
    void aSnapshotThatAnEnvironmentUsesStaysAlsoBeforeItsCloneIsThere() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        Environment user = ledger.open(owner(), "default", Lifetime.of(Duration.ofHours(8)));
        ledger.plan(user.id(), ResourceKind.SHARE, "lab", "c", Map.of(SharedSnapshots.SNAPSHOT, snapshot));
        clock.advance(GRACE);
        assertThat(twice(snapshot).why()).isEqualTo("an environment has something that was made from it");
    }

    @Test
    void aSnapshotThatIsKeptForLaterClonesStaysUntilItsTagEnds() throws Exception {
        Instant end = clock.instant().plus(Duration.ofHours(1));
        OwnershipTag kept = new OwnershipTag(US, LOST, Owner.controller().run(), clock.instant(), end);
        String snapshot = snapshot(LOST, 1, kept);
        clock.advance(GRACE);
        assertThat(twice(snapshot).why()).isEqualTo("it is kept for later clones until " + end);
        clock.advance(Duration.ofHours(1));
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void aBuildWhoseNameMayHaveLostItsBeginningCountsAsRunningUntilTheTagEnds() throws Exception {
        Instant end = clock.instant().plus(Duration.ofHours(1));
        OwnershipTag cut = new OwnershipTag(US, LOST, "x".repeat(300) + "#12", clock.instant(), end);
        String snapshot = snapshot(LOST, 1, cut);
        clock.advance(GRACE);
        assertThat(twice(snapshot).why()).startsWith("its tag has not the whole name of its build");
        clock.advance(Duration.ofHours(1));
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void whatBelongsToARecordThatCannotBeReadIsLeft(@TempDir Path files) throws Exception {
        Path records = Files.createDirectories(files.resolve("environments"));
        Files.writeString(records.resolve(LOST + ".json"), "{\"id\": \"" + LOST);
        load(new FileEnvironmentStore(records));
        String snapshot = snapshot(LOST, 1, tag(LOST));
        clock.advance(GRACE);
        assertThat(twice(snapshot).why()).isEqualTo("the record of its environment " + LOST + " cannot be read");
    }

    @Test
    void aServiceThatIsSilentHidesNothingOfTheOthers() throws Exception {
        String snapshot = snapshot(LOST, 1, tag(LOST));
        String volumeSnapshot = adapter.volumes()
                .createSnapshot(productionVolume, "dataclone-" + LOST + "-volumesnapshot-1", tag(LOST))
                .id();
        clock.advance(GRACE);
        scan();
        clock.advance(MINUTE);
        cloud.faults().next("GET", "/v2/*/snapshots/detail").status(503);
        Inventory seen = inventory();
        assertThat(seen.unanswered()).singleElement().satisfies(e -> assertThat(e)
                .hasMessageContaining("Manila on cloud 'lab'"));
        assertThat(scan.judge(seen, GRACE)).singleElement().satisfies(orphan -> {
            assertThat(orphan.object().id()).isEqualTo(volumeSnapshot);
            assertThat(orphan.fate()).isEqualTo(Fate.ADOPTED);
        });
        // what the silent list would have shown has not been seen less often for that
        clock.advance(MINUTE);
        assertThat(fate(snapshot, scan())).isEqualTo(Fate.ADOPTED);
    }

    @Test
    void eachTypeIsListedOnceAScan() throws Exception {
        snapshot(LOST, 1, tag(LOST));
        scan();
        clock.advance(GRACE);
        int before = cloud.requests().size();
        scan();
        assertThat(cloud.requests().subList(before, cloud.requests().size()))
                .filteredOn(request -> request.method().equals("GET"))
                .extracting(LoggedRequest::path)
                .map(path -> path.replaceAll("[0-9a-f]{32}", "project"))
                .containsExactlyInAnyOrder(
                        "/v2/project/snapshots/detail",
                        "/v2/project/shares/detail",
                        "/v3/project/snapshots/detail",
                        "/v3/project/volumes/detail",
                        "/v1/clusters/detail",
                        "/v1/project/stacks");
    }

    @Test
    void anApplicationThatIsOnlyPartlyOursIsNotSeen() throws Exception {
        Resource bay = ledgerBay();
        assertThat(Inventory.ofBay(
                                bay,
                                List.of(
                                        labelled("service web", tag(LOST)),
                                        labelled("network x", tag("controller-2", LOST))))
                        .seen())
                .isEmpty();
        assertThat(Inventory.ofBay(
                                bay,
                                List.of(
                                        labelled("service web", tag(LOST)),
                                        new StackDeployer.Labelled(
                                                "volume x", "dataclone-" + LOST + "-stack-1", Optional.empty())))
                        .seen())
                .isEmpty();
    }

    private Resource ledgerBay() throws CloudException {
        Environment environment = ledger.open(owner(), "bay", Lifetime.of(Duration.ofHours(8)));
        return ledger.plan(environment.id(), ResourceKind.CLUSTER, "lab", "b", Map.of());
    }

    private StackDeployer.Labelled labelled(String object, OwnershipTag tag) {
        return new StackDeployer.Labelled(object, "dataclone-" + LOST + "-stack-1", Optional.of(tag));
    }

    private Inventory inventory() {
        return Inventory.of(adapter, "dataclone-", scan.suspicion());
    }

    private List<Orphan> scan() {
        return scan.judge(inventory(), GRACE);
    }

    private static Orphan judged(String id, List<Orphan> orphans) {
        return orphans.stream()
                .filter(orphan -> orphan.object().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " was not found: " + orphans));
    }

    private static Fate fate(String id, List<Orphan> orphans) {
        return judged(id, orphans).fate();
    }

    /** What the second of two scans says. */
    private Orphan twice(String id) {
        scan();
        clock.advance(MINUTE);
        return judged(id, scan());
    }

    private static Owner owner() {
        return new Owner("shop/orders#12", "", Instant.parse("2026-11-23T07:59:00Z"));
    }

    private OwnershipTag tag(String environment) {
        return tag(US, environment);
    }

    private OwnershipTag tag(String controller, String environment) {
        return new OwnershipTag(
                controller,
                environment,
                "shop/orders#12",
                clock.instant(),
                clock.instant().plus(Duration.ofHours(4)));
    }

    private String snapshot(String environment, int n, OwnershipTag tag) throws CloudException {
        String id = adapter.shares()
                .createSnapshot(production, "dataclone-" + environment + "-snapshot-" + n, tag)
                .id();
        adapter.shares().showSnapshot(id);
        return id;
    }

    private String share(String name, String snapshot, OwnershipTag tag) throws CloudException {
        String id = adapter.shares()
                .createShare(new Shares.NewShare(name, snapshot, "NFS", 2, null, null, null, tag))
                .id();
        adapter.shares().showShare(id);
        return id;
    }

    private String cluster(String name, OwnershipTag tag) throws CloudException {
        return adapter.clusters()
                .create(new Clusters.NewCluster(
                        name, cloud.bays().templateId("swarm-mode"), 1, 1, ClusterOptions.ofTemplate(30), tag));
    }

    private String heatStack(String name, OwnershipTag tag) throws CloudException {
        String template = String.join(
                "\n",
                "heat_template_version: 2018-08-31",
                "resources:",
                "  note: {type: OS::Heat::Value, properties: {type: string, value: x}}");
        return adapter.stacks()
                .create(new Stacks.NewStack(
                        name, new Stacks.Template("app.hot.yaml", template, Map.of(), List.of()), Map.of(), tag, 30));
    }

    /** Until all of it is confirmed gone. */
    private void release(String environmentId) throws CloudException, InterruptedException {
        FlowContext context = FlowContext.unlimited(
                ledger,
                name -> adapter,
                () -> "dataclone-",
                coe -> {
                    throw CloudException.of(CloudException.Kind.CONFIGURATION, "nobody deploys here");
                },
                clock,
                new Random(1));
        ReleaseFlow flow = new ReleaseFlow(context, environmentId, Progress.NONE);
        for (int i = 0; i < 500; i++) {
            Advance<Environment> advance = flow.advance();
            if (advance.isDone()) {
                return;
            }
            clock.advance(advance.delay());
        }
        throw new AssertionError("not gone: " + flow.leftovers());
    }
}
