package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FakeCloud;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaLineTest {
    private static final Instant EARLY = TestBed.START;
    private static final Instant LATE = EARLY.plusSeconds(10);
    private static final Demand ONE = Demand.of(QuotaKind.SHARES, 1);
    private static final Demand TWO = Demand.of(QuotaKind.SHARES, 2);

    private final MutableClock clock = new MutableClock(TestBed.START.plusSeconds(60));
    private final EventLog log = new EventLog();
    private final FakeCloud cloud = new FakeCloud("lab", clock, log);
    private final TestBed bed = new TestBed();
    private Caps caps = Caps.NONE;
    private QuotaLine line;

    @BeforeEach
    void prepare() {
        line = new QuotaLine(cloud, new OwnUse(bed.ledger(), name -> caps), clock);
    }

    @Test
    void letsThroughWhateverFits() throws Exception {
        shares(10, 8);
        assertThat(line.ask("a", EARLY, TWO)).isEmpty();
    }

    @Test
    void limitsNothingThatTheCloudDoesNotTell() throws Exception {
        assertThat(line.ask("a", EARLY, TWO)).isEmpty();
    }

    @Test
    void limitsNothingWithoutALimit() throws Exception {
        shares(-1, 4000);
        assertThat(line.ask("a", EARLY, TWO)).isEmpty();
    }

    @Test
    void whatTheAdministratorAllowsLimitsBesideTheCloud() throws Exception {
        caps = new Caps(1, 0, 0);
        assertThat(line.ask("a", EARLY, Demand.ofClone(5))).isEmpty();
        assertThat(line.ask("b", LATE, Demand.ofClone(5)).orElseThrow().shortages())
                .extracting(Demand.Shortage::toString)
                .containsExactly("clones (limit set in Jenkins): 1 needed, 1 of 1 free, 1 promised to others");
        line.leave("a");
        assertThat(line.ask("b", LATE, Demand.ofClone(5))).isEmpty();
    }

    @Test
    void saysWhatIsShortInNumbers() throws Exception {
        shares(10, 9);
        assertThat(line.ask("a", EARLY, TWO).orElseThrow().shortages())
                .extracting(Demand.Shortage::toString)
                .containsExactly("shares: 2 needed, 1 of 10 free");
    }

    @Test
    void aPromiseCountsUntilTheCloudCountsIt() throws Exception {
        shares(10, 8);
        assertThat(line.ask("a", EARLY, TWO)).isEmpty();
        assertThat(line.ask("b", LATE, ONE)).isPresent();

        shares(10, 10);
        line.keep("a", Demand.NONE);
        assertThat(line.ask("b", LATE, ONE)).isPresent();

        shares(10, 9);
        clock.advance(QuotaLine.FRESH);
        assertThat(line.ask("b", LATE, ONE)).isEmpty();
    }

    @Test
    void whoCameFirstIsServedFirstEvenIfALaterOneWouldFit() throws Exception {
        shares(10, 9);
        assertThat(line.ask("late", LATE, TWO).orElseThrow().position()).isEqualTo(1);
        assertThat(line.ask("early", EARLY, TWO).orElseThrow().position()).isEqualTo(1);
        assertThat(line.ask("late", LATE, ONE).orElseThrow().position()).isEqualTo(2);

        shares(10, 8);
        clock.advance(QuotaLine.FRESH);
        assertThat(line.ask("late", LATE, ONE)).isPresent();
        assertThat(line.ask("early", EARLY, TWO)).isEmpty();
    }

    @Test
    void whoFitsBesideAllBeforeHimNeedNotWaitForThem() throws Exception {
        shares(10, 9);
        assertThat(line.ask("early", EARLY, TWO)).isPresent();
        assertThat(line.ask("late", LATE, Demand.of(QuotaKind.VOLUMES, 1))).isEmpty();
    }

    @Test
    void whoIsNotHeardOfAnyMoreHoldsUpNobody() throws Exception {
        shares(10, 9);
        assertThat(line.ask("early", EARLY, TWO)).isPresent();
        assertThat(line.ask("late", LATE, ONE)).isPresent();
        clock.advance(QuotaLine.FORGOTTEN.plusSeconds(1));
        assertThat(line.ask("late", LATE, ONE)).isEmpty();
    }

    @Test
    void whoLeavesHoldsUpNobody() throws Exception {
        shares(10, 9);
        assertThat(line.ask("early", EARLY, TWO)).isPresent();
        line.leave("early");
        assertThat(line.ask("late", LATE, ONE)).isEmpty();
    }

    @Test
    void manyWaitersCostTheCloudOneReading() throws Exception {
        shares(10, 10);
        for (int i = 0; i < 1000; i++) {
            line.ask("w" + i, EARLY.plusMillis(i), ONE);
        }
        assertThat(readings()).isOne();
        clock.advance(QuotaLine.FRESH.plus(Duration.ofMillis(1)));
        line.ask("w0", EARLY, ONE);
        assertThat(readings()).isEqualTo(2);
    }

    private void shares(long limit, long used) {
        cloud.quotas().set(QuotaKind.SHARES, limit, used);
    }

    private int readings() {
        return log.events(event -> event.contains("readQuotas")).size();
    }
}
