package io.jenkins.plugins.dataclone.model;

import static io.jenkins.plugins.dataclone.model.ResourceState.CREATED;
import static io.jenkins.plugins.dataclone.model.ResourceState.DELETING;
import static io.jenkins.plugins.dataclone.model.ResourceState.FAILED;
import static io.jenkins.plugins.dataclone.model.ResourceState.GONE;
import static io.jenkins.plugins.dataclone.model.ResourceState.PLANNED;
import static io.jenkins.plugins.dataclone.model.ResourceState.READY;
import static io.jenkins.plugins.dataclone.model.ResourceState.REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResourceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Map<ResourceState, Set<ResourceState>> LEGAL = Map.of(
            PLANNED, EnumSet.of(REQUESTED, GONE),
            REQUESTED, EnumSet.of(PLANNED, CREATED, GONE),
            CREATED, EnumSet.of(READY, FAILED, DELETING),
            READY, EnumSet.of(FAILED, DELETING),
            FAILED, EnumSet.of(DELETING),
            DELETING, EnumSet.of(GONE),
            GONE, EnumSet.of(DELETING));

    @ParameterizedTest
    @EnumSource
    void movesOnlyWhereItMay(ResourceState from) {
        for (ResourceState to : ResourceState.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(from == to || LEGAL.get(from).contains(to));
        }
    }

    @Test
    void nothingThatMayExistIsCalledGoneWithoutADeletion() {
        for (ResourceState state : EnumSet.of(CREATED, READY, FAILED)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> in(state).gone(NOW, GoneProof.NOT_FOUND))
                    .withMessageContaining("cannot go from " + state + " to GONE");
        }
    }

    @Test
    void livesItsLife() {
        Resource ready = planned().requested(NOW).created("id-1").ready(NOW.plusSeconds(3));
        assertThat(ready.isReady()).isTrue();
        assertThat(ready.requestedAt()).isEqualTo(NOW);
        assertThat(ready.readyAt()).isEqualTo(NOW.plusSeconds(3));
        Resource gone = ready.withProblem("no answer").deleting().gone(NOW.plusSeconds(9), GoneProof.NOT_FOUND);
        assertThat(gone.isGone()).isTrue();
        assertThat(gone.id()).isEqualTo("id-1");
        assertThat(gone.goneAt()).isEqualTo(NOW.plusSeconds(9));
        assertThat(gone.problem()).isNull();
        assertThat(gone.unansweredSince()).isEmpty();
    }

    @Test
    void anAnswerDoesNotDisturbADeletion() {
        Resource deleting = planned().requested(NOW).created("id-1").deleting();
        assertThat(deleting.created("id-1")).isEqualTo(deleting);
        Resource gone = deleting.gone(NOW, GoneProof.NOT_FOUND);
        assertThat(gone.created("id-1")).isEqualTo(gone);
    }

    @Test
    void anAnswerAfterItsEndBringsItBackToBeDeleted() {
        Resource back = planned()
                .requested(NOW)
                .gone(NOW.plusSeconds(70), GoneProof.NEVER_MADE)
                .created("late");
        assertThat(back.state()).isEqualTo(DELETING);
        assertThat(back.id()).isEqualTo("late");
        assertThat(back.goneAt()).isNull();
    }

    @Test
    void anIdIsNotTakenForSomethingNeverAskedFor() {
        assertThatIllegalStateException().isThrownBy(() -> planned().created("id-1"));
    }

    @Test
    void remembersARequestThatWasGivenUp() {
        Resource first = planned().requested(NOW);
        assertThat(first.unansweredSince()).contains(NOW);
        assertThat(first.created("id").unansweredSince()).isEmpty();
        Instant later = NOW.plus(Duration.ofSeconds(20));
        Resource second = first.requested(later);
        assertThat(second.unansweredSince()).contains(later);
        assertThat(second.created("id").deleting().unansweredSince()).contains(NOW);
    }

    @Test
    void aPlainNoTakesItBackToItsPlan() {
        Resource refused = planned().requested(NOW).refused();
        assertThat(refused).isEqualTo(planned());
    }

    private static Resource planned() {
        return Resource.planned(ResourceKind.SHARE, "lab", "dataclone-x-share-1", Map.of("a", "b"));
    }

    private static Resource in(ResourceState state) {
        return new Resource(ResourceKind.SHARE, "lab", "n", state, "id", Map.of(), NOW, null, null, null);
    }
}
