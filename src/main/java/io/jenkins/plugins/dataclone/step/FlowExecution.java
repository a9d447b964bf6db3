package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.BuildIdentity;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FlowRunner;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import io.jenkins.plugins.dataclone.runtime.Owners;
import io.jenkins.plugins.dataclone.task.BuildLog;
import io.jenkins.plugins.dataclone.task.Failures;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that runs one flow in an environment of its build and gives the flow's result. Survives a restart: the flow finds in
 * the ledger where it stood. An abort leaves what was made to the environment, which goes with its build.
 *
 * @param <T> the flow's result
 */
final class FlowExecution<T> extends StepExecution {
    private static final long serialVersionUID = 1L;
    /** Name of the environment within the build; null if the task finds it out. */
    private final String environmentName;
    /** What the author asked the time to live to be, or null. */
    private final String ttl;
    /** How long the flow may take. */
    private final Patience patience;
    /** What the author asked for. */
    private final Task<T> task;
    /** Tells this step's wishes from those of other steps in the environment; decided once, in start. */
    private String key;
    /** In whose name the build acts. */
    private final BuildIdentity identity = BuildIdentity.ofThisThread();
    /** When the work began. */
    private final Beginning beginning = new Beginning();
    /** Id of the environment, once it is open. */
    private String environmentId;

    private transient volatile FlowRunner<T> runner;
    private transient volatile boolean stopped;

    FlowExecution(StepContext context, String environmentName, String ttl, Patience patience, Task<T> task) {
        super(context);
        this.environmentName = environmentName;
        this.ttl = ttl;
        this.patience = patience;
        this.task = task;
    }

    @Override
    public boolean start() {
        key = UUID.randomUUID().toString();
        DataCloneRuntime.onWorker(this::begin, this::fail);
        return false;
    }

    @Override
    public void onResume() {
        DataCloneRuntime.onWorker(this::begin, this::fail);
    }

    @Override
    public void stop(@NonNull Throwable cause) throws Exception {
        stopped = true;
        FlowRunner<T> running = runner;
        if (running != null) {
            running.cancel();
        }
        super.stop(cause);
    }

    @Override
    public String getStatus() {
        FlowRunner<T> running = runner;
        return running == null ? "starting" : "waiting for " + running.waitingFor();
    }

    private void fail(Exception cause) {
        getContext().onFailure(Failures.forBuild(cause));
    }

    private void begin(DataCloneRuntime runtime) {
        if (stopped) {
            return;
        }
        try {
            StepBuild build = new StepBuild(getContext());
            if (task.needsWorkspace() && build.workspace() == null) {
                runtime.submitAfter(Timeouts.AGENT_RETRY, () -> begin(runtime));
                return;
            }
            Instant begun = beginning.at(runtime.context().clock());
            Catalogue offers = identity.offers(runtime.catalogue(), build.run());
            String job = open(runtime, offers, build.run());
            Flow<T> flow = task.flow(
                            runtime,
                            new Task.Assignment(build, offers, job, environmentId, key, patience.deadline(begun)))
                    .waitingForQuotaUntil(patience.quotaDeadline(begun));
            runner = runtime.run(environmentId, flow, new Outcome<T>() {
                @Override
                public void done(T result) {
                    getContext().onSuccess(task.value(result));
                }

                @Override
                public void failed(Exception cause) {
                    FlowExecution.this.fail(cause);
                }
            });
            if (stopped) {
                runner.cancel();
            }
        } catch (CloudException | IOException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the environment, or finds the one that is open; gives the job's full name. */
    private String open(DataCloneRuntime runtime, Catalogue offers, Run<?, ?> run) throws CloudException {
        String job = run.getParent().getFullName();
        Lifetime life = task.lifetime(offers, ttl, job);
        if (environmentId == null) {
            Owner owner = Owners.of(run);
            Environment environment = task.environment(runtime.ledger(), owner, environmentName, life);
            environmentId = environment.id();
            getContext().saveState();
            if (environment.resources().isEmpty()) {
                new BuildLog(new StepBuild(getContext())).opened(environment, "the build");
            }
        }
        Failures.requireRecord(runtime, environmentId);
        return job;
    }
}
