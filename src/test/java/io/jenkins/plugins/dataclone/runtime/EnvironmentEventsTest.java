package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.ledger.Adoption;
import io.jenkins.plugins.dataclone.ledger.Seen;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvironmentEventsTest {
    private final TestBed bed = new TestBed();
    private final List<EnvironmentEvent> heard = new ArrayList<>();
    private final EnvironmentEvents events = new EnvironmentEvents(bed.clock, heard::add);

    @BeforeEach
    void watchTheLedger() {
        bed.watch(events);
    }

    @Test
    void theLifeOfAnEnvironmentIsTold() throws Exception {
        Environment environment = bed.open();
        events.ready(environment);
        bed.ledger().requestRelease(environment.id(), "its build has ended");
        bed.ledger().markStuck(environment.id(), "share: error_deleting");
        bed.ledger().markStuck(environment.id(), "share: still error_deleting");
        bed.ledger().markEnded(environment.id());

        assertThat(kinds()).containsExactly("created", "ready", "stuck", "gone");
        assertThat(heard.get(2).environment().problem()).isEqualTo("share: error_deleting");
    }

    @Test
    void theEndIsAnnouncedOnceForEachEnd() throws Exception {
        Environment environment = bed.open();
        heard.clear();
        look(Duration.ofMinutes(104));
        assertThat(kinds()).isEmpty();
        look(Duration.ofMinutes(2));
        look(Duration.ofMinutes(2));
        assertThat(kinds()).containsExactly("expiring");

        bed.ledger().extend(environment.id(), environment.expiresAt().plus(Duration.ofMinutes(30)));
        look(Duration.ofMinutes(1));
        assertThat(kinds()).hasSize(1);
        look(Duration.ofMinutes(28));
        assertThat(kinds()).containsExactly("expiring", "expiring");
    }

    @Test
    void whatIsKeptIsToldAndExpiresToo() throws Exception {
        Environment environment = bed.open();
        bed.ledger().keep(environment.id(), Duration.ofMinutes(40), "the tests failed");
        heard.clear();
        look(Duration.ofMinutes(30));

        assertThat(kinds()).containsExactly("expiring");
        assertThat(heard.get(0).environment().keptBecause()).isEqualTo("the tests failed");
    }

    @Test
    void whatIsOverOrOnItsWayOutDoesNotExpire() throws Exception {
        Environment environment = bed.open();
        bed.ledger().requestRelease(environment.id(), "its build has ended");
        heard.clear();
        look(Duration.ofMinutes(110));
        look(Duration.ofMinutes(60));

        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatIsFoundIsToldOncePerObject() throws Exception {
        Adoption.adopt(
                bed.ledger(), found("dataclone-abcdefghij27-share-1", "s-1"), "it was found", bed.clock.instant());
        bed.ledger().markStuck("abcdefghij27", "share: error_deleting");
        Adoption.adopt(
                bed.ledger(), found("dataclone-abcdefghij27-share-2", "s-2"), "it was found", bed.clock.instant());

        assertThat(kinds()).containsExactly("found", "stuck", "found");
        assertThat(heard.get(0).environment().releaseReason()).isEqualTo("it was found");
    }

    private Seen found(String name, String id) {
        return new Seen(
                ResourceKind.SHARE,
                "lab",
                id,
                name,
                "available",
                new OwnershipTag(
                        "controller-1", "abcdefghij27", "shop/orders#12", bed.clock.instant(), bed.clock.instant()),
                Map.of());
    }

    private void look(Duration later) {
        bed.clock.advance(later);
        events.look(bed.ledger().all());
    }

    private List<String> kinds() {
        return heard.stream().map(event -> event.kind().key()).toList();
    }
}
