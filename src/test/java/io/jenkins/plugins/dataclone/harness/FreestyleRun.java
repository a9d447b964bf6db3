package io.jenkins.plugins.dataclone.harness;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.BuildListener;
import hudson.model.Environment;
import hudson.model.EnvironmentContributingAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.BuildStep;
import hudson.tasks.BuildWrapper;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import io.jenkins.plugins.dataclone.freestyle.StepWatch;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.runtime.BuildEnd;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.Owners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A build of a freestyle job: wrappers, build steps and post-build actions on a thread of its own, in the order and with the
 * rules of Jenkins' {@code AbstractBuild} and {@code Build}.
 */
public final class FreestyleRun {
    private final TestFreestyleBuild build;
    private final Path workspace;
    private final BuildLog log;
    private final Duration patience;
    private final List<BuildWrapper> wrappers = new ArrayList<>();
    private final List<Builder> builders = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    private final CompletableFuture<Result> end = new CompletableFuture<>();
    private Thread executor;
    private volatile boolean dead;
    private volatile boolean running = true;

    FreestyleRun(TestFreestyleBuild build, Path workspace, BuildLog log, Duration patience) {
        this.build = build;
        this.workspace = workspace;
        this.log = log;
        this.patience = patience;
        build.workspace(new FilePath(workspace.toFile()));
    }

    // ---- the job

    public FreestyleRun with(BuildWrapper wrapper) {
        wrappers.add(wrapper);
        return this;
    }

    public FreestyleRun with(Builder step) {
        builders.add(step);
        return this;
    }

    public FreestyleRun with(Publisher action) {
        publishers.add(action);
        return this;
    }

    /** A parameter of the build, or what else gives it a variable. */
    public FreestyleRun variable(String name, String value) {
        build.addAction(new EnvironmentContributingAction() {
            @Override
            public void buildEnvironment(Run<?, ?> run, EnvVars env) {
                env.put(name, value);
            }

            @Override
            public String getIconFileName() {
                return null;
            }

            @Override
            public String getDisplayName() {
                return null;
            }

            @Override
            public String getUrlName() {
                return null;
            }
        });
        return this;
    }

    // ---- what the test does and sees

    public FreestyleRun start() {
        executor = new Thread(this::run, "executor of " + build);
        executor.setDaemon(true);
        executor.start();
        return this;
    }

    /** Aborts the build, as the red button does. */
    public void abort() {
        executor.interrupt();
    }

    /** The controller is gone, and the executor with it. */
    void die() {
        dead = true;
        running = false;
        if (executor != null) {
            executor.interrupt();
        }
    }

    /** Waits for the end of the build. */
    public Result await() throws Exception {
        try {
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the build did not end:\n" + log.text(), e);
        }
    }

    public boolean isRunning() {
        return running;
    }

    public Owner owner() {
        return Owners.of(build);
    }

    public String log() {
        return log.text();
    }

    /** The directory of the workspace. */
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

    /** While the agent is away, the build has no workspace. */
    public void agentConnected(boolean connected) {
        build.workspace(connected ? new FilePath(workspace.toFile()) : null);
    }

    /** What a step would see now. */
    public EnvVars environment() throws IOException, InterruptedException {
        return build.getEnvironment(log.listener());
    }

    TestFreestyleBuild build() {
        return build;
    }

    // ---- what Jenkins does

    private void run() {
        Result result;
        try {
            result = runAndTearDown();
        } catch (AbortException e) {
            log.listener().error(e.getMessage());
            result = Result.FAILURE;
        } catch (InterruptedException e) {
            result = Result.ABORTED;
        } catch (IOException | RuntimeException e) {
            log.listener().error(e.toString());
            result = Result.FAILURE;
        }
        if (dead) {
            return;
        }
        build.setResult(result == null ? Result.SUCCESS : result);
        for (Publisher publisher : publishers) {
            post(publisher);
        }
        running = false;
        new BuildEnd().onCompleted(build, log.listener());
        // after what this has handed over
        DataCloneRuntime.onWorker(runtime -> end.complete(build.getResult()));
    }

    private Result runAndTearDown() throws IOException, InterruptedException {
        Result result = null;
        try {
            result = setUpAndBuild();
        } finally {
            if (!dead) {
                result = tearDown(result);
            }
        }
        return result;
    }

    private Result setUpAndBuild() throws IOException, InterruptedException {
        Result result = null;
        try {
            for (BuildWrapper wrapper : wrappers) {
                Environment environment = wrapper.setUp(build, null, log.listener());
                if (environment == null) {
                    result = Result.FAILURE;
                    return result;
                }
                build.environments().add(environment);
            }
            for (Builder step : builders) {
                if (!perform(step)) {
                    result = Result.FAILURE;
                    return result;
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (InterruptedException e) {
            result = Result.ABORTED;
            throw e;
        } finally {
            if (result != null) {
                build.setResult(result);
            }
        }
        return result;
    }

    private Result tearDown(Result before) throws InterruptedException {
        Result result = before;
        BuildListener listener = log.listener();
        InterruptedException interrupted = null;
        for (int i = build.environments().size() - 1; i >= 0; i--) {
            try {
                if (!build.environments().get(i).tearDown(build, listener)) {
                    result = Result.FAILURE;
                }
            } catch (InterruptedException e) {
                interrupted = e;
            } catch (IOException | RuntimeException e) {
                listener.error("Unable to tear down: " + e.getMessage());
                result = Result.FAILURE;
            }
        }
        if (interrupted != null) {
            throw interrupted;
        }
        return result;
    }

    private boolean perform(BuildStep step) throws IOException, InterruptedException {
        StepWatch watch = new StepWatch();
        watch.started(build, step, log.listener());
        boolean canContinue = false;
        try {
            canContinue = step.perform(build, null, log.listener());
        } catch (RuntimeException e) {
            log.listener().error("Build step failed with exception: " + e);
        }
        watch.finished(build, step, log.listener(), canContinue);
        return canContinue;
    }

    private void post(Publisher action) {
        try {
            if (!perform(action)) {
                build.setResult(Result.FAILURE);
            }
        } catch (IOException e) {
            build.setResult(Result.FAILURE);
        } catch (InterruptedException e) {
            build.setResult(Result.ABORTED);
        }
    }
}
