package io.jenkins.plugins.dataclone.freestyle;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.task.BuildLog;
import io.jenkins.plugins.dataclone.task.EnvironmentTask;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.TaskRunner;
import io.jenkins.plugins.dataclone.task.TlsDirectory;
import io.jenkins.plugins.dataclone.task.Variables;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The environment around a build's steps, from its opening to its end. */
final class WrappedEnvironment {
    /** Its name within the build: there is one wrapper in a job. */
    static final String NAME = "wrapper";

    private final FreestyleBuild build;
    private final BuildLog log;
    private final TaskRunner runner;
    private final Environment environment;
    private final Map<String, String> variables = new TreeMap<>();
    /** Where the bay's client certificate lies on the agent, or null. */
    private String tlsDirectory;

    private WrappedEnvironment(FreestyleBuild build, TaskRunner runner, Environment environment) {
        this.build = build;
        this.log = build.log();
        this.runner = runner;
        this.environment = environment;
        variables.putAll(Variables.of(environment.id()));
    }

    /**
     * Opens an environment and waits until it is ready. If that fails, what there is of it is gone, or on its way.
     *
     * @param wantedLife what the author wants the time to live to be, or null
     * @param patience how long it may take
     */
    static WrappedEnvironment make(FreestyleBuild build, EnvironmentTask task, String wantedLife, Patience patience)
            throws CloudException, IOException, InterruptedException {
        TaskRunner runner = TaskRunner.of(build);
        WrappedEnvironment made = new WrappedEnvironment(build, runner, runner.open(NAME, task, wantedLife));
        made.prepare(task, patience);
        return made;
    }

    private void prepare(EnvironmentTask task, Patience patience)
            throws CloudException, IOException, InterruptedException {
        try {
            log.opened(environment, "the build's steps");
            Provisioned provisioned = runner.run(environment, task, patience);
            variables.putAll(task.variables(provisioned));
            TlsDirectory.create(build, runner.runtime(), environment.id(), provisioned)
                    .ifPresent(directory -> useDirectory(directory, provisioned));
            log.say("Environment " + environment.id() + " is ready");
        } catch (InterruptedException e) {
            runner.removeLater(environment, "its build was aborted");
            throw e;
        } catch (CloudException | IOException | RuntimeException e) {
            log.say("The environment cannot be made ready: " + e.getMessage());
            runner.remove(environment, "it could not be made ready");
            throw e;
        }
    }

    private void useDirectory(String directory, Provisioned provisioned) {
        tlsDirectory = directory;
        variables.putAll(TlsDirectory.variables(directory, provisioned));
    }

    /** What the build's steps see. */
    Map<String, String> variables() {
        return Collections.unmodifiableMap(variables);
    }

    /** The steps have ended: waits for the environment to be gone. The build's result is the steps', whatever happens here. */
    void end() throws InterruptedException {
        if (tlsDirectory != null) {
            TlsDirectory.delete(build, tlsDirectory, log);
        }
        if (DataCloneRuntime.isGoingDown()) {
            // the reaper finds it without its build after the restart
            return;
        }
        try {
            runner.remove(environment, "the steps of its build have ended");
        } catch (CloudException e) {
            log.warn("The environment " + environment.id() + " could not be released now and is taken away later: "
                    + e.getMessage());
        }
    }
}
