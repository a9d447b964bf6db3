package io.jenkins.plugins.dataclone.step;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.Owners;
import io.jenkins.plugins.dataclone.task.BuildLog;
import io.jenkins.plugins.dataclone.task.Failures;
import io.jenkins.plugins.dataclone.task.Removals;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Waits for environments of the build to be gone. Asking again after a restart does no harm. */
final class DestroyEnvExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** Name of the environment within the build, or null for all. */
    private final String environmentName;

    DestroyEnvExecution(StepContext context, String environmentName) {
        super(context);
        this.environmentName = environmentName;
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

    /** A destroyEnv in the post section of every pipeline is not meant for what was kept on purpose. */
    private boolean isLeftAlone(Environment environment, BuildLog log) {
        boolean kept = environmentName == null && environment.state() == EnvironmentState.KEPT;
        if (kept) {
            log.say("Environment " + environment.id() + " is left alone: it is kept for debugging until "
                    + environment.expiresAt().truncatedTo(ChronoUnit.SECONDS));
        }
        return kept;
    }

    private void fail(Exception cause) {
        getContext().onFailure(Failures.forBuild(cause));
    }

    private void begin(DataCloneRuntime runtime) {
        StepBuild build = new StepBuild(getContext());
        BuildLog log = new BuildLog(build);
        try {
            Run<?, ?> run = build.run();
            List<Environment> owned = new ArrayList<>(runtime.ledger().ownedBy(Owners.of(run)).stream()
                    .filter(e -> e.state() != EnvironmentState.ENDED)
                    .filter(e -> environmentName == null || e.name().equals(environmentName))
                    .toList());
            owned.removeIf(environment -> isLeftAlone(environment, log));
            if (owned.isEmpty()) {
                log.say("This build owns no "
                        + (environmentName == null ? "environment" : "environment '" + environmentName + "'")
                        + "; nothing to destroy");
            }
            new Removals(runtime, log)
                    .start(owned, "destroyEnv was called", () -> getContext().onSuccess(null));
        } catch (CloudException | IOException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
