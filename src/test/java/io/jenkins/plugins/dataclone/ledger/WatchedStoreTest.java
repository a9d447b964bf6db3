package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedStoreTest {
    private static final Lifetime LIFE = Lifetime.of(Duration.ofHours(2));

    private final InMemoryEnvironmentStore disk = new InMemoryEnvironmentStore(new EventLog());
    private final List<String> heard = new ArrayList<>();
    private Ledger ledger;

    @BeforeEach
    void load() throws Exception {
        WatchedStore store = new WatchedStore(disk, List.of(WatchedStoreTest::fail, this::hear));
        ledger = Ledger.load(
                store,
                new MutableClock(TestBed.START),
                () -> new Naming("dataclone"),
                FixedIdentity.of("controller-1"));
    }

    private static void fail(Environment before, Environment after) {
        throw new IllegalStateException("a watcher that fails harms nobody");
    }

    private void hear(Environment before, Environment after) {
        heard.add((before == null ? "nothing" : before.state()) + " -> " + after.state() + ", on disk "
                + disk.saved(after.id()).orElseThrow().state());
    }

    @Test
    void tellsOfWhatIsOnDiskAndOfNothingElse() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", LIFE);
        ledger.open(TestBed.OWNER, "default", LIFE);
        ledger.requestRelease(environment.id(), "its build has ended");
        ledger.requestRelease(environment.id(), "its build has ended");
        disk.failNext(1);
        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> ledger.markEnded(environment.id()));
        ledger.markEnded(environment.id());

        assertThat(heard)
                .containsExactly(
                        "nothing -> OPEN, on disk OPEN",
                        "OPEN -> RELEASING, on disk RELEASING",
                        "RELEASING -> ENDED, on disk ENDED");
    }

    @Test
    void afterARestartItKnowsWhatWasBefore() throws Exception {
        Environment environment = ledger.open(TestBed.OWNER, "default", LIFE);
        load();
        heard.clear();
        ledger.requestRelease(environment.id(), "its build has ended");

        assertThat(heard).containsExactly("OPEN -> RELEASING, on disk RELEASING");
    }
}
