package io.jenkins.plugins.dataclone.freestyle;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.task.BuildLog;
import io.jenkins.plugins.dataclone.task.Ending;
import io.jenkins.plugins.dataclone.task.EnvironmentTask;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.TaskRunner;
import io.jenkins.plugins.dataclone.task.TlsDirectory;
import io.jenkins.plugins.dataclone.task.Variables;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment around a build's steps, from its opening to its end. */
final class WrappedEnvironment {
    /** Its name within the build: there is one wrapper in a job. */
    static final String NAME = "wrapper";

    private final FreestyleBuild build;
    private final BuildLog log;
    private final TaskRunner runner;
    private final Environment environment;
    private final Ending ending;
    private final Map<String, String> variables = new TreeMap<>();
    /** Where the bay's client certificate lies on the agent, or null. */
    private String tlsDirectory;
    /** Whether a step has begun and not ended; when all is torn down, it has thrown something. */
    private boolean stepUnderWay;

    private WrappedEnvironment(FreestyleBuild build, TaskRunner runner, Environment environment, Ending ending) {
        this.build = build;
        this.log = build.log();
        this.runner = runner;
        this.environment = environment;
        this.ending = ending;
        variables.putAll(Variables.of(environment.id()));
    }

    /**
     * Opens an environment and waits until it is ready. If that fails, what there is of it is gone, or on its way.
     *
     * @param wantedLife what the author wants the time to live to be, or null
     * @param patience how long it may take
     * @param ending what becomes of it when the steps have ended
     */
    static WrappedEnvironment make(
            FreestyleBuild build, EnvironmentTask task, String wantedLife, Patience patience, Ending ending)
            throws CloudException, IOException, InterruptedException {
        TaskRunner runner = TaskRunner.of(build);
        Environment environment = runner.open(NAME, task, wantedLife, ending);
        WrappedEnvironment made = new WrappedEnvironment(build, runner, environment, ending);
        made.prepare(task, patience);
        return made;
    }

    private void prepare(EnvironmentTask task, Patience patience)
            throws CloudException, IOException, InterruptedException {
        try {
            log.opened(environment, "the build's steps");
            Provisioned provisioned = runner.run(environment, task, patience);
            variables.putAll(task.variables(provisioned));
            TlsDirectory.create(build, runner.runtime(), environment.id(), provisioned.bay())
                    .ifPresent(directory -> useDirectory(directory, provisioned));
            log.say("Environment " + environment.id() + " is ready");
            ending.workBegins(build.run());
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
        variables.putAll(TlsDirectory.variables(directory, provisioned.bay()));
    }

    /** What the build's steps see. */
    Map<String, String> variables() {
        return Collections.unmodifiableMap(variables);
    }

    void stepUnderWay(boolean way) {
        stepUnderWay = way;
    }

    /**
     * The steps have ended: keeps the environment if they have failed and the author wants that, or waits for it to be gone.
     *
     * @return whether the build may be what its steps have made it; if not, it fails
     */
    boolean end() throws InterruptedException {
        if (tlsDirectory != null) {
            TlsDirectory.delete(build, runner.runtime(), environment.id(), tlsDirectory, log);
        }
        if (DataCloneRuntime.isGoingDown()) {
            // the reaper finds it without its build after the restart
            return true;
        }
        List<String> leftovers = List.of();
        try {
            if (!isKept()) {
                leftovers = runner.remove(environment, "the steps of its build have ended");
            }
        } catch (CloudException e) {
            String told = "The environment " + environment.id() + " could not be released now and is taken away later: "
                    + e.getMessage();
            log.warn(told);
            leftovers = List.of(told);
        }
        Optional<AbortException> failure =
                ending.judge(runner.runtime().catalogue(), leftovers, build.build()::setResult);
        failure.ifPresent(sentence -> log.warn(sentence.getMessage()));
        return failure.isEmpty();
    }

    private boolean isKept() throws CloudException {
        Result result = build.run().getResult();
        boolean aborted = result != null && result.isWorseThan(Result.FAILURE);
        return ending.keep(runner.runtime(), environment.id(), build.run(), stepUnderWay, aborted, log);
    }
}
