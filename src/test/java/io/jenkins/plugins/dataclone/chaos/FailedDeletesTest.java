package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Fault;
import io.jenkins.plugins.dataclone.embedded.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every deletion of a life goes wrong once, one after the other, in each way a deletion can go wrong. */
class FailedDeletesTest {
    private static final int ACCESS_RULE = -1;
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    /** How a deletion goes wrong: the one of that number, counted from 0, or the removal of an access rule. */
    enum Way {
        REFUSED {
            @Override
            Fault plan(World world, int which) {
                return fault(world, which).status(500, "the back end is away");
            }
        },
        NEVER_ARRIVES {
            @Override
            Fault plan(World world, int which) {
                return fault(world, which).dropsConnectionBeforeWork();
            }
        },
        ANSWER_IS_LOST {
            @Override
            Fault plan(World world, int which) {
                return fault(world, which).dropsConnectionAfterWork();
            }
        };

        abstract Fault plan(World world, int which);

        private static Fault fault(World world, int which) {
            return which == ACCESS_RULE
                    ? world.cloud.faults().next("POST", "/shares/*/action").bodyContaining("deny_access")
                    : world.cloud.faults().next("DELETE", "/*").after(which);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLONE_AND_BAY")
    void isTriedAgainUntilItIsDone(Life life) throws Exception {
        List<Integer> deletions = deletions(life);
        for (Way way : Way.values()) {
            for (int which : deletions) {
                String how = way + (which == ACCESS_RULE ? " at the access rule" : " at deletion " + which);
                try (World world = new World()) {
                    Fault fault = way.plan(world, which);
                    live(world, life, how);
                    assertThat(fault.hits()).as(how).isEqualTo(1);
                }
            }
        }
        System.out.println("failed " + Way.values().length * deletions.size() + " deletions: " + life);
    }

    /** Accepted, and then the service could not do it. Shares, volumes and snapshots stay so until an administrator mends them. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLONE_AND_BAY")
    void thatWasAcceptedAndCameToNothingIsTriedAgain(Life life) throws Exception {
        for (Kind kind : List.of(Kind.ACCESS_RULE, Kind.CLUSTER, Kind.STACK)) {
            try (World world = new World()) {
                world.cloud.faults().nextDeleteFails(kind);
                live(world, life, kind + " stays");
            }
        }
    }

    private static void live(World world, Life life, String how) throws Exception {
        Instant begun = world.clock.instant();
        life.live(world, new Life.Build());
        world.assertClean(life + ", " + how);
        assertThat(Duration.between(begun, world.clock.instant())).as(how).isLessThan(LONGEST_LIFE);
    }

    /** What a life deletes. */
    private static List<Integer> deletions(Life life) throws Exception {
        try (World world = new World()) {
            life.live(world, new Life.Build());
            int deletes =
                    world.log.events(event -> event.startsWith("send DELETE")).size();
            boolean hasRule = world.cloud.requests().stream()
                    .anyMatch(request -> request.body().contains("deny_access"));
            return IntStream.range(hasRule ? ACCESS_RULE : 0, deletes).boxed().toList();
        }
    }
}
