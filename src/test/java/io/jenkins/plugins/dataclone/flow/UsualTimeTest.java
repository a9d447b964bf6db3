package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsualTimeTest {
    private final MutableClock clock = new MutableClock(TestBed.START);
    private final InMemoryEnvironmentStore store = new InMemoryEnvironmentStore(new EventLog());
    private Ledger ledger;
    private int builds;

    @BeforeEach
    void load() throws Exception {
        ledger = Ledger.load(store, clock, () -> new Naming("dataclone"), FixedIdentity.of("controller-1"));
    }

    private Resource bay(String cloud, String template) throws Exception {
        String id = ledger.open(
                        new Owner("app#" + ++builds, "", TestBed.START), "default", Lifetime.of(Duration.ofHours(9)))
                .id();
        Resource planned = ledger.plan(id, ResourceKind.CLUSTER, cloud, "a", Map.of(BayFlow.TEMPLATE, template));
        return ledger.request(id, planned.name());
    }

    /** A bay that was ready after that many seconds. */
    private String made(String template, int seconds) throws Exception {
        Resource bay = bay("lab", template);
        clock.advance(Duration.ofSeconds(seconds));
        String id = "app#" + builds;
        String environment = ledger.all().stream()
                .filter(e -> e.owner().run().equals(id))
                .findFirst()
                .orElseThrow()
                .id();
        ledger.update(environment, bay.name(), r -> r.created("id-" + builds).ready(clock.instant()));
        return environment;
    }

    @Test
    void nothingIsSaidWithoutEarlierOnes() throws Exception {
        made("small", 100);
        assertThat(UsualTime.of(ledger, bay("lab", "large"))).isEmpty();
        assertThat(UsualTime.of(ledger, bay("other", "small"))).isEmpty();
    }

    @Test
    void theMedianOfEarlierOnesIsTheForecast() throws Exception {
        for (int seconds : new int[] {100, 130, 900}) {
            made("small", seconds);
        }
        Resource bay = bay("lab", "small");
        UsualTime usual = UsualTime.of(ledger, bay).orElseThrow();
        assertThat(usual).isEqualTo(new UsualTime(Duration.ofSeconds(130), Duration.ofSeconds(900), 3));
        assertThat(usual.announced()).isEqualTo(", usually ready after about 2 min (3 earlier ones)");
        assertThat(usual.left(Duration.ofSeconds(10))).isEqualTo("about 2 min left, judging by 3 earlier ones");
        assertThat(usual.left(Duration.ofSeconds(98))).isEqualTo("about 30 s left, judging by 3 earlier ones");
        assertThat(usual.left(Duration.ofSeconds(140))).isEqualTo("any moment now, judging by 3 earlier ones");
        assertThat(usual.left(Duration.ofSeconds(901))).isEqualTo("longer than any of 3 earlier ones took");
    }

    @Test
    void whatIsReadyAtOnceIsNotAnnounced() throws Exception {
        made("small", 3);
        assertThat(UsualTime.of(ledger, bay("lab", "small")).orElseThrow().announced())
                .isEmpty();
    }

    @Test
    void whatHasEndedIsRememberedOverARestart() throws Exception {
        String ended = made("small", 60);
        String bay = ledger.get(ended).resources().get(0).name();
        ledger.requestRelease(ended, "done");
        ledger.update(ended, bay, r -> r.deleting());
        ledger.update(ended, bay, r -> r.gone(clock.instant(), GoneProof.NOT_FOUND));
        ledger.markEnded(ended);
        clock.advance(Ledger.ARCHIVED_AFTER.plusSeconds(1));
        ledger.archive();
        assertThat(ledger.find(ended)).isEmpty();
        assertThat(UsualTime.of(ledger, bay("lab", "small")).orElseThrow().median())
                .isEqualTo(Duration.ofSeconds(60));

        load();
        assertThat(UsualTime.of(ledger, bay("lab", "small")).orElseThrow().median())
                .isEqualTo(Duration.ofSeconds(60));
    }
}
