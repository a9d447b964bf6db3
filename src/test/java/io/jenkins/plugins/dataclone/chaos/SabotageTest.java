package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proof of the proof: the suites that kill and disturb notice each mistake that would cost data or money. */
class SabotageTest {
    private static final Life LIFE = Life.CLONE_ONLY;

    private final Logger logger = Logger.getLogger("io.jenkins.plugins.dataclone");

    /** Broken code complains, as it should. */
    @BeforeEach
    void listenToNoComplaints() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void listenAgain() {
        logger.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource
    void isCaught(Sabotage sabotage) throws Exception {
        Optional<Throwable> failure = new BrokenCode(sabotage).run(sabotage.check, LIFE);

        assertThat(failure)
                .as(sabotage + " in " + sabotage.brokenClass)
                .get(InstanceOfAssertFactories.THROWABLE)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(sabotage.evidence);
        String told = failure.orElseThrow().getMessage().replaceAll("\\s+", " ");
        System.out.println("caught: " + sabotage + ": " + told.substring(0, Math.min(told.length(), 160)));
    }

    @ParameterizedTest
    @EnumSource
    void withNothingBrokenTheSameRunIsClean(Sabotage.Check check) throws Exception {
        assertThat(new BrokenCode().run(check, LIFE)).isEmpty();
    }
}
