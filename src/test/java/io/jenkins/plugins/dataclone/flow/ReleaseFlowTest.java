package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseFlowTest {
    private final TestBed bed = new TestBed();
    private String id;

    @BeforeEach
    void open() throws Exception {
        id = bed.open().id();
    }

    @Test
    void takesEverythingAwayDependantsFirstAndConfirmsIt() throws Exception {
        provision();
        Environment ended = bed.finish(release());
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
        assertThat(bed.deployer.leftovers()).isEmpty();
        List<String> done = bed.log.events(e -> e.startsWith("done re") || e.startsWith("done de"));
        assertThat(first(done, "removeStack")).isLessThan(first(done, "denyAccess"));
        assertThat(first(done, "denyAccess")).isLessThan(first(done, "deleteShare"));
        assertThat(first(done, "removeStack")).isLessThan(first(done, "deleteCluster"));
        assertThat(first(done, "deleteShare")).isLessThan(first(done, "deleteSnapshot"));
        assertThat(bed.said())
                .filteredOn(line -> line.startsWith("Removed "))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsGoneBeforeItsAbsenceWasReadBack() throws Exception {
        provision();
        bed.finish(release());
        for (ResourceKind kind : List.of(ResourceKind.SHARE, ResourceKind.SHARE_SNAPSHOT, ResourceKind.CLUSTER)) {
            Resource resource = resource(kind);
            String show = kind == ResourceKind.SHARE
                    ? "showShare "
                    : kind == ResourceKind.CLUSTER ? "showCluster " : "showSnapshot ";
            List<String> events = bed.log.events();
            int gone = events.indexOf("save " + resource.name() + " GONE");
            int deleting = events.indexOf("saved " + resource.name() + " DELETING");
            assertThat(deleting).isPositive().isLessThan(gone);
            assertThat(events.subList(deleting, gone)).as("read back by id").contains(show + resource.id());
        }
    }

    @Test
    void endsAnEnvironmentThatHasNothing() throws Exception {
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
    }

    @Test
    void hasNothingToDoWhenTheEndIsHistoryAlready() throws Exception {
        bed.finish(release());
        ReleaseFlow late = release();
        bed.clock.advance(Ledger.ARCHIVED_AFTER.plusSeconds(1));
        bed.ledger().archive();
        assertThat(bed.ledger().find(id)).isEmpty();
        assertThat(late.leftovers()).isEmpty();
        assertThat(late.advance().result().orElseThrow().state()).isEqualTo(EnvironmentState.ENDED);
    }

    @Test
    void isNotForOpenEnvironments() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ReleaseFlow(bed.context(), id, bed.progress()).advance())
                .withMessageContaining("was not asked to go");
    }

    @Test
    void whatIsGoneAlreadyIsNoError() throws Exception {
        provision();
        bed.cloud.vanish(resource(ResourceKind.SHARE).id());
        bed.cloud.vanish(resource(ResourceKind.SHARE_SNAPSHOT).id());
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.said()).noneMatch(line -> line.contains("will try again"));
    }

    @Test
    void whatWasNeverAskedForNeedsNoCall() throws Exception {
        bed.ledger().plan(id, ResourceKind.SHARE, "lab", "a", Map.of());
        ReleaseFlow flow = release();
        int before = bed.log.size();
        assertThat(flow.advance().isDone()).isTrue();
        assertThat(bed.log.events().subList(before, bed.log.size())).allMatch(e -> e.startsWith("save"));
    }

    @Test
    void aRequestWithoutAnAnswerIsWaitedForUntilItCanHaveNoEffectAnyMore() throws Exception {
        bed.cloud.failNext("createSnapshot", Fault.bornAfter(Duration.ofSeconds(55)));
        new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress()).advance();
        assertThat(resource(ResourceKind.SHARE_SNAPSHOT).state()).isEqualTo(ResourceState.REQUESTED);
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.created()).hasSize(1);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void whatIsBornWhileALongListIsUnderWayIsFoundByTheNext() throws Exception {
        bed.cloud.failNext("createSnapshot", Fault.bornAfter(Duration.ofSeconds(50)));
        new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress()).advance();
        bed.clock.advance(Duration.ofSeconds(45));
        bed.cloud.failNext("listSnapshots", Fault.slowAnswer(Duration.ofSeconds(29)));
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aTwinIsNotRuledOutByAListThatWasAskedForBeforeItsBirth() throws Exception {
        bed.cloud.failNext("createSnapshot", Fault.bornAfter(Duration.ofSeconds(50)));
        CloneFlow flow = new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress());
        while (resources(ResourceKind.SHARE_SNAPSHOT).stream().noneMatch(Resource::isReady)) {
            bed.clock.advance(flow.advance().delay());
        }
        ReleaseFlow release = release();
        while (resource(ResourceKind.SHARE_SNAPSHOT).id() != null
                && bed.cloud.isAlive(resource(ResourceKind.SHARE_SNAPSHOT).id())) {
            bed.clock.advance(release.advance().delay());
        }
        bed.clock.advance(Duration.between(bed.clock.instant(), TestBed.START.plusSeconds(49)));
        bed.cloud.failNext("listSnapshots", Fault.slowAnswer(Duration.ofSeconds(20)));
        bed.finish(release);
        assertThat(bed.cloud.created()).containsEntry("dataclone-" + id + "-snapshot-1", 2);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aRequestThatCameToNothingIsGivenUpInTime() throws Exception {
        bed.cloud.failNext("createSnapshot", Fault.noAnswer());
        new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress()).advance();
        Instant asked = bed.clock.instant();
        bed.finish(release());
        assertThat(Duration.between(asked, bed.clock.instant())).isBetween(Removal.LATE_BIRTH, Duration.ofSeconds(120));
    }

    @Test
    void anAnswerThatComesWhenAllWasThoughtGoneIsTakenAwayAsWell() throws Exception {
        Resource planned = bed.ledger()
                .plan(id, ResourceKind.SHARE_SNAPSHOT, "lab", "a", Map.of(RemoteSnapshot.SOURCE, bed.productionShare));
        Resource after = new Provisioner(bed.context(), id)
                .advance(planned, new RemoteSnapshot(bed.context(), id), asked -> {
                    // the process stands still while the request is on its way, and somebody else releases the
                    // environment
                    bed.clock.advance(Duration.ofMinutes(5));
                    try {
                        bed.finish(release());
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    assertThat(bed.ledger().get(id).state()).isEqualTo(EnvironmentState.ENDED);
                    return bed.cloud
                            .shares()
                            .createSnapshot(bed.productionShare, asked.name(), tag())
                            .id();
                });
        assertThat(after.state()).isEqualTo(ResourceState.DELETING);
        assertThat(bed.ledger().get(id).state()).isEqualTo(EnvironmentState.RELEASING);
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void bothOfTwinsGo() throws Exception {
        // the first request is given up, sent again, and carried out late all the same
        bed.cloud.failNext("createShare", Fault.bornAfter(Duration.ofSeconds(30)));
        CloneFlow flow = new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress());
        bed.finish(flow);
        assertThat(bed.cloud.created()).containsEntry("dataclone-" + id + "-share-1", 2);
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aTwinThatIsBornAfterTheOtherIsGoneGoesToo() throws Exception {
        bed.cloud.failNext("createSnapshot", Fault.bornAfter(Duration.ofSeconds(50)));
        bed.cloud.failNext("createShare", CloudException.Kind.QUOTA, 413, "Quota exceeded (413, req-413)");
        CloneFlow flow = new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress());
        try {
            bed.finish(flow);
        } catch (CloudException quota) {
            assertThat(bed.clock.instant()).isBefore(TestBed.START.plusSeconds(40));
        }
        bed.finish(release());
        assertThat(bed.cloud.created()).containsEntry("dataclone-" + id + "-snapshot-1", 2);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void bothOfTwinsGoWhenNeitherAnswerCame() throws Exception {
        bed.cloud.failNext("createShare", Fault.bornAfter(Duration.ofSeconds(40)));
        bed.cloud.failNext("createShare", Fault.answerLost());
        CloneFlow flow = new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress());
        for (int tick = 0;
                tick < 100 && bed.cloud.created().getOrDefault("dataclone-" + id + "-share-1", 0) < 2;
                tick++) {
            bed.clock.advance(flow.advance().delay());
        }
        assertThat(resource(ResourceKind.SHARE).state()).isEqualTo(ResourceState.REQUESTED);
        bed.clock.advance(Duration.ofSeconds(30));
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void deletesAgainWhatTheCloudCouldNotDeleteAndSaysSoOnce() throws Exception {
        provision();
        String share = resource(ResourceKind.SHARE).id();
        bed.cloud.failDeletions(share, 3);
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.log.events(e -> e.equals("done deleteShare " + share))).hasSizeGreaterThanOrEqualTo(4);
        assertThat(bed.said())
                .filteredOn(line -> line.contains("could not delete share"))
                .hasSize(1);
    }

    @Test
    void whatCannotBeDeletedIsShownAsStuckAndNeverForgotten() throws Exception {
        provision();
        bed.cloud.failDeletions(resource(ResourceKind.SHARE).id(), Integer.MAX_VALUE);
        ReleaseFlow flow = release();
        assertThat(bed.run(flow, Duration.ofHours(1))).isFalse();
        Environment stuck = bed.ledger().get(id);
        assertThat(stuck.state()).isEqualTo(EnvironmentState.STUCK);
        assertThat(stuck.problem())
                .contains("share dataclone-" + id + "-share-1")
                .contains("could not delete");
        assertThat(flow.leftovers()).hasSize(2);
        assertThat(stuck.resources(r -> !r.isGone()))
                .extracting(Resource::kind)
                .as("the others are gone; the snapshot waits for its clone")
                .containsExactly(ResourceKind.SHARE_SNAPSHOT, ResourceKind.SHARE);
        bed.cloud.failDeletions(resource(ResourceKind.SHARE).id(), 0);
        assertThat(bed.finish(flow).problem()).isNull();
    }

    @Test
    void aDeletionThatNeverComesToAnEndIsShownAsStuck() throws Exception {
        bed.finish(new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress()));
        ReleaseFlow flow = release();
        for (int tick = 0; tick < 400 && bed.ledger().get(id).state() != EnvironmentState.STUCK; tick++) {
            // the same deletion, for ever young
            bed.cloud.failDeletions(resource(ResourceKind.SHARE).id(), 1_000_000);
            flow.advance();
            bed.clock.advance(Duration.ofMillis(10));
            bed.clock.advance(Duration.ofSeconds(10));
        }
        assertThat(bed.ledger().get(id).state()).isEqualTo(EnvironmentState.STUCK);
    }

    @Test
    void aSilentCloudIsAskedOncePerServiceAndTickAndToldOfOnce() throws Exception {
        provision();
        ReleaseFlow flow = release();
        bed.deployer.silent();
        bed.cloud.down();
        int before = bed.log.size();
        flow.advance();
        assertThat(bed.log.events().subList(before, bed.log.size()))
                .filteredOn(e -> !e.startsWith("save"))
                .as("one call that fails")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(bed.run(flow, Duration.ofHours(3))).isFalse();
        assertThat(bed.said())
                .filteredOn(line -> line.contains("will try again"))
                .hasSizeLessThanOrEqualTo(5);
        assertThat(bed.ledger().get(id).state()).isEqualTo(EnvironmentState.STUCK);
        bed.cloud.up();
        Instant back = bed.clock.instant();
        assertThat(bed.finish(flow).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(Duration.between(back, bed.clock.instant())).isLessThan(Duration.ofSeconds(120));
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aBusyCloudIsNoFailureAndIsNotToldOf() throws Exception {
        provision();
        for (int i = 0; i < 2 * ReleaseFlow.STUCK_AFTER; i++) {
            bed.cloud.failNext("denyAccess", Fault.heldBack(CloudException.Kind.BUSY));
        }
        ReleaseFlow flow = release();
        bed.run(flow, Duration.ofSeconds(30));
        assertThat(resource(ResourceKind.SHARE).state())
                .as("still waits for its rule")
                .isEqualTo(ResourceState.READY);
        assertThat(bed.finish(flow).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.said()).noneMatch(line -> line.contains("will try again"));
    }

    @Test
    void theBayGoesAlsoWhileTheStorageIsSilent() throws Exception {
        provision();
        bed.cloud.down("shares");
        ReleaseFlow flow = release();
        bed.run(flow, Duration.ofMinutes(5));
        assertThat(resource(ResourceKind.CLUSTER).isGone()).isTrue();
        assertThat(resource(ResourceKind.SHARE).isGone()).isFalse();
    }

    @Test
    void oneThatIsAlwaysAnsweredWithAnErrorDoesNotStopTheOthers() throws Exception {
        provision();
        bed.finish(new CloneFlow(bed.context(), id, "second", bed.cloneRequest(), bed.deadline(), bed.progress()));
        Resource poisoned =
                bed.ledger().get(id).resource("dataclone-" + id + "-share-2").orElseThrow();
        bed.cloud.failDeletions(poisoned.id(), Integer.MAX_VALUE);
        for (int i = 0; i < 500; i++) {
            bed.cloud.failNext(
                    "showShare",
                    Fault.refused(CloudException.answered(
                            CloudException.Kind.UNAVAILABLE,
                            "Internal error (500, req-" + i + ")",
                            500,
                            "req-" + i,
                            null)));
        }
        ReleaseFlow flow = release();
        bed.run(flow, Duration.ofMinutes(20));
        assertThat(bed.said())
                .filteredOn(line -> line.contains("Internal error"))
                .as("one line for each share, whatever the request id")
                .hasSize(2);
        assertThat(bed.ledger().get(id).resources(r -> r.kind() == ResourceKind.ACCESS_RULE))
                .allMatch(Resource::isGone);
        assertThat(resource(ResourceKind.CLUSTER).isGone()).isTrue();
    }

    @Test
    void aBugInOneRemovalDoesNotStopTheOthers() throws Exception {
        provision();
        bed.finish(new CloneFlow(bed.context(), id, "second", bed.cloneRequest(), bed.deadline(), bed.progress()));
        Resource broken = bed.ledger().plan(id, ResourceKind.ACCESS_RULE, "lab", "broken", Map.of());
        bed.ledger().request(id, broken.name());
        bed.ledger().update(id, broken.name(), r -> r.created("rule-without-a-share"));
        Logger logger = Logger.getLogger(ReleaseFlow.class.getName());
        logger.setLevel(Level.OFF);
        try {
            bed.run(release(), Duration.ofMinutes(5));
        } finally {
            logger.setLevel(null);
        }
        assertThat(bed.ledger().get(id).resources(r -> !r.isGone()))
                .extracting(Resource::name)
                .containsExactly(broken.name());
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerDoesNotKeepTheBay() throws Exception {
        provision();
        bed.deployer.silent();
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aStackThatNeverGoesDoesNotKeepTheBay() throws Exception {
        provision();
        bed.deployer.keeps("network with an endpoint of somebody else");
        Instant asked = bed.clock.instant();
        assertThat(bed.finish(release()).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(Duration.between(asked, bed.clock.instant())).isLessThan(Duration.ofSeconds(120));
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aSnapshotWithACloneIsNotTouched() throws Exception {
        provision();
        bed.cloud.failDeletions(resource(ResourceKind.SHARE).id(), Integer.MAX_VALUE);
        bed.run(release(), Duration.ofMinutes(20));
        assertThat(bed.log.indexOf("deleteSnapshot")).isEqualTo(-1);
        assertThat(resource(ResourceKind.SHARE_SNAPSHOT).state()).isEqualTo(ResourceState.READY);
    }

    @Test
    void aFullDiskDelaysTheReleaseAndNothingElse() throws Exception {
        provision();
        ReleaseFlow flow = release();
        bed.store.failNext(25);
        assertThat(bed.finish(flow).state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aCloudThatIsNotConfiguredAnyMoreIsReportedAndTriedAgain() throws Exception {
        Resource lost = bed.ledger().plan(id, ResourceKind.SHARE, "gone-cloud", "a", Map.of());
        bed.ledger().request(id, lost.name());
        bed.ledger().update(id, lost.name(), r -> r.created("id-1"));
        ReleaseFlow flow = release();
        assertThat(bed.run(flow, Duration.ofMinutes(10))).isFalse();
        assertThat(flow.leftovers())
                .containsExactly(
                        "share " + lost.name() + " (id-1): No cloud 'gone-cloud' is configured; there is: lab");
        assertThat(bed.ledger().get(id).state()).isEqualTo(EnvironmentState.STUCK);
    }

    @Test
    void nothingIsDeletedThatTheLedgerDoesNotOwn() throws Exception {
        provision();
        String before = bed.cloud.addForeignShare("dataclone-" + id + "-share-9");
        bed.finish(release());
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(bed.cloud.isAlive(before)).isTrue();
        assertThat(bed.cloud.production()).contains("orders-db");
    }

    @Test
    void aNamesakeThatIsTakenForOursIsNotDeleted() throws Exception {
        // the answer of our request is lost, and somebody has a share of that name without our tag
        Resource planned = bed.ledger().plan(id, ResourceKind.SHARE, "lab", "a", Map.of());
        bed.ledger().request(id, planned.name());
        String foreign = bed.cloud.addForeignShare(planned.name());
        ReleaseFlow flow = release();
        bed.run(flow, Duration.ofMinutes(10));
        assertThat(bed.cloud.isAlive(foreign)).isTrue();
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(flow.leftovers()).singleElement().asString().contains("does not bear our tag, so it is left alone");
    }

    @Test
    void aClusterOrSnapshotWhoseNameOnlyStartsLikeOursIsNotTakenForOurs() throws Exception {
        bed.cloud.failNext("createCluster", Fault.noAnswer());
        bed.cloud.failNext("createSnapshot", Fault.noAnswer());
        new CloneFlow(bed.context(), id, "block", bed.cloneRequest(), bed.deadline(), bed.progress()).advance();
        new BayFlow(bed.context(), id, "block", bed.bayRequest(), bed.deadline(), bed.progress()).advance();
        bed.cloud
                .shares()
                .createSnapshot(
                        bed.productionShare,
                        resource(ResourceKind.SHARE_SNAPSHOT).name() + "0",
                        tag());
        bed.finish(release());
        assertThat(bed.cloud.leftovers()).containsExactly("dataclone-" + id + "-snapshot-10");
    }

    private OwnershipTag tag() {
        return OwnershipTag.of(bed.ledger().get(id), TestBed.START);
    }

    private void provision() throws Exception {
        bed.finish(new EnvironmentFlow(
                bed.context(),
                id,
                "block",
                bed.cloneRequest(),
                Optional.of(bed.bayRequest()),
                Optional.of(bed.deployRequest("service db", "volume dbdata")),
                bed.deadline(),
                bed.progress()));
    }

    private ReleaseFlow release() throws CloudException {
        bed.ledger().requestRelease(id, "the block ended");
        return new ReleaseFlow(bed.context(), id, bed.progress());
    }

    private Resource resource(ResourceKind kind) {
        return resources(kind).get(0);
    }

    private List<Resource> resources(ResourceKind kind) {
        return bed.ledger().get(id).resources(r -> r.kind() == kind);
    }

    private static int first(List<String> events, String what) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).startsWith("done " + what)) {
                return i;
            }
        }
        throw new AssertionError("no " + what + " in " + events);
    }
}
