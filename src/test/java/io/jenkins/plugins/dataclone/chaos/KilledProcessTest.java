package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo lives an environment's life in a Java of its own, on a cloud outside of it, and is killed with SIGKILL at random moments
 * that are spread over the whole life. It is started again with nothing but its files: three of four builds go on, the fourth is no
 * more. With {@code OS_CLOUD}, on a real cloud, see {@link io.jenkins.plugins.dataclone.contract.ContractCloud}; with a bay of the
 * cluster template that {@code DATACLONE_IT_BAY} names, if it does. {@code -Dchaos.seed=} gives the same moments again.
 */
class KilledProcessTest {
    private static final int SIDE_BY_SIDE = 2;
    /** A life that was over before its moment came is lived once more. */
    private static final int TRIES = 10;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void whateverTheMomentNothingIsLeftAndNothingIsMadeTwice() throws Exception {
        long seed = Long.getLong("chaos.seed", new Random().nextLong(1_000_000));
        int kills = System.getenv("OS_CLOUD") == null ? 20 : 10;
        List<KillingGround> grounds = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        DemoJava java = new DemoJava(directory.resolve("java"));
        try {
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                grounds.add(new KillingGround(java, directory.resolve("ground-" + i)));
            }
            long begun = System.nanoTime();
            // the first one is slow: it leaves the archive of classes
            undisturbed(grounds.get(0), directory.resolve("first"));
            Duration life = undisturbed(grounds.get(1), directory.resolve("second"));
            Queue<Integer> numbers = new ConcurrentLinkedQueue<>(
                    IntStream.range(0, kills).boxed().toList());
            all(
                    workers,
                    grounds.stream()
                            .map(ground -> (Callable<Void>) () -> {
                                for (Integer number = numbers.poll(); number != null; number = numbers.poll()) {
                                    kill(ground, number, kills, life, seed);
                                }
                                return null;
                            })
                            .toList());
            System.out.println("killed " + kills + " processes with SIGKILL, seed " + seed + ", a life takes "
                    + seconds(life) + ": left 0, made twice 0, production untouched; "
                    + seconds(Duration.ofNanos(System.nanoTime() - begun)) + " in all");
        } finally {
            workers.shutdownNow();
            if (told.size() < kills || System.getenv("OS_CLOUD") != null) {
                told.forEach(System.out::println);
            }
            for (KillingGround ground : grounds) {
                ground.close();
            }
        }
    }

    private static Duration undisturbed(KillingGround ground, Path ledger) throws Exception {
        try (DemoProcess process = ground.start(ledger, false)) {
            process.awaitBegin();
            long begun = System.nanoTime();
            assertThat(process.awaitLastLine(ground.patience()))
                    .as(process.output())
                    .isTrue();
            Duration life = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(process.awaitEnd(ground.patience())).as(process.output()).isZero();
            ground.check("undisturbed", environment(ledger), true);
            return life;
        }
    }

    private void kill(KillingGround ground, int number, int kills, Duration life, long seed) throws Exception {
        Random random = new Random(seed * 1_000 + number);
        double part = (number + random.nextDouble()) / kills;
        boolean lost = number % 4 == 3;
        for (int i = 0; i < TRIES; i++) {
            Duration moment = Duration.ofNanos(Math.round(life.toNanos() * part));
            String what = (lost ? "lost" : "goes on") + ", killed after " + seconds(moment);
            if (killed(ground, directory.resolve("life-" + number + "-" + i), lost, moment, what)) {
                return;
            }
            part = random.nextDouble() * part;
        }
        throw new AssertionError("all lives were over too early");
    }

    private boolean killed(KillingGround ground, Path ledger, boolean lost, Duration moment, String what)
            throws Exception {
        String last;
        try (DemoProcess process = ground.start(ledger, false)) {
            process.awaitBegin();
            if (!process.killAfter(moment)) {
                ground.check(what + ", too late", environment(ledger), true);
                return false;
            }
            last = process.lastLine();
        }
        long restarted = System.nanoTime();
        try (DemoProcess process = ground.start(ledger, lost)) {
            String where = what + ", after: " + last;
            assertThat(process.awaitEnd(ground.patience()))
                    .as(where + "\n" + process.output())
                    .isZero();
            ground.check(where, environment(ledger), !lost);
            told.add("  " + where + "; clean " + seconds(Duration.ofNanos(System.nanoTime() - restarted))
                    + " after the restart");
        }
        return true;
    }

    /** What the records say at the end; one life has one environment, or none if the build was lost before it opened one. */
    private static List<Environment> environment(Path ledger) throws Exception {
        List<Environment> environments =
                new FileEnvironmentStore(ledger.resolve("environments")).load().environments();
        assertThat(environments).hasSizeLessThanOrEqualTo(1);
        assertThat(environments).allMatch(environment -> environment.state() == EnvironmentState.ENDED);
        return environments;
    }

    private static <T> List<T> all(ExecutorService workers, List<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> result : workers.invokeAll(work)) {
            results.add(result.get());
        }
        return results;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 10 / 100.0 + " s";
    }
}
