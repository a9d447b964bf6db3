package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.BuildIdentity;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FlowRunner;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import io.jenkins.plugins.dataclone.runtime.Owners;
import io.jenkins.plugins.dataclone.task.BuildLog;
import io.jenkins.plugins.dataclone.task.Ending;
import io.jenkins.plugins.dataclone.task.EnvironmentTask;
import io.jenkins.plugins.dataclone.task.Failures;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.Removals;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import io.jenkins.plugins.dataclone.task.TlsDirectory;
import io.jenkins.plugins.dataclone.task.Variables;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Prepares an environment of its own, runs the body in it, and takes it away again. The environment belongs to this block alone,
 * so blocks may be nested and run in parallel.
 */
final class WithDataCloneExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(WithDataCloneExecution.class.getName());
    /** What the author asked for. */
    private final EnvironmentTask task;
    /** What the author asked the time to live to be, or null. */
    private final String ttl;
    /** How long the preparation may take. */
    private final Patience patience;
    /** What is to become of the environment, and of the build if it cannot be taken away. */
    private final Ending ending;

    private BlockPhase phase = BlockPhase.PREPARE;
    /** Tells this block from others of the build; decided once, in start. */
    private String key;

    private final BuildIdentity identity = BuildIdentity.ofThisThread();
    /** When the work began. */
    private final Beginning beginning = new Beginning();
    /** Id of the environment, once it is open. */
    private String environmentId;
    /** Where the bay's client certificate lies on the agent, or null. */
    private String tlsDirectory;
    /** The body, which takes aborts once it has been asked for. */
    private final BlockBody body = new BlockBody();
    /** Whether there was a body, which has ended: */
    private boolean bodyEnded;
    /** its value, */
    private Object result;
    /** or its failure. */
    private Throwable failure;

    private transient volatile FlowRunner<Provisioned> runner;

    WithDataCloneExecution(StepContext context, EnvironmentTask task, String ttl, Patience patience, Ending ending) {
        super(context);
        this.task = task;
        this.ttl = ttl;
        this.patience = patience;
        this.ending = ending;
    }

    @Override
    public boolean start() {
        key = UUID.randomUUID().toString();
        DataCloneRuntime.onWorker(this::prepare, this::fail);
        return false;
    }

    @Override
    public void onResume() {
        switch (phase) {
            case PREPARE -> DataCloneRuntime.onWorker(this::prepare, this::fail);
            case RELEASE -> DataCloneRuntime.onWorker(this::release, this::releaseLater);
            case BODY -> {
                // the body resumes by itself, and our callback with it
            }
        }
    }

    /** Runs on the thread that runs Pipelines: notes the wish, hands the work on, and lets the build go on at once. */
    @Override
    public void stop(@NonNull Throwable cause) throws Exception {
        if (body.stop(phase, cause)) {
            return;
        }
        FlowRunner<Provisioned> running = runner;
        if (running != null) {
            running.cancel();
        }
        if (environmentId != null) {
            String id = environmentId;
            log().say("Environment " + id + " is taken away in the background, as the block was aborted");
            DataCloneRuntime.onWorker(runtime -> runtime.releaseLater(id, "its block was aborted"));
        }
        getContext().onFailure(failure == null ? cause : failure);
    }

    @Override
    public String getStatus() {
        FlowRunner<Provisioned> running = runner;
        return switch (phase) {
            case PREPARE -> running == null ? "starting" : "waiting for " + running.waitingFor();
            case BODY -> "running in environment " + environmentId;
            case RELEASE -> "waiting for environment " + environmentId + " to be gone";
        };
    }

    private BuildLog log() {
        return new BuildLog(new StepBuild(getContext()));
    }

    /** On a worker thread: opens the environment and sets the flow going. */
    private void prepare(DataCloneRuntime runtime) {
        if (body.isBlockStopped()) {
            return;
        }
        BuildLog log = log();
        try {
            if (task.needsWorkspace() && isAgentAway()) {
                runtime.submitAfter(Timeouts.AGENT_RETRY, () -> prepare(runtime));
                return;
            }
            Flow<Provisioned> flow = flow(runtime, log);
            if (body.isBlockStopped()) {
                runtime.releaseLater(environmentId, "its block was aborted");
                return;
            }
            runner = runtime.run(environmentId, flow, new Outcome<Provisioned>() {
                @Override
                public void done(Provisioned provisioned) {
                    startBody(runtime, log, provisioned);
                }

                @Override
                public void failed(Exception cause) {
                    giveUp(runtime, log, cause);
                }
            });
            if (body.isBlockStopped()) {
                runner.cancel();
            }
        } catch (CloudException | IOException | RuntimeException e) {
            giveUp(runtime, log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Flow<Provisioned> flow(DataCloneRuntime runtime, BuildLog log)
            throws CloudException, IOException, InterruptedException {
        StepBuild build = new StepBuild(getContext());
        Instant begun = beginning.at(runtime.context().clock());
        String job = build.run().getParent().getFullName();
        Catalogue offers = identity.offers(runtime.catalogue(), build.run());
        Lifetime life = task.lifetime(offers, ttl, job);
        ending.check(life);
        if (environmentId == null) {
            Environment environment = runtime.ledger().open(Owners.of(build.run()), "block-" + key, life);
            environmentId = environment.id();
            getContext().saveState();
            log.opened(environment, "the block");
        }
        Failures.requireRecord(runtime, environmentId);
        return task.flow(runtime, new Task.Assignment(build, offers, job, environmentId, key, patience.deadline(begun)))
                .waitingForQuotaUntil(patience.quotaDeadline(begun));
    }

    /** The stack file is in a workspace; after a restart its agent may need a while to come back. */
    private boolean isAgentAway() throws IOException, InterruptedException, CloudException {
        if (new StepBuild(getContext()).workspace() != null) {
            return false;
        }
        if (environmentId == null) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "The stack is a file of a workspace, and there is none here; put the block inside node { }");
        }
        return true;
    }

    /** On a worker thread. The phase changes with the start of the body, in one turn of the Pipeline, so neither can be lost. */
    private void startBody(DataCloneRuntime runtime, BuildLog log, Provisioned provisioned) {
        try {
            Map<String, String> env = new TreeMap<>(Variables.of(environmentId));
            env.putAll(task.variables(provisioned));
            env.putAll(bayAccess(runtime, provisioned));
            log.say("Environment " + environmentId + " is ready");
            ending.workBegins(getContext().get(Run.class));
            EnvironmentExpander outer = getContext().get(EnvironmentExpander.class);
            BodyInvoker invoker = getContext()
                    .newBodyInvoker()
                    .withContext(EnvironmentExpander.merge(outer, new FixedVariables(env)))
                    .withCallback(new BodyDone());
            if (!body.ask(invoker) && tlsDirectory != null) {
                TlsDirectory.delete(new StepBuild(getContext()), runtime, environmentId, tlsDirectory, log);
            }
        } catch (CloudException | IOException | RuntimeException e) {
            giveUp(runtime, log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the body's own client reach the bay: needs a workspace, as certificate and key have to lie somewhere. */
    private Map<String, String> bayAccess(DataCloneRuntime runtime, Provisioned provisioned)
            throws CloudException, IOException, InterruptedException {
        if (tlsDirectory == null) {
            tlsDirectory = TlsDirectory.create(new StepBuild(getContext()), runtime, environmentId, provisioned.bay())
                    .orElse(null);
            getContext().saveState();
        }
        return tlsDirectory == null ? Map.of() : TlsDirectory.variables(tlsDirectory, provisioned.bay());
    }

    /** The environment could not be made ready: what there is of it goes, and the block fails with the reason. */
    private void giveUp(DataCloneRuntime runtime, BuildLog log, Exception cause) {
        failure = Failures.forBuild(cause);
        if (environmentId == null) {
            fail(cause);
            return;
        }
        log.say("The environment cannot be made ready: " + cause.getMessage());
        phase = BlockPhase.RELEASE;
        getContext().saveState();
        release(runtime);
    }

    /** On a worker thread: waits for the environment to be gone, then ends the block as the body ended. */
    private void release(DataCloneRuntime runtime) {
        BuildLog log = log();
        if (tlsDirectory != null) {
            TlsDirectory.delete(new StepBuild(getContext()), runtime, environmentId, tlsDirectory, log);
        }
        try {
            if (isKept(runtime, log)) {
                end(runtime.catalogue(), List.of());
                return;
            }
            new Removals(runtime, log)
                    .startOf(environmentId, "its block has ended", leftovers -> end(runtime.catalogue(), leftovers));
        } catch (CloudException | IOException | RuntimeException e) {
            releaseLater(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isKept(DataCloneRuntime runtime, BuildLog log)
            throws CloudException, IOException, InterruptedException {
        if (!bodyEnded || !ending.mayKeep()) {
            return false;
        }
        Run<?, ?> run = getContext().get(Run.class);
        return ending.keep(runtime, environmentId, run, failure != null, isAborted(), log);
    }

    /** Whether somebody or something made the body end: a person, a timeout, the failure of a parallel branch. */
    private boolean isAborted() {
        return failure instanceof FlowInterruptedException made
                ? made.getResult().isWorseThan(Result.FAILURE)
                : failure instanceof InterruptedException;
    }

    /** The build's result is the body's; the reaper takes the environment away. */
    private void releaseLater(Exception cause) {
        LOGGER.log(Level.WARNING, cause, () -> "environment " + environmentId);
        String told = "The environment " + environmentId + " could not be released now and is taken away later: "
                + cause.getMessage();
        log().warn(told);
        end(null, List.of(told));
    }

    /** There is nothing that could be given up. */
    private void fail(Exception cause) {
        getContext().onFailure(Failures.forBuild(cause));
    }

    /** The body's own failure always wins. */
    private void end(Catalogue catalogue, List<String> leftovers) {
        if (body.isBlockStopped()) {
            // the block was aborted while it waited, and has ended already
            return;
        }
        if (failure == null) {
            failure =
                    ending.judge(catalogue, leftovers, getContext()::setResult).orElse(null);
        }
        if (failure != null) {
            getContext().onFailure(failure);
        } else {
            getContext().onSuccess(result);
        }
    }

    /** Inner, so that it is restored together with the execution after a restart. */
    private final class BodyDone extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @Override
        public void onStart(StepContext context) {
            phase = BlockPhase.BODY;
        }

        @Override
        public void onSuccess(StepContext context, Object value) {
            ended(value, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable cause) {
            ended(null, cause);
        }

        private void ended(Object value, Throwable cause) {
            result = value;
            failure = cause;
            bodyEnded = true;
            phase = BlockPhase.RELEASE;
            getContext().saveState();
            DataCloneRuntime.onWorker(WithDataCloneExecution.this::release, WithDataCloneExecution.this::releaseLater);
        }
    }
}
