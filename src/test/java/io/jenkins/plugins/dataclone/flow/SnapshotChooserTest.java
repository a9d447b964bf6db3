package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.flow.SnapshotChooser.Candidate;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.SanitizingRecord;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotChooserTest {
    private static final Instant NOW = TestBed.START;

    private final TestBed bed = new TestBed();
    private final Candidate old = candidate("old", Duration.ofDays(3));
    private final Candidate nightly = candidate("nightly-2", Duration.ofHours(6));
    private final Candidate last = candidate("last", Duration.ofHours(1));
    private final List<Candidate> all = List.of(old, last, nightly);

    @Test
    void aNewOneIsTakenWithoutALook() throws Exception {
        assertThat(choose(SnapshotChoice.takeNew(), all)).isEmpty();
    }

    @Test
    void theLatestIsTheNewestThatIsReady() throws Exception {
        Candidate making = new Candidate("m", "m", RemoteStatus.PENDING, 1, NOW, Optional.empty(), Optional.empty());
        Candidate timeless = new Candidate("t", "t", RemoteStatus.READY, 1, null, Optional.empty(), Optional.empty());
        assertThat(choose(SnapshotChoice.latest(null), List.of(old, last, making, nightly, timeless)))
                .contains(last);
        assertThat(choose(SnapshotChoice.latest(null), List.of())).isEmpty();
    }

    @Test
    void theLatestMayBeTooOld() throws Exception {
        assertThat(choose(SnapshotChoice.latest(Duration.ofHours(1)), all)).contains(last);
        assertThat(choose(SnapshotChoice.latest(Duration.ofMinutes(59)), all)).isEmpty();
    }

    @Test
    void theNewestBeforeAMomentIsNeverReplacedByANewOne() throws Exception {
        assertThat(choose(SnapshotChoice.parse("newest before 2h"), all)).contains(nightly);
        assertThat(choose(SnapshotChoice.parse("before 2026-11-23T07:00:00Z"), all))
                .as("taken at that very moment is not before it")
                .contains(nightly);
        refused(SnapshotChoice.parse("before 4d"), all, "it has no snapshot from before 2026-11-19T08:00:00Z");
    }

    @Test
    void byNameAndById() throws Exception {
        assertThat(choose(SnapshotChoice.named("nightly-2"), all)).contains(nightly);
        assertThat(choose(SnapshotChoice.ofId("id of old"), all)).contains(old);
        refused(SnapshotChoice.named("nightly-9"), all, "it has no snapshot of the name 'nightly-9'");
        refused(SnapshotChoice.ofId("nightly-2"), all, "it has no snapshot of the id 'nightly-2'");
    }

    @Test
    void aNameThatSeveralHaveIsNotGuessedAt() {
        Candidate twin = new Candidate("x", "last", RemoteStatus.READY, 1, NOW, Optional.empty(), Optional.empty());
        refused(
                SnapshotChoice.named("last"),
                List.of(last, twin),
                "it has 2 snapshots of the name 'last'; give the id");
    }

    @Test
    void oneThatIsNotReadyIsNotWaitedFor() {
        Candidate making =
                new Candidate("m", "making", RemoteStatus.PENDING, 1, NOW, Optional.empty(), Optional.empty());
        refused(SnapshotChoice.named("making"), List.of(making), "its snapshot 'making' is not ready");
    }

    @Test
    void whatAnotherControllerMadeIsLeftAlone() throws Exception {
        Candidate foreign = tagged("dataclone-x-snapshot-1", "controller-2");
        assertThat(choose(SnapshotChoice.latest(null), List.of(last, foreign))).contains(last);
        refused(SnapshotChoice.ofId(foreign.id()), List.of(foreign), "another Jenkins made it and may remove it");
    }

    @Test
    void whatBearsOurTagAndIsNotInTheLedgerIsLeftAlone() throws Exception {
        Candidate lost = tagged("dataclone-x-snapshot-1", "controller-1");
        assertThat(choose(SnapshotChoice.latest(null), List.of(last, lost))).contains(last);
        refused(SnapshotChoice.ofId(lost.id()), List.of(lost), "it is about to be removed");
    }

    @Test
    void anIdGivesNoMoreThanTheNamesThatAreAllowed() throws Exception {
        SnapshotPolicy byId = new SnapshotPolicy(
                SnapshotChoice.ofId("id of old"), List.of("nightly-*", "weekly"), SnapshotRetention.none());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> chooser(byId).choose(all))
                .withMessageContaining(
                        "its snapshot 'id of old' must not be used: jobs may choose nightly-*, weekly only");
        SnapshotPolicy allowed = new SnapshotPolicy(
                SnapshotChoice.ofId("id of nightly-2"), List.of("nightly-*"), SnapshotRetention.none());
        assertThat(chooser(allowed).choose(all)).contains(nightly);
    }

    @Test
    void onlyASanitizedOneIsUsedWhereItHasToBe() throws Exception {
        Candidate masked = new Candidate(
                "id of masked",
                "masked",
                RemoteStatus.READY,
                1,
                NOW.minus(Duration.ofHours(2)),
                Optional.empty(),
                Optional.of(new SanitizingRecord("mask/412")));

        assertThat(chooser(sanitized(SnapshotChoice.latest(null))).choose(List.of(last, masked, old)))
                .contains(masked);
        assertThat(chooser(sanitized(SnapshotChoice.named("masked"))).choose(List.of(last, masked)))
                .contains(masked);
        refused(
                sanitized(SnapshotChoice.named("last")),
                List.of(last, masked),
                "its snapshot 'last' must not be used: no successful run of its sanitizing is recorded on it");
        refused(
                sanitized(SnapshotChoice.latest(Duration.ofHours(1))),
                List.of(last, masked),
                "only sanitized snapshots may be used, and it has none of the last 1h; run what sanitizes it");
        refused(sanitized(SnapshotChoice.latest(null)), List.of(last), "and it has none that is ready; run");
        refused(sanitized(SnapshotChoice.takeNew()), List.of(masked), "only sanitized snapshots may be used");
    }

    private static SnapshotPolicy sanitized(SnapshotChoice choice) {
        return new SnapshotPolicy(choice, List.of(), true, SnapshotRetention.none());
    }

    @ParameterizedTest
    @CsvSource({
        "*,          anything,     true",
        "nightly-*,  nightly-,     true",
        "nightly-*,  my-nightly-1, false",
        "*-a*,       x-ab,         true",
        "a.c,        abc,          false",
        "nightly,    nightly-1,    false"
    })
    void aStarStandsForAnyText(String pattern, String name, boolean matches) {
        assertThat(SnapshotChooser.matches(pattern, name)).isEqualTo(matches);
    }

    private Optional<Candidate> choose(SnapshotChoice choice, List<Candidate> from) throws CloudException {
        return chooser(new SnapshotPolicy(choice, List.of(), SnapshotRetention.none()))
                .choose(from);
    }

    private void refused(SnapshotChoice choice, List<Candidate> from, String why) {
        refused(new SnapshotPolicy(choice, List.of(), SnapshotRetention.none()), from, why);
    }

    private void refused(SnapshotPolicy policy, List<Candidate> from, String why) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> chooser(policy).choose(from))
                .withMessageStartingWith("Data source 'orders-db' on cloud 'lab' cannot be cloned: ")
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    }

    private SnapshotChooser chooser(SnapshotPolicy policy) {
        CloneRequest request = new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                bed.productionShare,
                policy,
                CloneShape.likeProduction(),
                TestBed.access());
        return new SnapshotChooser(request, bed.ledger(), NOW);
    }

    private static Candidate candidate(String name, Duration age) {
        return new Candidate(
                "id of " + name, name, RemoteStatus.READY, 1, NOW.minus(age), Optional.empty(), Optional.empty());
    }

    private static Candidate tagged(String name, String controller) {
        OwnershipTag tag = new OwnershipTag(controller, "env", "job#1", NOW, NOW.plusSeconds(60));
        return new Candidate("id of " + name, name, RemoteStatus.READY, 1, NOW, Optional.of(tag), Optional.empty());
    }
}
