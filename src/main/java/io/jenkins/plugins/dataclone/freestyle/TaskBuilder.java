package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.Ending;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.TaskRunner;
import io.jenkins.plugins.dataclone.task.Variables;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A build step that has a task done in an environment of the build, and leaves the result to later steps as variables.
 *
 * @param <T> the task's result
 */
public abstract class TaskBuilder<T> extends Builder {
    /** Name of the environment within the build; null for the usual one. */
    private String env;
    /** How long to wait for the result; null for the usual time. */
    private String readyTimeout;

    @CheckForNull
    public String getEnv() {
        return env;
    }

    /** @param env name of the environment within the build */
    @DataBoundSetter
    public void setEnv(@CheckForNull String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    @CheckForNull
    public String getReadyTimeout() {
        return readyTimeout;
    }

    /** @param readyTimeout how long to wait, like {@code 30m} */
    @DataBoundSetter
    public void setReadyTimeout(@CheckForNull String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    /** What the fields ask for, with the build's variables in them. */
    abstract Task<T> task(FreestyleBuild build) throws IOException, InterruptedException;

    /** What the author wants the time to live to be, or null. */
    @CheckForNull
    String wantedLife(FreestyleBuild build) throws IOException, InterruptedException {
        return null;
    }

    /** How long the author wants to wait in line for the cloud's quotas, or null. */
    @CheckForNull
    String wantedQuotaTimeout(FreestyleBuild build) throws IOException, InterruptedException {
        return null;
    }

    /** Opens a way to the result for the steps after this one, and tells them of it. Not kept: what is opened goes with the environment. */
    Map<String, String> access(FreestyleBuild build, DataCloneRuntime runtime, Environment environment, T result)
            throws CloudException, IOException, InterruptedException {
        return Map.of();
    }

    /** How long to wait if the author says nothing. */
    abstract Duration usualTimeout(FreestyleBuild build) throws IOException, InterruptedException;

    @Override
    public final boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException {
        FreestyleBuild context = new FreestyleBuild(build, listener);
        return context.attempt(() -> perform(context));
    }

    private void perform(FreestyleBuild build) throws CloudException, IOException, InterruptedException {
        String name = Arguments.environment(build.expand(env));
        Patience patience = Patience.of(build.expand(readyTimeout), usualTimeout(build), wantedQuotaTimeout(build));
        Task<T> task = task(build);
        TaskRunner runner = TaskRunner.of(build);
        Environment environment = runner.open(name, task, wantedLife(build), Ending.of(null, null));
        T result = runner.run(environment, task, patience);
        Map<String, String> variables = new TreeMap<>(Variables.of(environment.id()));
        variables.putAll(task.variables(result));
        variables.putAll(access(build, runner.runtime(), environment, result));
        EnvironmentAction.of(build.run()).put(name, variables);
        build.log().say("Later steps see " + String.join(", ", variables.keySet()));
    }
}
