package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FlowRunner;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import io.jenkins.plugins.dataclone.runtime.Owners;
import java.io.IOException;
import java.time.Duration;
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
abstract class FlowExecution<T> extends StepExecution {
    private static final long serialVersionUID = 1L;
    /** Name of the environment within the build. */
    private final String environmentName;
    /** What the author asked the time to live to be, or null. */
    private final String ttl;
    /** How long the flow may take, in milliseconds. */
    private final long timeAllowedMillis;
    /** Tells this step's wishes from those of other steps in the environment; decided once, in start. */
    private String key;
    /** When start was called, epoch milliseconds. */
    private long startedAtMillis;
    /** Id of the environment, once it is open. */
    private String environmentId;

    private transient volatile FlowRunner<T> runner;
    private transient volatile boolean stopped;

    FlowExecution(StepContext context, String environmentName, String ttl, Duration timeAllowed) {
        super(context);
        this.environmentName = environmentName;
        this.ttl = ttl;
        this.timeAllowedMillis = timeAllowed.toMillis();
    }

    /** The work to do in the environment; called on a worker thread, again after a restart. */
    abstract Flow<T> flow(DataCloneRuntime runtime, Job job) throws CloudException, IOException, InterruptedException;

    /** How long a new environment lives that this step opens; checks the step's arguments on the way. */
    abstract Duration timeToLive(DataCloneRuntime runtime, String wanted, String job) throws CloudException;

    /** What the step gives to the Pipeline: plain serialisable values. */
    abstract Object value(T result);

    /** Whether the flow reads files of the workspace. */
    boolean needsWorkspace() {
        return false;
    }

    /**
     * Where and for whom a flow works.
     *
     * @param fullName full name of the job
     */
    record Job(String fullName, String environmentId, String key, Instant deadline, BuildLog log) {}

    @Override
    public final boolean start() {
        key = UUID.randomUUID().toString();
        startedAtMillis = System.currentTimeMillis();
        DataCloneRuntime.onWorker(this::begin, this::fail);
        return false;
    }

    @Override
    public final void onResume() {
        DataCloneRuntime.onWorker(this::begin, this::fail);
    }

    @Override
    public final void stop(@NonNull Throwable cause) throws Exception {
        stopped = true;
        FlowRunner<T> running = runner;
        if (running != null) {
            running.cancel();
        }
        super.stop(cause);
    }

    @Override
    public final String getStatus() {
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
            if (needsWorkspace() && !new WorkspaceFiles(getContext(), "").isThere()) {
                runtime.submitAfter(Timeouts.AGENT_RETRY, () -> begin(runtime));
                return;
            }
            String job = open(runtime);
            Instant deadline = Instant.ofEpochMilli(startedAtMillis + timeAllowedMillis);
            Flow<T> flow = flow(runtime, new Job(job, environmentId, key, deadline, new BuildLog(getContext())));
            runner = runtime.run(environmentId, flow, new Outcome<T>() {
                @Override
                public void done(T result) {
                    getContext().onSuccess(value(result));
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
    private String open(DataCloneRuntime runtime) throws CloudException, IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        String job = run.getParent().getFullName();
        Duration life = timeToLive(runtime, ttl, job);
        if (environmentId == null) {
            Owner owner = Owners.of(run);
            Environment environment = runtime.ledger().open(owner, environmentName, life);
            environmentId = environment.id();
            getContext().saveState();
        }
        Failures.requireRecord(runtime, environmentId);
        return job;
    }
}
