package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Time;
import io.jenkins.plugins.dataclone.sweeper.Leftovers.Leftover;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;

/** One run of the sweeper: looks, tells, and removes if that is wanted. */
final class Sweep {
    /** What came of it; the exit codes of the program. */
    static final int CLEAN = 0;

    static final int LEFT = 1;
    static final int TROUBLE = 2;

    /** How often is looked again for what can go since something else is gone. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private final Map<String, ? extends Cloud> clouds;
    private final SweeperOptions options;
    private final Time clock;
    private final Sleeper sleeper;
    private final PrintStream out;
    private final PrintStream err;

    Sweep(
            Map<String, ? extends Cloud> clouds,
            SweeperOptions options,
            Time clock,
            Sleeper sleeper,
            PrintStream out,
            PrintStream err) {
        this.clouds = clouds;
        this.options = options;
        this.clock = clock;
        this.sleeper = sleeper;
        this.out = out;
        this.err = err;
    }

    int run() throws CloudException, InterruptedException {
        Leftovers found = look();
        found.remarks().forEach(err::println);
        found.all().forEach(leftover -> out.println(line(leftover)));
        if (options.delete() && found.expired().stream().anyMatch(Leftover::mayGo)) {
            remove(found);
            found = look();
            found.expired().forEach(leftover -> out.println("Left: " + line(leftover)));
        }
        found.problems().forEach(err::println);
        out.println(summary(found));
        if (!found.problems().isEmpty()) {
            return TROUBLE;
        }
        return found.expired().isEmpty() ? CLEAN : LEFT;
    }

    private Leftovers look() {
        return Leftovers.of(clouds.values(), options, clock.wall());
    }

    private void remove(Leftovers found) throws CloudException, InterruptedException {
        Instant end = clock.instant().plus(options.timeout());
        Removals removals = new Removals(clouds, options, clock, line -> out.println(line));
        begin(removals, found.all());
        Instant look = clock.instant().plus(LOOK_EVERY);
        while (!removals.isIdle() && clock.instant().isBefore(end)) {
            removals.advance();
            if (removals.isIdle() || !clock.instant().isBefore(look)) {
                // what was in the way of something else may be gone
                begin(removals, look().all());
                look = clock.instant().plus(LOOK_EVERY);
            }
            Duration pause = Duration.between(clock.instant(), removals.next());
            if (!removals.isIdle() && pause.toMillis() > 0) {
                sleeper.sleep(pause);
            }
        }
    }

    private static void begin(Removals removals, Collection<Leftover> leftovers) throws CloudException {
        for (Leftover leftover : leftovers) {
            if (leftover.mayGo()) {
                removals.begin(leftover.object());
            }
        }
    }

    private String line(Leftover leftover) {
        OwnershipTag tag = leftover.object().tag();
        Instant end = tag.expiresAt().truncatedTo(ChronoUnit.SECONDS);
        String fate = leftover.expired()
                ? "expired at " + end
                        + leftover.obstacle().map(why -> ", but " + why).orElse("")
                : "lives until " + end;
        String line = leftover.object() + ", " + leftover.object().status() + ", controller " + tag.controller()
                + ", build " + tag.run() + ": " + fate;
        // whoever may write to the cloud's objects wrote that: it cannot steer the terminal
        return line.replaceAll("\\p{Cc}+", " ");
    }

    private String summary(Leftovers found) {
        int expired = found.expired().size();
        String older =
                options.olderThan().isZero() ? "" : ", of what is older than " + Durations.format(options.olderThan());
        return (options.delete() ? "Expired and left: " : "Expired: ") + expired + ", not expired yet: "
                + (found.all().size() - expired) + older + "; on " + String.join(", ", clouds.keySet()) + "."
                + (options.delete() || expired == 0 ? "" : " Nothing was changed; --delete removes what has expired.");
    }
}
