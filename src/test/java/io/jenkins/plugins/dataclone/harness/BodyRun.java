package io.jenkins.plugins.dataclone.harness;

import hudson.EnvVars;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** The body of a block. It has begun and does nothing until the test says how it ends; steps can be started in it. */
public final class BodyRun {
    private final StepRun block;
    private volatile EnvironmentExpander expander;
    private volatile BodyExecutionCallback callback;
    private final Handle handle = new Handle(this);

    BodyRun(StepRun block, EnvironmentExpander expander, BodyExecutionCallback callback) {
        this.block = block;
        this.expander = expander;
        this.callback = callback;
    }

    /** What the build keeps of a body. */
    record Saved(EnvironmentExpander expander, BodyExecutionCallback callback) implements Serializable {}

    Saved saved() {
        return new Saved(expander, callback);
    }

    /** After a restart: the body goes on with what was kept of it. */
    void replaceBy(Saved kept) {
        expander = kept.expander();
        callback = kept.callback();
    }

    BodyExecution handle() {
        return handle;
    }

    EnvironmentExpander expander() {
        return expander;
    }

    /** The variables that steps in the body see. */
    public EnvVars environment() {
        try {
            EnvVars environment = new EnvVars();
            if (expander != null) {
                expander.expand(environment);
            }
            return environment;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a step in the body. */
    public StepRun start(Step step) {
        return block.build().start(step, block);
    }

    /** The body ends with that value. */
    public void finish(Object value) {
        block.bodyEnds(this, () -> callback.onSuccess(block.context(), value));
    }

    /** The body ends with that failure. */
    public void fail(Throwable cause) {
        block.bodyEnds(this, () -> fails(cause));
    }

    void fails(Throwable cause) {
        callback.onFailure(block.context(), cause);
    }

    void launched() {
        callback.onStart(block.context());
    }

    /** What the block holds on to. In a serialised execution it is a reference only. */
    private static final class Handle extends BodyExecution {
        private static final long serialVersionUID = 1L;

        private final transient BodyRun body;
        private final transient CompletableFuture<Object> end = new CompletableFuture<>();

        Handle(BodyRun body) {
            this.body = body;
        }

        private record Reference(String step) implements Serializable {
            Object readResolve() {
                return StepRun.byId(step).bodyHandle();
            }
        }

        private Object writeReplace() {
            return new Reference(body.block.id());
        }

        /** As in Jenkins: the innermost steps are stopped; a body that is between steps fails. */
        @Override
        public boolean cancel(Throwable cause) {
            body.block.cancelBody(body, cause);
            return true;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return cancel(new InterruptedException());
        }

        @Override
        public Collection<StepExecution> getCurrentExecutions() {
            return List.of();
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDone() {
            return end.isDone();
        }

        @Override
        public Object get() throws InterruptedException, ExecutionException {
            return end.get();
        }

        @Override
        public Object get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            return end.get(timeout, unit);
        }
    }
}
