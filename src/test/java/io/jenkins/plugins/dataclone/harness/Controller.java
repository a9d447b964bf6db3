package io.jenkins.plugins.dataclone.harness;

import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import io.jenkins.plugins.dataclone.runtime.LifeCycle;
import io.jenkins.plugins.dataclone.runtime.Pace;
import io.jenkins.plugins.dataclone.runtime.RuntimeHolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A controller without Jenkins: the plugin's real runtime on real files, builds, one Pipeline thread, and a thread for each freestyle build. It can be restarted,
 * and it can be killed at any moment. One at a time in a JVM, because there is one runtime in a Jenkins.
 */
public final class Controller implements AutoCloseable {
    private final FixedIdentity identity = FixedIdentity.of("0123456789abcdef");

    private final Path home;
    private final Catalogue catalogue;
    private final Pace pace;
    private final OutputStream logs;
    private final Duration patience;
    private final PipelineThread pipeline = new PipelineThread();
    private final List<Build> builds = new CopyOnWriteArrayList<>();
    private final List<FreestyleRun> freestyleRuns = new CopyOnWriteArrayList<>();
    private final AtomicInteger buildNumbers = new AtomicInteger();
    private Life life;
    private DataCloneRuntime runtime;

    /**
     * @param home an empty directory
     * @param pace how time passes for the plugin
     * @param logs where the builds' logs are shown
     * @param patience how long to wait for a step before something must be wrong
     */
    public Controller(Path home, Catalogue catalogue, Pace pace, OutputStream logs, Duration patience) {
        this.patience = patience;
        this.home = home;
        this.catalogue = catalogue;
        this.pace = pace;
        this.logs = logs;
        begin();
    }

    /** A new build; its job's name may contain folders. */
    public Build build(String job) {
        try {
            int number = buildNumbers.incrementAndGet();
            TestRun run = new TestRun(new TestJob(home.toFile(), job), number);
            Build build = new Build(this, run, workspace(number), new BuildLog(logs));
            builds.add(build);
            return build;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new build of a freestyle job; its job's name may contain folders. */
    public FreestyleRun freestyle(String job) {
        try {
            int number = buildNumbers.incrementAndGet();
            TestFreestyleBuild build = new TestFreestyleBuild(new TestProject(home.toFile(), job), number);
            FreestyleRun run = new FreestyleRun(build, workspace(number), new BuildLog(logs), patience);
            freestyleRuns.add(run);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody renames or moves a folder; Jenkins may tell of the folder alone. */
    public void moveFolder(String before, String after) {
        for (Build build : builds) {
            TestJob job = build.run().getParent();
            if (job.getFullName().startsWith(before + "/")) {
                job.rename(after + job.getFullName().substring(before.length()));
            }
        }
        new LifeCycle().onLocationChanged(new TestJob(home.toFile(), after), before, after);
    }

    /** Somebody deletes a folder with everything in it. */
    public void deleteFolder(String name) {
        new LifeCycle().onDeleted(new TestJob(home.toFile(), name));
    }

    /** While it is full, nothing can be written to the ledger. */
    public void diskFull(boolean full) {
        life.diskFull(full);
    }

    private Path workspace(int number) throws IOException {
        return Files.createDirectories(home.resolve("agent/" + number + "/workspace"));
    }

    Duration patience() {
        return patience;
    }

    /** Who it is; stays over a restart. */
    public FixedIdentity identity() {
        return identity;
    }

    public DataCloneRuntime runtime() {
        return runtime;
    }

    /** Waits until every environment there was has ended; gives up, silently, after that time. */
    public void awaitNoEnvironments(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < until
                && runtime.ledger().all().stream().anyMatch(e -> e.state() != EnvironmentState.ENDED)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Where the plugin keeps its records. */
    public Path records() {
        return home.resolve("openstack-data-clone");
    }

    public PipelineThread pipeline() {
        return pipeline;
    }

    /** Goes down in good order and comes up again: builds go on where they were. */
    public void restart() {
        freestyleRuns.forEach(FreestyleRun::die);
        runtime.close();
        List<StepRun> unfinished = unfinished();
        pipeline.turn("save all", () -> {
                    for (StepRun step : unfinished) {
                        step.save();
                    }
                    return null;
                })
                .join();
        revive(unfinished);
    }

    /** Is killed at this moment and comes up again: what was not on disk is lost. */
    public void crash() {
        List<StepRun> unfinished = unfinished();
        // no build hears any more of what meets the end of this life
        unfinished.forEach(StepRun::detach);
        life.end();
        freestyleRuns.forEach(FreestyleRun::die);
        // its threads end before the next life begins, as with a process: no request leaves after that
        runtime.close();
        revive(unfinished);
    }

    private void revive(List<StepRun> unfinished) {
        life.end();
        unfinished.forEach(StepRun::detach);
        // turns of the old life find deaf contexts; they are through before the new one begins
        pipeline.turn("old turns", () -> null).join();
        begin();
        pipeline.turn("resume", () -> {
                    // one may have come to its end just before
                    unfinished.stream().filter(step -> !step.isDone()).forEach(StepRun::revive);
                    return null;
                })
                .join();
        runtime.reap();
    }

    private List<StepRun> unfinished() {
        return builds.stream().flatMap(build -> build.unfinished().stream()).toList();
    }

    private void begin() {
        life = new Life();
        try {
            runtime = new DataCloneRuntime(
                    life.catalogue(catalogue),
                    life.store(new FileEnvironmentStore(records().resolve("environments"))),
                    new TestBuilds(builds, freestyleRuns),
                    identity,
                    pace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runtime.keepTrackOfAgents(records().resolve("agents"), new TestAgents(builds, freestyleRuns));
        RuntimeHolder.set(runtime);
    }

    @Override
    public void close() {
        freestyleRuns.forEach(FreestyleRun::die);
        JenkinsTimer.awaitThrough();
        RuntimeHolder.set(null);
        runtime.close();
        life.end();
        pipeline.close();
        JenkinsTimer.awaitThrough();
    }
}
