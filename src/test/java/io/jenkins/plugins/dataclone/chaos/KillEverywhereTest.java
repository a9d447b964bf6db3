package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.fake.EventLog;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The controller is killed at every single step of an environment's life, one after the other: before each request leaves, after
 * it was carried out and before its answer arrives, before, in the middle of and after each write of the ledger. It comes back
 * from its files and the cloud alone.
 */
class KillEverywhereTest {
    /** A build has to be missed for a minute, by a reaper that looks every 20 s, before the 120 s of the promise begin. */
    private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(80 + 120);

    @ParameterizedTest
    @EnumSource
    void aBuildThatLivesGoesOnAndMakesNothingTwice(Life life) throws Exception {
        Reference reference = reference(life);
        for (int point = 0; point < reference.points(); point++) {
            try (World world = new World()) {
                Life.Build build = new Life.Build();
                String where = killed(world, life, build, point);
                life.live(world, build);
                world.assertClean(where);
                assertThat(world.made()).as(where + ": made").isEqualTo(reference.made());
            }
        }
        tell(life, "goes on", reference.points());
    }

    @ParameterizedTest
    @EnumSource
    void whatABuildLeavesThatIsGoneIsGoneInTime(Life life) throws Exception {
        Reference reference = reference(life);
        Duration worst = Duration.ZERO;
        for (int point = 0; point < reference.points(); point++) {
            try (World world = new World()) {
                String where = killed(world, life, new Life.Build(), point);
                Duration took = world.controller().reapUntilAllEnded(LONGEST_REMOVAL);
                worst = took.compareTo(worst) > 0 ? took : worst;
                world.assertClean(where);
                Map<Kind, Integer> made = world.made();
                reference.made().forEach((kind, times) -> assertThat(made.get(kind))
                        .as(where + ": made of " + kind)
                        .isLessThanOrEqualTo(times));
            }
        }
        tell(life, "is taken away within " + worst.toSeconds() + " s", reference.points());
    }

    private record Reference(int points, Map<Kind, Integer> made) {}

    /** One life that nobody disturbs. */
    private static Reference reference(Life life) throws Exception {
        try (World world = new World()) {
            life.live(world, new Life.Build());
            world.assertClean("undisturbed");
            return new Reference(world.log.size(), world.made());
        }
    }

    private static String killed(World world, Life life, Life.Build build, int point) throws Exception {
        world.log.crashAt(point);
        try {
            life.live(world, build);
            throw new AssertionError(life + " has no point " + point);
        } catch (EventLog.Crash death) {
            world.restart();
            return life + ", killed at point " + point + ", " + death.getMessage();
        }
    }

    private static void tell(Life life, String what, int points) {
        System.out.println("killed at " + points + " points: " + life + " " + what);
    }
}
