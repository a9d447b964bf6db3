package io.jenkins.plugins.dataclone.model;

import static io.jenkins.plugins.dataclone.model.EnvironmentState.DISOWNED;
import static io.jenkins.plugins.dataclone.model.EnvironmentState.ENDED;
import static io.jenkins.plugins.dataclone.model.EnvironmentState.KEPT;
import static io.jenkins.plugins.dataclone.model.EnvironmentState.OPEN;
import static io.jenkins.plugins.dataclone.model.EnvironmentState.RELEASING;
import static io.jenkins.plugins.dataclone.model.EnvironmentState.STUCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void movesOnlyWhereItMay() {
        Map<EnvironmentState, Set<EnvironmentState>> legal = Map.of(
                OPEN, EnumSet.of(KEPT, RELEASING, DISOWNED),
                KEPT, EnumSet.of(RELEASING, DISOWNED),
                RELEASING, EnumSet.of(STUCK, ENDED, DISOWNED),
                STUCK, EnumSet.of(RELEASING, ENDED, DISOWNED),
                ENDED, EnumSet.of(RELEASING),
                DISOWNED, EnumSet.noneOf(EnvironmentState.class));
        for (EnvironmentState from : EnvironmentState.values()) {
            for (EnvironmentState to : EnvironmentState.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(from == to || legal.get(from).contains(to));
            }
        }
    }

    @Test
    void doesNotEndWhileSomethingIsLeft() {
        Environment releasing = open().with(share("one")).releasing("done", NOW);
        assertThatIllegalStateException()
                .isThrownBy(() -> releasing.ended(NOW))
                .withMessageContaining("still has [share one PLANNED]");
        assertThat(releasing
                        .with(share("one").gone(NOW, GoneProof.NEVER_REQUESTED))
                        .ended(NOW)
                        .state())
                .isEqualTo(ENDED);
    }

    @Test
    void doesNotEndWithoutHavingBeenReleased() {
        assertThatIllegalStateException()
                .isThrownBy(() -> open().ended(NOW))
                .withMessageContaining("from OPEN to ENDED");
    }

    @Test
    void keepsTheOrderInWhichResourcesWerePlanned() {
        Environment environment =
                open().with(share("one")).with(share("two")).with(share("one").requested(NOW));
        assertThat(environment.resources()).extracting(Resource::name).containsExactly("one", "two");
        assertThat(environment.resource("one").orElseThrow().state()).isEqualTo(ResourceState.REQUESTED);
    }

    @Test
    void forgetsItsProblemWhenItHasEnded() {
        Environment stuck = open().releasing("done", NOW).stuck("no answer");
        assertThat(stuck.problem()).isEqualTo("no answer");
        assertThat(stuck.releasing("again", NOW).releaseReason()).isEqualTo("done");
        assertThat(stuck.ended(NOW).problem()).isNull();
    }

    private static Environment open() {
        return Environment.open(
                "abcdefghij27", "default", "c", new Owner("job#1", "", NOW), NOW, Lifetime.of(Duration.ofSeconds(60)));
    }

    private static Resource share(String name) {
        return Resource.planned(ResourceKind.SHARE, "lab", name, Map.of());
    }
}
