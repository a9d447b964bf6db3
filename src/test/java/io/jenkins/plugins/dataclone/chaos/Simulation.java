package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One world with some builds in it, in which things go wrong by chance for some minutes; then everything works again, and must
 * become clean. Everything follows from the seed.
 */
final class Simulation {
    private static final Duration REAPER_EVERY = Duration.ofSeconds(20);
    /** When nothing goes wrong any more and it still does not end, it never will. */
    private static final Duration LONGEST = Duration.ofMinutes(45);
    /** Long after everything that is kept should have gone. */
    private static final Duration KEPT_TOO_LONG = Duration.ofMinutes(20);
    /** Requests that were given up are carried out after this at the latest. */
    private static final Duration LAST_BIRTHS = Duration.ofMinutes(1);

    /** For what happens whichever process is up. */
    private static final int ANY = -1;

    /** One thing that happens. */
    private record Event(Instant at, long order, int process, Runnable what) {}

    private final PriorityQueue<Event> agenda =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private final World world;
    private final Random random;
    private final Tally tally;
    private final Hazards hazards;
    private final List<BuildRun> builds = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    /** Since when each environment is on its way out. */
    private final Map<String, Instant> leaving = new HashMap<>();

    private final Instant calmFrom;
    private final boolean endsWithTheStorm;
    private long order;
    private int process;
    private boolean up = true;
    private Instant upSince;
    /** Builds cannot be told yet after a start. */
    private Instant loadedAt;

    private Map<String, ReleaseFlow> releases = new HashMap<>();
    private Reaper reaper;

    Simulation(World world, long seed, Tally tally) {
        this.world = world;
        this.random = new Random(seed * 2_862_933_555_777_941_757L + 3_037_000_493L);
        this.tally = tally;
        this.hazards = new Hazards(world, random, tally::struck);
        this.calmFrom = now().plusSeconds(60 + random.nextInt(240));
        this.endsWithTheStorm = random.nextBoolean();
        world.hazards(hazards);
        int number = 1 + random.nextInt(14);
        for (int i = 1; i <= number; i++) {
            builds.add(new BuildRun(this, world, lifeOf(random.nextInt(100)), i, random));
        }
    }

    private static Life lifeOf(int percent) {
        if (percent < 40) {
            return Life.CLONE_ONLY;
        }
        if (percent < 54) {
            return Life.VOLUME;
        }
        if (percent < 66) {
            return Life.SHARED_SNAPSHOT;
        }
        if (percent < 78) {
            return Life.CHECKPOINTS;
        }
        if (percent < 86) {
            return Life.KEPT;
        }
        if (percent < 92) {
            return Life.HEAT_STACK;
        }
        return percent < 95 ? Life.CLONE_AND_BAY : Life.FULL_CHAIN;
    }

    /** What was not as it has to be; empty if all was. */
    List<String> run() throws CloudException {
        for (BuildRun build : builds) {
            always(
                    Duration.ofMillis(random.nextInt(
                            (int) Duration.between(now(), calmFrom).toMillis())),
                    () -> whenUp(build::start));
        }
        planHazards();
        at(calmFrom, ANY, this::calm);
        begin();
        Instant end = calmFrom.plus(LONGEST);
        while (!isClean() && now().isBefore(end)) {
            step();
        }
        world.pass(LAST_BIRTHS);
        judge();
        return violations;
    }

    private void step() throws CloudException {
        Event event = agenda.remove();
        if (event.process() != ANY && event.process() != process) {
            return;
        }
        if (event.at().isAfter(now())) {
            world.pass(Duration.between(now(), event.at()));
        }
        try {
            event.what().run();
        } catch (EventLog.Crash death) {
            hazards.strikes(Hazard.KILL);
            down();
        }
    }

    Instant now() {
        return world.clock.instant();
    }

    /** Now, or when there is a process to do it. */
    private void whenUp(Runnable what) {
        if (up) {
            what.run();
        } else {
            always(Duration.ofSeconds(30), () -> whenUp(what));
        }
    }

    /** Later, if this process still lives then. */
    void after(Duration delay, Runnable what) {
        requireUp(true);
        at(now().plus(delay), process, what);
    }

    private void always(Duration delay, Runnable what) {
        at(now().plus(delay), ANY, what);
    }

    private void at(Instant at, int who, Runnable what) {
        agenda.add(new Event(at, order++, who, what));
    }

    void opened() {
        tally.opened();
    }

    void ended(BuildRun build) {
        tally.ended(build.result());
    }

