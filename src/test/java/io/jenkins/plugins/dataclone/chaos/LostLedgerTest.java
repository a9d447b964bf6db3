package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.ledger.OrphanScan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ledger's files are lost at the steps of an environment's life, or are away for a moment. Only the tags in the cloud tell then
 * what is whose; beside ours there are things of others, named alike, and one with another controller's tag.
 */
class LostLedgerTest {
    /** Things have to be old enough, and to be seen in two scans, before the 120 s of the promise begin. */
    private static final Duration LONGEST_REMOVAL = Controller.SCAN_GRACE.plusSeconds(60 + 60 + 120);
    /** Points of a life at the most: its requests are much alike. */
    private static final int POINTS = 40;

    private final Logger scan = Logger.getLogger(OrphanScan.class.getName());

    /** It warns of everything that it takes away. */
    @BeforeEach
    void listenToNoWarnings() {
        scan.setLevel(Level.OFF);
    }

    @AfterEach
    void listenAgain() {
        scan.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FULL_CHAIN", "KEPT"})
    void whatItKnewIsFoundAndRemoved(Life life) throws Exception {
        int points = points(life);
        int stride = Math.max(1, points / POINTS);
        int killed = 0;
        Duration worst = Duration.ZERO;
        for (int point = 0; point < points; point += stride) {
            try (World world = new World()) {
                String where = killed(world, life, point);
                Duration took = world.controller().reapUntil(() -> world.left().isEmpty(), LONGEST_REMOVAL);
                worst = took.compareTo(worst) > 0 ? took : worst;
                world.assertClean(where);
                killed++;
            }
        }
        System.out.println("ledger lost at " + killed + " points: " + life + " is taken away within "
                + worst.toSeconds() + " s, of which it has to be " + Controller.SCAN_GRACE.toSeconds() + " s old");
    }

    /** As when a file system is mounted too late: a scan sees everything, and then the ledger is there again. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEPT")
    void itIsAwayForAMomentAndNothingIsLost(Life life) throws Exception {
        try (World world = new World()) {
            Life.Build build = new Life.Build();
            life.prepare(world, build);
            world.pass(Controller.SCAN_GRACE.plusMinutes(1));
            List<LivingObject> before = world.left();
            Map<Kind, Integer> made = world.made();

            world.restartWithoutLedger();
            Instant back = world.clock.instant().plusSeconds(25);
            world.controller().reapUntil(() -> world.clock.instant().isAfter(back), LONGEST_REMOVAL);
            world.restart();

            assertThat(world.left()).as(life + ": what its build has").isEqualTo(before);
            life.live(world, build);
            world.assertClean(life.toString());
            assertThat(world.made()).as(life + ": made").isEqualTo(made);
        }
    }

    private static int points(Life life) throws Exception {
        try (World world = new World()) {
            life.live(world, new Life.Build());
            return world.log.size();
        }
    }

    private static String killed(World world, Life life, int point) throws Exception {
        world.log.crashAt(point);
        try {
            life.live(world, new Life.Build());
            throw new AssertionError(life + " has no point " + point);
        } catch (EventLog.Crash death) {
            world.restartWithoutLedger();
            return life + ", ledger lost at point " + point + ", " + death.getMessage();
        }
    }
}
