package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Thousands of environments in worlds where things go wrong by chance: nothing stays, nothing is made twice, nothing else is
 * touched, and every build ends as it would have. {@code -Dchaos.environments=} says how many, {@code -Dchaos.seed=} runs one
 * world again.
 */
class RandomFaultsTest {
    private static final int USUAL = 10_000;
    private static final Duration PROMISED = Duration.ofSeconds(120);
    private static final int ENOUGH_FAILURES = 5;

    private final Logger logger = Logger.getLogger("io.jenkins.plugins.dataclone");
    /** What is logged of clouds and disks is right and of no interest here; a mistake of the program is. */
    private final List<String> mistakes = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getThrown() instanceof RuntimeException mistake) {
                mistakes.add(entry.getMessage() + " " + trace(mistake));
            }
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void close() {
            // nothing is held
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.setUseParentHandlers(true);
        logger.removeHandler(handler);
    }

    @Test
    void nothingLeaksWhateverGoesWrong() throws Exception {
        Tally tally = new Tally();
        Long seed = Long.getLong("chaos.seed");
        if (seed != null) {
            List<String> found = violations(seed, tally);
            System.out.println("chaos: seed " + seed + ": " + tally);
            assertThat(found).isEmpty();
            assertThat(mistakes).isEmpty();
            return;
        }
        int wanted = Integer.getInteger("chaos.environments", USUAL);
        List<String> failures = manyWorlds(wanted, tally);
        System.out.println("chaos: " + tally);
        assertThat(failures).isEmpty();
        assertThat(mistakes).isEmpty();
        assertThat(tally.environments()).isGreaterThanOrEqualTo(wanted);
        assertThat(tally.worstCleaning()).isLessThanOrEqualTo(PROMISED);
        if (wanted >= USUAL) {
            for (Hazard hazard : Hazard.values()) {
                assertThat(tally.times(hazard)).as("times of " + hazard).isPositive();
            }
        }
    }

    private static List<String> manyWorlds(int wanted, Tally tally) throws Exception {
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong(1);
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    while (tally.environments() < wanted && failures.size() < ENOUGH_FAILURES) {
                        failures.addAll(violations(next.getAndIncrement(), tally));
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        return List.copyOf(failures);
    }

    private static List<String> violations(long seed, Tally tally) {
        String again = " - again with: mvn -o test -Dtest=RandomFaultsTest -Dchaos.seed=" + seed;
        try (World world = new World()) {
            Tally own = new Tally();
            List<String> found = new ArrayList<>(new Simulation(world, seed, own).run());
            if (own.worstCleaning().compareTo(PROMISED) > 0) {
                found.add("clean only after " + own.worstCleaning().toSeconds() + " s");
            }
            tally.add(own);
            return found.stream().map(each -> each + again).toList();
        } catch (Exception | Error e) {
            return List.of(trace(e) + again);
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
