package io.jenkins.plugins.dataclone.step;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.task.BuildLog;
import io.jenkins.plugins.dataclone.task.Ending;
import io.jenkins.plugins.dataclone.task.Failures;
import io.jenkins.plugins.dataclone.task.Removals;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Waits for environments of the build to be gone. Asking again after a restart does no harm. */
final class DestroyEnvExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** Name of the environment within the build, or null for all. */
    private final String environmentName;
    /** What becomes of the build if something is left. */
    private final Ending ending;

    DestroyEnvExecution(StepContext context, String environmentName, Ending ending) {
        super(context);
        this.environmentName = environmentName;
        this.ending = ending;
    }

    @Override
    public boolean start() {
        DataCloneRuntime.onWorker(this::begin, this::fail);
        return false;
    }

    @Override
    public void onResume() {
        DataCloneRuntime.onWorker(this::begin, this::fail);
    }

    @Override
    public String getStatus() {
        return "waiting for the environment to be gone";
    }

    private void fail(Exception cause) {
        getContext().onFailure(Failures.forBuild(cause));
    }

    private void end(DataCloneRuntime runtime, List<String> leftovers) {
        Optional<AbortException> failure = ending.judge(runtime.catalogue(), leftovers, getContext()::setResult);
        if (failure.isPresent()) {
            getContext().onFailure(failure.get());
        } else {
            getContext().onSuccess(null);
        }
    }

    private void begin(DataCloneRuntime runtime) {
        StepBuild build = new StepBuild(getContext());
        try {
            new Removals(runtime, new BuildLog(build))
                    .startNamed(
                            build.run(),
                            environmentName,
                            "destroyEnv was called",
                            leftovers -> end(runtime, leftovers));
        } catch (CloudException | IOException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
