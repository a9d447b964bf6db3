package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.OwnerProbe.Answer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private final MutableClock clock = new MutableClock(TestBed.START);
    private final OwnerProbe probe = new OwnerProbe() {
        @Override
        public Answer probe(Owner owner) {
            return owner.run().equals(elsewhere) ? Answer.ALIVE : answer;
        }

        @Override
        public Optional<Owner> search(Owner lost) {
            return elsewhere == null ? Optional.empty() : Optional.of(lost.movedTo(elsewhere, "job/moved/12/"));
        }
    };
    private Answer answer = Answer.ALIVE;
    /** Under which name the build is found when it is looked for everywhere. */
    private String elsewhere;

    private Ledger ledger;
    private Reaper reaper;
    private String id;

    @BeforeEach
    void prepare() throws Exception {
        ledger = Ledger.load(
                new InMemoryEnvironmentStore(new EventLog()),
                clock,
                () -> new Naming("dataclone"),
                FixedIdentity.of("controller-1"));
        reaper = new Reaper(ledger, probe, clock);
        id = ledger.open(TestBed.OWNER, "default", new Lifetime(Duration.ofHours(2), Duration.ofHours(8)))
                .id();
    }

    @Test
    void leavesALivingBuildAlone() throws Exception {
        clock.advance(Duration.ofMinutes(119));
        assertThat(reaper.pass()).isEmpty();
        assertThat(ledger.get(id).isOpen()).isTrue();
    }

    @Test
    void takesAwayWhatHasExpiredWhenTheClockHasSaidSoForAWhile() throws Exception {
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Duration.ofHours(2).plusSeconds(1));
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Expiry.SEEN_FOR.minusSeconds(1));
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(reaper.pass()).containsExactly(id);
        assertThat(ledger.get(id).releaseReason()).isEqualTo("its time to live is over");
    }

    @Test
    void aClockThatIsYearsAheadForAMomentEndsNothing() throws Exception {
        for (int second = 0; second < 600; second += 20) {
            boolean wrong = second >= 100 && second < 400;
            clock.setWall(TestBed.START.plusSeconds(second).plus(Duration.ofDays(wrong ? 3_000 : 0)));
            assertThat(reaper.pass()).isEmpty();
            clock.advance(Duration.ofSeconds(20));
        }
        assertThat(ledger.get(id).isOpen()).isTrue();
    }

    @Test
    void aClockThatIsAheadForAMomentAtTheStartEndsNothing() throws Exception {
        clock.setWall(TestBed.START.plus(Duration.ofDays(3_000)));
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        clock.setWall(TestBed.START.plusSeconds(20));
        for (int pass = 0; pass < 50; pass++) {
            assertThat(reaper.pass()).isEmpty();
            clock.advance(Duration.ofSeconds(20));
        }
    }

    @Test
    void aClockThatWasSetForwardForGoodIsBelievedInTheEnd() throws Exception {
        assertThat(reaper.pass()).isEmpty();
        clock.setWall(TestBed.START.plus(Duration.ofHours(3)));
        assertThat(passesUntilDue()).isBetween(Expiry.DISTRUST, Expiry.DISTRUST.plusMinutes(2));
    }

    @Test
    void aClockThatWasSetBackMakesNothingLiveForEver() throws Exception {
        assertThat(reaper.pass()).isEmpty();
        clock.setWall(TestBed.START.minus(Duration.ofDays(3_000)));
        assertThat(passesUntilDue())
                .isBetween(
                        Duration.ofHours(2),
                        Duration.ofHours(2).plus(Expiry.SLACK).plusMinutes(1));
    }

    @Test
    void aClockThatWasSetBackBeforeTheStartMakesNothingLiveForEver() throws Exception {
        clock.setWall(TestBed.START.minus(Duration.ofDays(3_000)));
        clock.restart();
        assertThat(passesUntilDue())
                .isBetween(
                        Duration.ofHours(2),
                        Duration.ofHours(2).plus(Expiry.SLACK).plusMinutes(1));
    }

    @Test
    void aLifeThatWasMadeLongerLastsLonger() throws Exception {
        ledger.extend(id, TestBed.START.plus(Duration.ofHours(3)));
        assertThat(passesUntilDue())
                .isBetween(Duration.ofHours(3), Duration.ofHours(3).plusMinutes(2));
    }

    @Test
    void whatIsKeptWhileTheClockIsAheadIsNotKeptForLonger() throws Exception {
        assertThat(reaper.pass()).isEmpty();
        clock.setWall(TestBed.START.plus(Duration.ofHours(1)));
        assertThat(reaper.pass()).isEmpty();
        ledger.keep(id, Duration.ofMinutes(30), "2 tests failed");
        assertThat(reaper.pass()).isEmpty();
        clock.setWall(TestBed.START);
        assertThat(passesUntilDue())
                .isBetween(
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(30).plus(Expiry.SLACK).plusMinutes(1));
    }

    @Test
    void whatIsKeptGoesWhenItsTimeIsOverWhateverBecameOfItsBuild() throws Exception {
        ledger.keep(id, Duration.ofMinutes(30), "2 tests failed");
        answer = Answer.GONE;
        assertThat(passesUntilDue()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
        assertThat(ledger.get(id).releaseReason()).isEqualTo("it was kept for as long as it was asked for");
    }

    /** How much time passes until the reaper, who looks every 20 s, takes the environment. */
    private Duration passesUntilDue() {
        for (Duration passed = Duration.ZERO; passed.toHours() < 5; passed = passed.plusSeconds(20)) {
            if (reaper.pass().contains(id)) {
                return passed;
            }
            clock.advance(Duration.ofSeconds(20));
        }
        throw new AssertionError("never");
    }

    @Test
    void takesAwayWhatHasNoOwnerOnlyAfterTheGraceTime() throws Exception {
        answer = Answer.GONE;
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Reaper.GRACE.minusSeconds(1));
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(reaper.pass()).containsExactly(id);
        assertThat(ledger.get(id).releaseReason()).isEqualTo("its build shop/orders#12 does not run any more");
    }

    @Test
    void anOwnerThatTurnsUpAgainStartsTheGraceTimeAnew() throws Exception {
        for (Answer between : new Answer[] {Answer.ALIVE, Answer.UNKNOWN}) {
            answer = Answer.GONE;
            assertThat(reaper.pass()).isEmpty();
            clock.advance(Reaper.GRACE);
            answer = between;
            assertThat(reaper.pass()).isEmpty();
            answer = Answer.GONE;
            assertThat(reaper.pass()).isEmpty();
            clock.advance(Reaper.GRACE.minusSeconds(1));
            assertThat(reaper.pass()).isEmpty();
            answer = Answer.ALIVE;
            assertThat(reaper.pass()).isEmpty();
        }
    }

    @Test
    void aJobThatCannotBeLoadedHasALongGraceTime() throws Exception {
        answer = Answer.UNLOADED;
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Reaper.UNLOADED_GRACE.minusSeconds(1));
        assertThat(reaper.pass()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(reaper.pass()).containsExactly(id);
        assertThat(ledger.get(id).releaseReason()).isEqualTo("its build shop/orders#12 could not be loaded for 1 h");
    }

    @Test
    void aBuildThatIsFoundElsewhereKeepsWhatItOwns() throws Exception {
        answer = Answer.GONE;
        elsewhere = "moved#12";
        for (int pass = 0; pass < 10; pass++) {
            assertThat(reaper.pass()).isEmpty();
            clock.advance(Reaper.GRACE);
        }
        assertThat(ledger.get(id).owner()).isEqualTo(TestBed.OWNER.movedTo("moved#12", "job/moved/12/"));
    }

    @Test
    void neverTakesAnUnknownOwnerForGone() throws Exception {
        answer = Answer.UNKNOWN;
        for (int pass = 0; pass < 10; pass++) {
            assertThat(reaper.pass()).isEmpty();
            clock.advance(Reaper.GRACE);
        }
    }

    @Test
    void namesWhatIsOnItsWayOutUntilItHasEnded() throws Exception {
        ledger.requestRelease(id, "done");
        assertThat(reaper.pass()).containsExactly(id);
        ledger.markStuck(id, "the cloud does not answer");
        assertThat(reaper.pass()).as("a stuck one is never forgotten").containsExactly(id);
        Environment ended = ledger.markEnded(id);
        assertThat(ended.state()).isEqualTo(EnvironmentState.ENDED);
        assertThat(reaper.pass()).isEmpty();
    }
}
