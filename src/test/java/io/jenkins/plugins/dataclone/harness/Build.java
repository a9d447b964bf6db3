package io.jenkins.plugins.dataclone.harness;

import hudson.FilePath;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.runtime.BuildEnd;
import io.jenkins.plugins.dataclone.runtime.DataCloneRunData;
import io.jenkins.plugins.dataclone.runtime.EnvironmentReceipt;
import io.jenkins.plugins.dataclone.runtime.LifeCycle;
import io.jenkins.plugins.dataclone.runtime.Owners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.steps.Step;

/** A build that runs steps, with a workspace and a log. */
public final class Build {
    private final Controller controller;
    private final TestRun run;
    private final Path workspace;
    private final BuildLog log;
    private final List<StepRun> steps = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;
    private volatile boolean agentConnected = true;

    Build(Controller controller, TestRun run, Path workspace, BuildLog log) {
        this.controller = controller;
        this.run = run;
        this.workspace = workspace;
        this.log = log;
    }

    /** Starts a step and returns at once. */
    public StepRun start(Step step) {
        return start(step, null);
    }

    StepRun start(Step step, StepRun outer) {
        StepRun started = new StepRun(UUID.randomUUID().toString(), this, outer);
        steps.add(started);
        started.start(step);
        return started;
    }

    /** Runs a step to its end. */
    public Object run(Step step) throws Exception {
        return start(step).await();
    }

    /** The build ends as builds do. */
    public void end() {
        running = false;
        new BuildEnd().onCompleted(run, listener());
    }

    /** The build is killed for good: no step hears of it. */
    public void killHard() {
        end();
    }

    /** Somebody deletes the build. */
    public void delete() {
        new BuildEnd().onDeleted(run);
    }

    /** Somebody deletes the job with all its builds, which stops the one that runs; Jenkins tells of the job alone. */
    public void deleteJob() {
        end();
        new LifeCycle().onDeleted(run.getParent());
    }

    /** Somebody renames or moves the job. */
    public void moveJob(String fullName) {
        String before = run.getParent().getFullName();
        run.getParent().rename(fullName);
        new LifeCycle().onLocationChanged(run.getParent(), before, fullName);
    }

    /** Makes the build's result worse, as steps for test reports do. */
    public void setResult(Result result) {
        run.setResult(result);
    }

    /** What the build became. */
    public Result result() {
        return run.getResult();
    }

    /** What the plugin keeps with the build. */
    public List<EnvironmentReceipt> receipts() {
        DataCloneRunData data = DataCloneRunData.of(run);
        return data == null ? List.of() : data.getEnvironments();
    }

    /** The build is gone, and nobody was told. */
    public void vanish() {
        running = false;
    }

    public boolean isRunning() {
        return running;
    }

    public String log() {
        return log.text();
    }

    /** What the environments of the build are owned by. */
    public Owner owner() {
        return Owners.of(run);
    }

    /** The directory of the workspace; a file beside it is outside the workspace. */
    public Path directory() {
        return workspace;
    }

    public void writeFile(String path, String content) {
        try {
            Path file = workspace.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** While the agent is away, steps have no workspace. */
    public void agentConnected(boolean connected) {
        agentConnected = connected;
    }

    /** For printing among the lines of the steps. */
    public TaskListener listener() {
        return log.listener();
    }

    Duration patience() {
        return controller.patience();
    }

    TestRun run() {
        return run;
    }

    FilePath workspace() {
        return agentConnected ? new FilePath(workspace.toFile()) : null;
    }

    <T> CompletableFuture<T> turn(String what, Callable<T> work) {
        return controller.pipeline().turn(what, () -> running ? work.call() : null);
    }

    List<StepRun> runningIn(StepRun block) {
        return steps.stream().filter(step -> step.isIn(block) && !step.isDone()).toList();
    }

    List<StepRun> unfinished() {
        return running ? steps.stream().filter(step -> !step.isDone()).toList() : List.of();
    }
}