    /** The process begins: as Jenkins does, it looks at once for what has to go. */
    private void begin() {
        upSince = now();
        loadedAt = now().plusSeconds(random.nextInt(20));
        releases = new HashMap<>();
        reaper = new Reaper(
                world.controller().ledger(), this::probe, world.controller().time());
        builds.stream().filter(BuildRun::isLiving).forEach(BuildRun::resume);
        reap();
    }

    private void down() throws CloudException {
        requireUp(true);
        process++;
        up = false;
        for (BuildRun build : builds) {
            if (build.isLiving() && random.nextInt(6) == 0) {
                hazards.strikes(Hazard.BUILD_LOST);
                build.lose();
            }
        }
        always(Duration.ofSeconds(random.nextInt(30)), this::restart);
    }

    private void restart() {
        requireUp(false);
        up = true;
        try {
            world.restart();
            begin();
        } catch (CloudException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing is done by a process that is dead, and there are never two: each would write over what the other has written. */
    private void requireUp(boolean expected) {
        if (up != expected) {
            throw new IllegalStateException(up ? "two processes on one ledger" : "a dead process does something");
        }
    }

    private OwnerProbe.Answer probe(Owner owner) {
        if (now().isBefore(loadedAt)) {
            return OwnerProbe.Answer.UNKNOWN;
        }
        return builds.stream().anyMatch(build -> build.isLiving() && build.owns(owner))
                ? OwnerProbe.Answer.ALIVE
                : OwnerProbe.Answer.GONE;
    }

    private void reap() {
        noteGone();
        for (String due : reaper.pass()) {
            release(due);
        }
        after(REAPER_EVERY, this::reap);
    }

    /** As the runtime does: one release at a time for each environment. */
    void release(String environmentId) {
        leaving.putIfAbsent(environmentId, now());
        if (!releases.containsKey(environmentId)) {
            ReleaseFlow flow = new ReleaseFlow(world.controller().context(), environmentId, Progress.NONE);
            releases.put(environmentId, flow);
            after(Duration.ZERO, () -> tick(environmentId, flow));
        }
    }

    private void tick(String environmentId, ReleaseFlow flow) {
        try {
            Advance<Environment> advance = flow.advance();
            if (advance.isDone()) {
                releases.remove(environmentId);
                noteGone();
            } else {
                after(advance.delay(), () -> tick(environmentId, flow));
            }
        } catch (CloudException e) {
            releases.remove(environmentId);
            if (!hazards.has(Hazard.DISK_FULL)) {
                violations.add("a release ended with " + e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void noteGone() {
        leaving.entrySet().removeIf(entry -> {
            boolean gone = isGone(entry.getKey());
            if (gone) {
                Instant from = Collections.max(List.of(entry.getValue(), calmFrom, upSince));
                tally.cleaned(Duration.between(from, now()));
            }
            return gone;
        });
    }

    private boolean isGone(String environmentId) {
        return world.controller()
                .ledger()
                .find(environmentId)
                .map(environment -> environment.state() == EnvironmentState.ENDED)
                .orElse(true);
    }

    private void planHazards() {
        int number = random.nextInt(12);
        for (int i = 0; i < number; i++) {
            always(
                    Duration.ofMillis(random.nextInt(
                            (int) Duration.between(now(), calmFrom).toMillis())),
                    hazard(random.nextInt(16)));
        }
    }

    private Runnable hazard(int which) {
        return switch (which) {
            case 0, 1, 2 -> () -> world.log.crashAt(world.log.size() + random.nextInt(80));
            case 3 ->
                () -> {
                    if (up) {
                        hazards.strikes(Hazard.RESTART);
                        stop();
                    }
                };
            case 4, 5 -> hazards::outage;
            case 6 ->
                () -> {
                    hazards.strikes(Hazard.TOKENS_REVOKED);
                    world.cloud.faults().revokeTokens();
                };
            case 7 -> hazards::vanish;
            case 8, 9 -> hazards::somethingFails;
            case 10 -> hazards::deletesFail;
            case 11 ->
                () -> {
                    hazards.strikes(Hazard.ENGINE_RESTART);
                    world.deployer.silent();
                    always(Duration.ofSeconds(2 + random.nextInt(40)), world.deployer::answers);
                };
            case 12 ->
                () -> {
                    hazards.strikes(Hazard.DISK_FULL);
                    world.diskFull(true);
                    always(Duration.ofSeconds(1 + random.nextInt(20)), () -> world.diskFull(false));
                };
            case 13 -> this::abortOne;
            default -> this::setClock;
        };
    }

    private void stop() {
        try {
            down();
        } catch (CloudException e) {
            throw new IllegalStateException(e);
        }
    }

    private void abortOne() {
        List<BuildRun> living = builds.stream().filter(BuildRun::isLiving).toList();
        if (up && !living.isEmpty()) {
            hazards.strikes(Hazard.ABORT);
            living.get(random.nextInt(living.size())).abort();
        }
    }

    /** The wall clock is set, and put right again after a while. */
    private void setClock() {
        boolean back = random.nextBoolean();
        hazards.strikes(back ? Hazard.CLOCK_BACK : Hazard.CLOCK_FORWARD);
        Duration jump = Duration.ofSeconds(1 + (long) Math.pow(10, 4.4 * random.nextDouble()));
        world.clock.setWall(
                back ? world.clock.wall().minus(jump) : world.clock.wall().plus(jump));
        always(Duration.ofSeconds(random.nextInt(300)), () -> world.clock.setWall(now()));
    }

    private void calm() {
        world.log.crashAt(-1);
        hazards.stop();
        world.diskFull(false);
        world.clock.setWall(now());
        mend();
        always(KEPT_TOO_LONG, () -> whenUp(this::releaseKept));
        if (endsWithTheStorm) {
            builds.stream().filter(BuildRun::isLiving).forEach(build -> {
                if (up) {
                    build.abort();
                } else {
                    build.lose();
                }
            });
        }
    }

    /** What fails only now has begun to before. */
    private void mend() {
        world.cloud.mend();
        always(Duration.ofSeconds(10), this::mend);
    }

    /** Somebody presses the button for what was kept until an hour that a wrong clock showed. */
    private void releaseKept() {
        for (Environment environment : world.controller().ledger().all()) {
            if (environment.state() == EnvironmentState.KEPT && hazards.has(Hazard.CLOCK_FORWARD)) {
                try {
                    world.controller().ledger().requestRelease(environment.id(), "released by hand");
                } catch (CloudException e) {
                    violations.add("could not be released by hand: " + e);
                }
            }
        }
    }

    private boolean isClean() {
        return up
                && !now().isBefore(calmFrom)
                && builds.stream().allMatch(BuildRun::isOver)
                && world.controller().ledger().all().stream()
                        .allMatch(environment -> environment.state() == EnvironmentState.ENDED);
    }

    private void judge() {
        // what is found is told with the seed by the test
        noteGone();
        for (Environment environment : world.controller().ledger().all()) {
            if (environment.state() != EnvironmentState.ENDED) {
                violations.add("environment " + environment.id() + " is still " + environment.state() + ": "
                        + environment.problem() + " " + environment.resources(r -> !r.isGone()));
            }
        }
        List<String> left = new ArrayList<>();
        world.left().forEach(object -> left.add("left in the cloud: " + object));
        world.takenForGone().forEach(resource -> left.add("taken for gone: " + resource));
        world.deployer.leftovers().forEach(stack -> left.add("left on an engine: " + stack));
        List<String> production = new ArrayList<>();
        world.cloud.productionWrites().forEach(write -> production.add("written to production: " + write));
        world.cloud.uprooted().forEach(clone -> production.add("lost its snapshot: " + clone));
        List<String> foreign = world.touchedOfOthers().stream()
                .map(object -> "not ours and touched: " + object)
                .toList();
        List<String> twice = world.madeTwice();
        boolean excused = hazards.has(Hazard.DONE_MUCH_LATER) || hazards.has(Hazard.VANISHED);
        List<String> turned = new ArrayList<>();
        for (BuildRun build : builds) {
            judge(build, turned);
        }
        if (!excused) {
            twice.forEach(name -> violations.add("made twice: " + name));
        }
        violations.addAll(left);
        violations.addAll(production);
        violations.addAll(foreign);
        violations.addAll(turned);
        tally.judged(
                left.size(),
                excused ? 0 : twice.size(),
                excused ? twice.size() : 0,
                production.size(),
                foreign.size(),
                turned.size());
    }

    private void judge(BuildRun build, List<String> turned) {
        boolean right = build.due().map(due -> due == build.result()).orElseGet(() -> mayFail(build));
        if (!right) {
            turned.add("build " + build + " ended " + build.result() + ", due was " + build.due()
                    + build.failure().map(failure -> ", because " + failure).orElse(""));
        }
    }

    /** What passes by itself fails no build. */
    private boolean mayFail(BuildRun build) {
        return build.isShortLived()
                || hazards.has(Hazard.VANISHED)
                || hazards.has(Hazard.ERROR_STATE)
                || hazards.has(Hazard.ERROR_DELETING)
                || hazards.has(Hazard.DISK_FULL);
    }
}
