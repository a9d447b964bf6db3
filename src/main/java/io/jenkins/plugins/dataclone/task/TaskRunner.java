package io.jenkins.plugins.dataclone.task;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.BuildIdentity;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FlowRunner;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import io.jenkins.plugins.dataclone.runtime.Owners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Has tasks done while the calling thread waits: for builds that hold their executor to the end. The work itself is done by the
 * same worker threads as that of Pipelines. An interruption ends the waiting at once; a request that is under way is finished
 * and recorded all the same.
 */
public final class TaskRunner {
    private final DataCloneRuntime runtime;
    private final BuildContext build;
    private final BuildIdentity identity = BuildIdentity.ofThisThread();

    private TaskRunner(DataCloneRuntime runtime, BuildContext build) {
        this.runtime = runtime;
        this.build = build;
    }

    /**
     * A runner for that build.
     *
     * @throws AbortException with a sentence for users if the ledger cannot be read, or if Jenkins goes down
     */
    public static TaskRunner of(BuildContext build) throws AbortException {
        if (DataCloneRuntime.isGoingDown()) {
            throw new AbortException("Jenkins is going down, so nothing is begun any more");
        }
        try {
            return new TaskRunner(DataCloneRuntime.get(), build);
        } catch (UncheckedIOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    public DataCloneRuntime runtime() {
        return runtime;
    }

    /**
     * Opens the environment of that name in which a task is to be done, or gives the one that is open.
     *
     * @param ttl what the author wants the time to live to be, or null
     * @param ending what is to become of it
     */
    public Environment open(String name, Task<?> task, String ttl, Ending ending)
            throws CloudException, IOException, InterruptedException {
        Run<?, ?> run = build.run();
        Lifetime life = task.lifetime(
                identity.offers(runtime.catalogue(), run), ttl, run.getParent().getFullName());
        ending.check(life);
        return runtime.ledger().open(Owners.of(run), name, life);
    }

    /**
     * Waits for a task to be done.
     *
     * @param patience how long it may take
     */
    public <T> T run(Environment environment, Task<T> task, Patience patience)
            throws CloudException, IOException, InterruptedException {
        Run<?, ?> run = build.run();
        Catalogue offers = identity.offers(runtime.catalogue(), run);
        String job = run.getParent().getFullName();
        String key = UUID.randomUUID().toString();
        Instant begun = runtime.context().clock().instant();
        Task.Assignment assignment =
                new Task.Assignment(build, offers, job, environment.id(), key, patience.deadline(begun));
        Flow<T> flow = task.flow(runtime, assignment).waitingForQuotaUntil(patience.quotaDeadline(begun));
        CompletableFuture<T> end = new CompletableFuture<>();
        FlowRunner<T> runner = runtime.run(environment.id(), flow, new Outcome<T>() {
            @Override
            public void done(T result) {
                end.complete(result);
            }

            @Override
            public void failed(Exception cause) {
                end.completeExceptionally(cause);
            }
        });
        try {
            return end.get();
        } catch (InterruptedException e) {
            runner.cancel();
            throw e;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** Lets an environment go without waiting for it, after what is under way in it has been recorded. */
    public void removeLater(Environment environment, String reason) {
        runtime.releaseLater(environment.id(), reason);
    }

    /**
     * Waits for one environment to be gone; see {@link Removals} for how long.
     *
     * @return what is left, told for people; empty if all is gone
     */
    public List<String> remove(Environment environment, String reason) throws CloudException, InterruptedException {
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        removals().start(List.of(environment), reason, end::complete);
        return awaited(end);
    }

    /**
     * Waits for environments of the build to be gone.
     *
     * @param name name of the environment within the build, or null for all of them
     * @return what is left, told for people; empty if all is gone
     */
    public List<String> removeNamed(String name, String reason)
            throws CloudException, IOException, InterruptedException {
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        removals().startNamed(build.run(), name, reason, end::complete);
        return awaited(end);
    }

    private static List<String> awaited(CompletableFuture<List<String>> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Removals removals() {
        return new Removals(runtime, new BuildLog(build));
    }

    private static RuntimeException rethrown(Throwable cause) throws CloudException {
        if (cause instanceof CloudException failure) {
            throw failure;
        }
        return cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
    }
}
