package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnerMovesTest {
    private static final Lifetime TTL = new Lifetime(Duration.ofHours(2), Duration.ofHours(8));
    private static final Owner SALES = TestBed.OWNER.movedTo("shop/sales#12", "job/shop/job/sales/12/");
    private static final Owner REVENUE = TestBed.OWNER.movedTo("shop/revenue#12", "job/shop/job/revenue/12/");

    private final MutableClock clock = new MutableClock(TestBed.START);
    private final InMemoryEnvironmentStore store = new InMemoryEnvironmentStore(new EventLog());
    private Ledger ledger;
    private Environment environment;

    @BeforeEach
    void prepare() throws Exception {
        load();
        environment = ledger.open(TestBed.OWNER, "default", TTL);
    }

    private void load() throws Exception {
        ledger = Ledger.load(store, clock, () -> new Naming("dataclone"), FixedIdentity.of("controller-1"));
    }

    private List<CloudException> move(Owner before, Owner after) {
        return ledger.moves().move(owner -> owner.isSameBuild(before) ? after : owner);
    }

    private Owner written() {
        return store.saved(environment.id()).orElseThrow().owner();
    }

    @Test
    void aMoveCountsAlsoForWhoHasReadTheEnvironmentBefore() {
        move(TestBed.OWNER, SALES);

        assertThat(environment.owner()).isEqualTo(TestBed.OWNER);
        assertThat(ledger.moves().ownerOf(environment)).isEqualTo(SALES);
    }

    @Test
    void aMoveOutlivesTheController() throws Exception {
        assertThat(move(TestBed.OWNER, SALES)).isEmpty();
        load();
        assertThat(ledger.get(environment.id()).owner()).isEqualTo(SALES);
        assertThat(ledger.open(SALES, "default", TTL).id()).isEqualTo(environment.id());
    }

    @Test
    void aMoveThatCannotBeWrittenCountsAtOnce() throws Exception {
        store.failNext(1);
        assertThat(move(TestBed.OWNER, SALES)).singleElement().satisfies(e -> assertThat(e)
                .hasMessageContaining("No space left on device"));

        assertThat(written()).isEqualTo(TestBed.OWNER);
        assertThat(ledger.ownedBy(SALES)).extracting(Environment::id).containsExactly(environment.id());
        assertThat(ledger.ownedBy(TestBed.OWNER)).isEmpty();
        assertThat(ledger.open(SALES, "default", TTL).id()).isEqualTo(environment.id());
    }

    @Test
    void theReaperWritesWhatCouldNotBeWrittenAndJudgesByTheNewName() throws Exception {
        Reaper reaper = new Reaper(ledger, owner -> owner.equals(SALES) ? Answer.ALIVE : Answer.GONE, clock);
        store.failNext(3);
        move(TestBed.OWNER, SALES);
        for (int pass = 0; pass < 2; pass++) {
            assertThat(reaper.pass()).isEmpty();
            assertThat(written()).isEqualTo(TestBed.OWNER);
            clock.advance(Reaper.GRACE);
        }
        assertThat(reaper.pass()).isEmpty();
        assertThat(written()).isEqualTo(SALES);
        clock.advance(Reaper.GRACE);
        assertThat(reaper.pass()).isEmpty();
    }

    @Test
    void aSecondMoveFindsTheBuildUnderANameThatIsNotWritten() {
        store.failNext(1);
        move(TestBed.OWNER, SALES);
        assertThat(move(SALES, REVENUE)).isEmpty();
        assertThat(written()).isEqualTo(REVENUE);
    }

    @Test
    void twoJobsThatSwapTheirNamesKeepWhatTheyHave() throws Exception {
        Owner other = new Owner("shop/other#1", "job/shop/job/other/1/", TestBed.START);
        Environment theirs = ledger.open(other, "default", TTL);
        Owner aside = TestBed.OWNER.movedTo("shop/aside#12", "job/shop/job/aside/12/");
        store.failNext(2);
        move(TestBed.OWNER, aside);
        move(other, other.movedTo("shop/orders#1", "job/shop/job/orders/1/"));
        move(aside, TestBed.OWNER.movedTo("shop/other#12", "job/shop/job/other/12/"));

        load();
        assertThat(ledger.get(environment.id()).owner().run()).isEqualTo("shop/other#12");
        assertThat(ledger.get(theirs.id()).owner().run()).isEqualTo("shop/orders#1");
    }

    @Test
    void whatDidNotMoveIsNotWritten() {
        store.failNext(1);
        assertThat(move(SALES, REVENUE)).isEmpty();
    }
}
