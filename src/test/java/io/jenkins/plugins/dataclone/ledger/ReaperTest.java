package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.OwnerProbe.Answer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private final MutableClock clock = new MutableClock(TestBed.START);
    private Answer answer = Answer.ALIVE;
    private Ledger ledger;
    private Reaper reaper;
    private String id;

    @BeforeEach
    void prepare() throws Exception {
        ledger = Ledger.load(
                new InMemoryEnvironmentStore(new EventLog()), clock, () -> new Naming("dataclone"), "controller-1");
        reaper = new Reaper(ledger, owner -> answer, clock);
        id = ledger.open(TestBed.OWNER, "default", Lifetime.of(Duration.ofHours(2)))
                .id();
    }

    @Test
    void leavesALivingBuildAlone() throws Exception {
        clock.advance(Duration.ofMinutes(119));
        assertThat(reaper.pass()).isEmpty();
        assertThat(ledger.get(id).isOpen()).isTrue();
    }

    @Test
    void takesAwayWhatHasExpired() throws Exception {
        clock.advance(Duration.ofHours(2).plusSeconds(1));
        assertThat(reaper.pass()).containsExactly(id);
        assertThat(ledger.get(id).releaseReason()).isEqualTo("its time to live is over");
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
