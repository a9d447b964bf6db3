package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the flows leave in the ledger is what people are shown. */
class EnvironmentFactsTest {
    private final TestBed bed = new TestBed();
    private String id;

    @BeforeEach
    void open() throws Exception {
        id = bed.open().id();
    }

    @Test
    void anEmptyEnvironmentHasNone() {
        EnvironmentFacts facts = facts();
        assertThat(facts.sources()).isEmpty();
        assertThat(facts.clones()).isEmpty();
        assertThat(facts.dataTime()).isEmpty();
        assertThat(facts.sizeGiB()).isZero();
    }

    @Test
    void aFinishedEnvironmentTellsItsDataItsBayAndWhereItIsReached() throws Exception {
        bed.finish(new EnvironmentFlow(
                bed.context(),
                id,
                "block",
                bed.cloneRequest(),
                Optional.of(bed.bayRequest()),
                Optional.of(bed.deployRequest("service db", "service web 8080", "volume dbdata")),
                bed.deadline(),
                bed.progress()));
        bed.restart();

        EnvironmentFacts facts = facts();
        assertThat(facts.sources()).containsExactly("orders-db");
        EnvironmentFacts.Clone clone = facts.clones().get(0);
        Resource snapshot = bed.ledger()
                .get(id)
                .resources(r -> r.kind() == ResourceKind.SHARE_SNAPSHOT)
                .get(0);
        assertThat(facts.clones()).hasSize(1);
        assertThat(clone.source()).isEqualTo("orders-db");
        assertThat(clone.snapshotId()).isEqualTo(snapshot.id());
        assertThat(clone.sizeGiB()).isEqualTo(2);
        assertThat(clone.export()).contains(":/");
        assertThat(facts.dataTime())
                .hasValueSatisfying(time -> assertThat(time).isBetween(TestBed.START, bed.clock.instant()));
        assertThat(facts.sizeGiB()).isEqualTo(2);
        EnvironmentFacts.Bay bay = facts.bays().get(0);
        assertThat(bay.template()).isEqualTo("swarm-small");
        assertThat(bay.coe()).isEqualTo("swarm-mode");
        assertThat(bay.nodes()).isEqualTo(2);
        assertThat(bay.apiAddress()).startsWith("tcp://");
        assertThat(EnvironmentFacts.took(bay.resource()))
                .hasValueSatisfying(time -> assertThat(time).isPositive());
        assertThat(facts.stacks()).singleElement().satisfies(stack -> {
            assertThat(stack.file()).isEqualTo("stack.yml");
            assertThat(stack.bay()).isEqualTo(bay.resource().name());
            assertThat(stack.endpoints())
                    .isEqualTo(Map.of("web", "http://" + bay.resource().name() + ":8080"));
        });
    }

    @Test
    void whatIsNotKnownYetIsLeftOut() throws Exception {
        bed.run(
                new CloneFlow(bed.context(), id, "clone", bed.cloneRequest(), bed.deadline(), bed.progress()),
                Duration.ofSeconds(1));

        EnvironmentFacts facts = facts();
        assertThat(facts.sources()).containsExactly("orders-db");
        assertThat(facts.clones()).isEmpty();
        assertThat(EnvironmentFacts.took(bed.ledger().get(id).resources().get(0)))
                .isEmpty();
    }

    @Test
    void theAgeOfTheDataIsThatOfTheOldestClone() {
        Environment environment = bed.ledger()
                .get(id)
                .with(clone("a", "2026-11-22T03:00:00Z", "5"))
                .with(clone("b", "2026-11-20T03:00:00Z", "7"))
                .with(clone("c", "", "not a number"));

        EnvironmentFacts facts = EnvironmentFacts.of(environment);
        assertThat(facts.dataTime()).contains(Instant.parse("2026-11-20T03:00:00Z"));
        assertThat(facts.sizeGiB()).isEqualTo(12);
        assertThat(facts.clones().get(2).dataTime()).isNull();
    }

    private static Resource clone(String name, String dataTime, String size) {
        return Resource.planned(
                ResourceKind.SHARE,
                "lab",
                name,
                Map.of(
                        CloneFlow.DATA_SOURCE, name,
                        CloneFlow.SNAPSHOT, "s-" + name,
                        CloneFlow.DATA_TIME, dataTime,
                        CloneFlow.SIZE, size));
    }

    private EnvironmentFacts facts() {
        return EnvironmentFacts.of(bed.ledger().get(id));
    }
}
