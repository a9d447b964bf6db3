package io.jenkins.plugins.dataclone.step;

import hudson.Util;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.Task;
import java.io.IOException;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that has a task done in an environment of the build, and gives the result. */
public abstract class EnvironmentStep extends Step {
    private String env;
    private String readyTimeout;

    public String getEnv() {
        return env;
    }

    /** @param env name of the environment within the build */
    @DataBoundSetter
    public void setEnv(String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    public String getReadyTimeout() {
        return readyTimeout;
    }

    /** @param readyTimeout how long to wait for the result, like {@code 30m} */
    @DataBoundSetter
    public void setReadyTimeout(String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    /** What the arguments ask for. */
    abstract Task<?> task() throws IOException;

    /** How long to wait if the author says nothing. */
    abstract Duration usualTimeout() throws IOException;

    /** Name of the environment; null if the task finds it out. */
    String environmentName() throws IOException {
        return Arguments.environment(env);
    }

    /** What the author wants the time to live to be, or null. */
    String wantedLife() {
        return null;
    }

    /** How long the author wants to wait in line for the cloud's quotas, or null. */
    String wantedQuotaTimeout() {
        return null;
    }

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        String name = environmentName();
        Patience patience = Patience.of(readyTimeout, usualTimeout(), wantedQuotaTimeout());
        return new FlowExecution<>(context, name, wantedLife(), patience, task());
    }
}
