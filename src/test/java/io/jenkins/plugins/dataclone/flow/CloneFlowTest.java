package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloneFlowTest {
    private static final AccessPolicy ADDRESS = TestBed.access(Grantee.address("10.0.0.7"));

    private final TestBed bed = new TestBed();
    private String id;

    @BeforeEach
    void open() throws Exception {
        id = bed.open().id();
    }

    @Test
    void makesAMountableCloneAndTouchesProductionWithNothingButASnapshot() throws Exception {
        CloneResult clone = bed.finish(flow());
        assertThat(clone.name()).isEqualTo("dataclone-" + id + "-share-1");
        assertThat(clone.source()).isEqualTo("orders-db");
        assertThat(clone.protocol()).isEqualTo("NFS");
        assertThat(clone.sizeGiB()).isEqualTo(2);
        assertThat(clone.export().location()).isEqualTo("10.9.0.5:/shares/" + clone.name());
        assertThat(clone.dataTime()).isEqualTo(TestBed.START);
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(bed.log.events(e -> e.startsWith("done ")))
                .containsExactly(
                        "done createSnapshot dataclone-" + id + "-snapshot-1",
                        "done createShare dataclone-" + id + "-share-1",
                        "done allowAccess 10.0.0.7");
        assertThat(bed.said())
                .anyMatch(line -> line.contains("can be mounted from"))
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsAskedForBeforeTheWishIsOnDiskAndTheIdIsKeptBeforeAnythingElse() throws Exception {
        bed.finish(flow());
        for (String created : List.of("createSnapshot", "createShare", "allowAccess")) {
            List<String> events = bed.log.events();
            int asked = bed.log.indexOf(created + " ");
            String name = resource(
                            created.equals("createSnapshot")
                                    ? ResourceKind.SHARE_SNAPSHOT
                                    : created.equals("createShare") ? ResourceKind.SHARE : ResourceKind.ACCESS_RULE)
                    .name();
            assertThat(events.get(asked - 1)).isEqualTo("saved " + name + " REQUESTED");
            assertThat(events.get(asked + 1)).startsWith("done " + created);
            assertThat(events.get(asked + 2)).isEqualTo("save " + name + " CREATED");
        }
    }

    @Test
    void asksNothingOfTheCloudWhenTheWishCannotBeWritten() throws Exception {
        bed.run(flow(), Duration.ofSeconds(1));
        int before = bed.log.size();
        bed.store.failNext(Integer.MAX_VALUE);
        String other = "another";
        CloneFlow flow = new CloneFlow(
                bed.context(),
                id,
                other,
                bed.cloneRequest(),
                bed.clock.instant().plusSeconds(5),
                bed.progress());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining(
                        "could not be written on the Jenkins controller, so nothing was asked of the cloud")
                .withMessageContaining("No space left on device");
        assertThat(bed.log.events().subList(before, bed.log.size())).isEmpty();
        assertThat(bed.said().stream().filter(line -> line.contains("trying again")))
                .hasSize(1);
    }

    @Test
    void aCreateRequestIsNotSentWhenItsRecordFails() throws Exception {
        CloneFlow flow = flow();
        flow.context()
                .ledger()
                .plan(
                        id,
                        ResourceKind.SHARE_SNAPSHOT,
                        "lab",
                        "block",
                        Map.of(RemoteSnapshot.SOURCE, bed.productionShare, CloneFlow.DATA_SOURCE, "orders-db"));
        bed.store.failNext(1);
        assertThat(flow.advance().isDone()).isFalse();
        assertThat(bed.log.indexOf("createSnapshot")).isEqualTo(-1);
        assertThat(bed.finish(flow).name()).isNotEmpty();
    }

    @Test
    void waitsThroughWordsItDoesNotKnow() throws Exception {
        bed.cloud.script(
                "createShare", "creating", "backend_is_dreaming", "creating_from_snapshot", "awaiting_transfer");
        bed.cloud.script("allowAccess", "queued_to_apply", "mood_swing");
        assertThat(bed.finish(flow()).name()).endsWith("-share-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSnapshot", "createShare", "allowAccess"})
    void aLostAnswerMakesNothingTwice(String call) throws Exception {
        bed.cloud.failNext(call, Fault.answerLost());
        bed.finish(flow());
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSnapshot", "createShare", "allowAccess"})
    void aLostAnswerMakesNothingTwiceWhenListsLag(String call) throws Exception {
        bed.cloud.listLag(Duration.ofSeconds(10));
        bed.cloud.failNext(call, Fault.answerLost());
        bed.finish(flow());
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"createSnapshot, listSnapshots", "createShare, listShares", "allowAccess, listAccess"})
    void aLostAnswerMakesNothingTwiceWhenTheListThatLagsIsSlowAsWell(String call, String list) throws Exception {
        CloneFlow flow = flow();
        bed.cloud.listLag(Duration.ofSeconds(10));
        bed.cloud.failNext(call, Fault.answerLost());
        while (bed.log.indexOf("done " + call) < 0) {
            bed.clock.advance(flow.advance().delay());
        }
        bed.cloud.failNext(list, Fault.slowAnswer(Provisioner.SETTLE));
        bed.finish(flow);
        assertThat(bed.log.events(e -> e.startsWith(call + " "))).hasSize(1);
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRuleThatAListDoesNotShowYetHasNotDisappearedHoweverLongTheListTakes(int rules) throws Exception {
        Grantee[] hosts = new Grantee[rules];
        Arrays.setAll(hosts, i -> Grantee.address("10.0.0." + (i + 1)));
        CloneFlow flow = flow(request(bed.productionShare, CloneShape.likeProduction(), TestBed.access(hosts)));
        bed.cloud.listLag(Duration.ofSeconds(6));
        bed.cloud.failNext("listAccess", Fault.slowAnswer(Provisioner.SETTLE.plusSeconds(5)));
        bed.finish(flow);
        assertThat(bed.ledger().get(id).resources(r -> r.kind() == ResourceKind.ACCESS_RULE))
                .hasSize(rules)
                .allMatch(Resource::isReady);
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSnapshot", "createShare", "allowAccess"})
    void aLostRequestIsSentAgainOnceItsAbsenceIsSure(String call) throws Exception {
        bed.cloud.failNext(call, Fault.noAnswer());
        bed.finish(flow());
        List<String> events = bed.log.events(e -> e.startsWith(call + " "));
        assertThat(events).hasSize(2);
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(3);
        assertThat(bed.clock.instant()).isAfter(TestBed.START.plus(Provisioner.SETTLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSnapshot", "createShare", "allowAccess"})
    void aRequestThatWasHeldBackIsSentAtTheNextOccasion(String call) throws Exception {
        bed.cloud.failNext(call, Fault.heldBack(CloudException.Kind.BUSY));
        bed.cloud.failNext(call, Fault.heldBack(CloudException.Kind.SILENT));
        bed.finish(flow());
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(3);
        assertThat(Duration.between(TestBed.START, bed.clock.instant()))
                .as("nobody waits for an effect it cannot have had")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(bed.said())
                .filteredOn(line -> line.endsWith("trying again"))
                .containsExactly("Shares on cloud 'lab': SILENT - trying again");
    }

    @Test
    void beingHeldBackDoesNotHideARequestWithoutAnAnswer() throws Exception {
        CloneFlow flow = flow();
        bed.cloud.failNext("createShare", Fault.bornAfter(Duration.ofSeconds(40)));
        bed.cloud.failNext("createShare", Fault.heldBack(CloudException.Kind.BUSY));
        bed.cloud.failNext("createShare", CloudException.Kind.REFUSED, 400, "Invalid input (400, req-400)");
        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> bed.finish(flow));
        assertThat(resource(ResourceKind.SHARE).state()).isEqualTo(ResourceState.REQUESTED);
        bed.ledger().requestRelease(id, "failed");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void ridesOutACloudThatIsDownForAWhile() throws Exception {
        CloneFlow flow = flow();
        bed.cloud.down();
        assertThat(bed.run(flow, Duration.ofMinutes(5))).isFalse();
        assertThat(bed.said()).as("one line, not one per poll").hasSize(1);
        int asked = bed.log.events(e -> !e.startsWith("save")).size();
        assertThat(asked).as("calls in five minutes").isBetween(15, 40);
        bed.cloud.up();
        assertThat(bed.finish(flow).name()).isNotEmpty();
    }

    @Test
    void givesUpAtTheDeadlineAndSaysWhatItWaitedFor() throws Exception {
        String[] endless = new String[3_000];
        Arrays.fill(endless, "creating");
        bed.cloud.script("createShare", endless);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow()))
                .withMessage("Gave up waiting: clone dataclone-" + id + "-share-1; the time allowed is over")
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        assertThat(bed.clock.instant())
                .isBetween(TestBed.START.plus(Duration.ofMinutes(30)), TestBed.START.plus(Duration.ofMinutes(31)));
    }

    @Test
    void throwsWhatTheCloudSaysAtTheDeadline() throws Exception {
        bed.cloud.down();
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow()))
                .withMessage("Cloud did not answer within 30 s");
    }

    @Test
    void waitsAsLongAsTheCloudAsks() throws Exception {
        bed.cloud.failNext(
                "showShare",
                Fault.refused(CloudException.answered(
                        CloudException.Kind.UNAVAILABLE,
                        "Too many requests (req-9)",
                        429,
                        "req-9",
                        Duration.ofSeconds(40))));
        assertThat(flow().advance().delay()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void saysWhyAnObjectFailed() {
        bed.cloud.failNext("createShare", Fault.endsInError("No storage could be allocated"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow()))
                .withMessageMatching("Share dataclone-" + id + "-share-1 on cloud 'lab' \\(.*\\) could not be made:"
                        + " No storage could be allocated");
        assertThat(resource(ResourceKind.SHARE).state()).isEqualTo(ResourceState.FAILED);
    }

    @Test
    void saysSoWhenAnObjectDisappears() throws Exception {
        CloneFlow flow = flow();
        bed.cloud.script("createSnapshot", new String[] {
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating",
            "creating"
        });
        bed.run(flow, Duration.ofSeconds(2));
        bed.cloud.vanish(resource(ResourceKind.SHARE_SNAPSHOT).id());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow))
                .withMessageContaining("disappeared while it was being made");
    }

    @Test
    void aRuleThatFailedIsRevokedAtOnce() {
        bed.cloud.failNext("allowAccess", Fault.endsInError("Invalid address"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow()))
                .withMessageContaining("Access rule dataclone-" + id + "-access-1");
        assertThat(bed.log.indexOf("done denyAccess")).isPositive();
        assertThat(resource(ResourceKind.ACCESS_RULE).state()).isEqualTo(ResourceState.FAILED);
    }

    @Test
    void aQuotaErrorAfterTheTimeAllowedEndsTheFlowAndLeavesNothingToLookFor() {
        bed.cloud.failNext("createShare", CloudException.Kind.QUOTA, 413, "Quota exceeded for shares (413, req-413)");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow().waitingForQuotaUntil(bed.clock.instant())))
                .withMessage("Quota exceeded for shares (413, req-413)");
        assertThat(resource(ResourceKind.SHARE).state()).isEqualTo(ResourceState.PLANNED);
        assertThat(resource(ResourceKind.SHARE).requestedAt()).isNull();
    }

    @Test
    void aNoToASecondRequestDoesNotHideTheFirst() throws Exception {
        bed.cloud.failNext("createShare", Fault.bornAfter(Duration.ofSeconds(40)));
        bed.cloud.failNext("createShare", CloudException.Kind.QUOTA, 413, "Quota exceeded for shares (413, req-413)");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow().waitingForQuotaUntil(bed.clock.instant())));
        assertThat(resource(ResourceKind.SHARE).state()).isEqualTo(ResourceState.REQUESTED);
        bed.ledger().requestRelease(id, "failed");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aSourceThatCannotBeClonedIsNamedBeforeAnythingIsWrittenOrMade() {
        CloneRequest unknown = request("00000000-dead", CloneShape.likeProduction(), ADDRESS);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(unknown)))
                .withMessageContaining(
                        "Data source 'orders-db' names share 00000000-dead, which cloud 'lab' does not know")
                .withMessageContaining("ask the administrator");
        assertThat(resource(ResourceKind.SHARE_SNAPSHOT).state()).isEqualTo(ResourceState.PLANNED);
    }

    @Test
    void refusesASizeBelowTheSnapshots() {
        CloneRequest small = request(bed.productionShare, new CloneShape(null, 1, null, null), ADDRESS);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(small)))
                .withMessageContaining("asks for clones of 1 GiB, but its snapshot needs 2 GiB");
    }

    @Test
    void whatHasOutgrownTheDataSourceIsRefusedBeforeAnythingIsMade() {
        refused(
                request(bed.productionShare, new CloneShape(null, 0, 1, null, null), ADDRESS),
                "production holds 2 GiB, but clones may have 1 GiB at the most; ask the administrator");
    }

    @Test
    void aShareThatCannotBeSnapshottedOrClonedIsRefusedBeforeAnythingIsMade() {
        bed.cloud.abilities(new Shares.Abilities(false, false, false));
        refused(bed.cloneRequest(), "does not support snapshots (extra spec snapshot_support)");
        bed.cloud.abilities(new Shares.Abilities(true, false, false));
        refused(
                bed.cloneRequest(),
                "does not support shares from snapshots (extra spec create_share_from_snapshot_support)");
    }

    @Test
    void aTypeThatManilaWouldNotTakeIsRefusedBeforeAnythingIsMade() {
        bed.cloud.shareType("fast", Map.of());
        refused(
                request(bed.productionShare, new CloneShape("fast", 0, null, null), ADDRESS),
                "clones are to be of share type 'fast', but Manila makes a share from a snapshot only with the type of"
                        + " its source, which is 'thin'");
        refused(request(bed.productionShare, new CloneShape("none", 0, null, null), ADDRESS), "no share type none");
    }

    @Test
    void aShareNetworkIsAskedForWhereTheDriverNeedsOneAndRefusedWhereItDoesNot() throws Exception {
        CloneRequest onNetwork = request(bed.productionShare, new CloneShape(null, 0, null, "ci"), ADDRESS);
        refused(onNetwork, "makes no share servers");
        bed.cloud.shareType("thin", Map.of("driver_handles_share_servers", "True"));
        refused(bed.cloneRequest(), "clones need a share network");
        assertThat(bed.finish(flow(onNetwork)).name()).isNotEmpty();
        assertThat(bed.log.indexOf("shareNetworkId ci")).isPositive();
    }

    @Test
    void opensTheCloneForTheSubnetsOfANetworkThatIsLookedUpOnce() throws Exception {
        bed.cloud.network("ci", "10.7.0.0/24", "10.8.0.0/24");
        bed.finish(flow(request(
                bed.productionShare,
                CloneShape.likeProduction(),
                TestBed.access(Grantee.parse("network:ci"), Grantee.parse("user:builder")))));
        assertThat(bed.log.events(e -> e.startsWith("done allowAccess")))
                .containsExactly(
                        "done allowAccess 10.7.0.0/24", "done allowAccess 10.8.0.0/24", "done allowAccess builder");
        assertThat(bed.log.events(e -> e.startsWith("subnetCidrs"))).hasSize(1);
        assertThat(bed.said()).anyMatch(line -> line.contains("for user:builder active"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "0.0.0.0/1"})
    void aNetworkThatLetsInEverybodyIsRefusedBeforeAnythingIsMade(String everybody) {
        bed.cloud.network("public", everybody);
        refused(
                request(
                        bed.productionShare,
                        CloneShape.likeProduction(),
                        TestBed.access(Grantee.parse("network:public"))),
                "would be opened for " + everybody + ", which lets in everybody");
        bed.cloud.network("empty");
        refused(
                request(
                        bed.productionShare,
                        CloneShape.likeProduction(),
                        TestBed.access(Grantee.parse("network:empty"))),
                "has no subnet");
    }

    @Test
    void theRulesOfACloneAreReadOnceATickHoweverManyThereAre() throws Exception {
        Grantee[] many = new Grantee[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = Grantee.address("10.0.0." + (i + 1));
        }
        CloneFlow flow = flow(request(bed.productionShare, CloneShape.likeProduction(), TestBed.access(many)));
        int ticks = 0;
        boolean done = false;
        while (!done) {
            int before = bed.log.events(e -> e.startsWith("listAccess")).size();
            Advance<CloneResult> advance = flow.advance();
            assertThat(bed.log.events(e -> e.startsWith("listAccess")).size() - before)
                    .isLessThanOrEqualTo(1);
            done = advance.isDone();
            bed.clock.advance(advance.delay());
            ticks++;
        }
        assertThat(ticks).isLessThan(20);
        bed.ledger().requestRelease(id, "over");
        ReleaseFlow release = new ReleaseFlow(bed.context(), id, bed.progress());
        int listed = bed.log.events(e -> e.startsWith("listAccess")).size();
        bed.finish(release);
        assertThat(bed.log.events(e -> e.startsWith("listAccess")).size() - listed)
                .isLessThan(10);
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void aShareOfTheSameNameWithoutOurTagIsLeftAlone() throws Exception {
        String foreign = bed.cloud.addForeignShare("dataclone-" + id + "-share-1");
        bed.cloud.failNext("createShare", Fault.noAnswer());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow()))
                .withMessageContaining("Share " + foreign + " on cloud 'lab' is called dataclone-" + id + "-share-1")
                .withMessageContaining("does not bear our tag, so it is left alone");
        bed.ledger().requestRelease(id, "failed");
        bed.run(new ReleaseFlow(bed.context(), id, bed.progress()), Duration.ofMinutes(10));
        assertThat(bed.cloud.violations()).isEmpty();
        assertThat(bed.cloud.production()).contains("dataclone-" + id + "-share-1");
    }

    @Test
    void stopsWhenTheEnvironmentIsReleasedMidway() throws Exception {
        CloneFlow flow = flow();
        bed.run(flow, Duration.ofSeconds(3));
        bed.ledger().requestRelease(id, "the build was aborted");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));
        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> bed.finish(flow));
        assertThat(bed.cloud.leftovers()).isEmpty();
    }

    @Test
    void twoFlowsOfOneEnvironmentMakeTwoClones() throws Exception {
        bed.finish(flow());
        CloneResult second = bed.finish(
                new CloneFlow(bed.context(), id, "second", bed.cloneRequest(), bed.deadline(), bed.progress()));
        assertThat(second.name()).endsWith("-share-2");
        assertThat(bed.cloud.created().values()).containsOnly(1).hasSize(6);
    }

    private void refused(CloneRequest request, String why) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bed.finish(flow(request)))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        assertThat(bed.cloud.created()).isEmpty();
    }

    private static CloneRequest request(String share, CloneShape shape, AccessPolicy access) {
        return new CloneRequest("lab", "orders-db", DataKind.SHARE, share, SnapshotPolicy.takeNew(), shape, access);
    }

    private CloneFlow flow() {
        return flow(bed.cloneRequest());
    }

    private CloneFlow flow(CloneRequest request) {
        return new CloneFlow(bed.context(), id, "block", request, bed.deadline(), bed.progress());
    }

    private Resource resource(ResourceKind kind) {
        return bed.ledger().get(id).resources(r -> r.kind() == kind).get(0);
    }
}
