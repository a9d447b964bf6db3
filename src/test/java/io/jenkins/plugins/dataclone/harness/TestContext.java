package io.jenkins.plugins.dataclone.harness;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The context of one step execution. In a serialised execution it is a reference only, as in Jenkins: after a restart it
 * resolves to the context of the step's new life, and the old one is deaf.
 */
final class TestContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient StepRun step;

    TestContext(StepRun step) {
        this.step = step;
    }

    private record Reference(String step) implements Serializable {
        Object readResolve() {
            return StepRun.byId(step).context();
        }
    }

    private Object writeReplace() {
        return new Reference(step.id());
    }

    @Override
    public <T> T get(Class<T> type) throws IOException {
        if (isDeaf()) {
            throw new IOException("the build of this step has ended, or lives on elsewhere");
        }
        if (type == Run.class) {
            return type.cast(step.build().run());
        }
        if (type == TaskListener.class) {
            return type.cast(step.build().listener());
        }
        if (type == FilePath.class) {
            PipelineThread.forbidIo("looking for an agent's files");
            return type.cast(step.build().workspace());
        }
        if (type == EnvironmentExpander.class) {
            return type.cast(step.outerExpander());
        }
        return type == EnvVars.class ? type.cast(step.outerEnvironment()) : null;
    }

    private boolean isDeaf() {
        return step.context() != this || !step.build().isRunning();
    }

    @Override
    public void onSuccess(Object value) {
        if (!isDeaf()) {
            step.ended(value, null);
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        if (!isDeaf()) {
            step.ended(null, cause);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    /** Saved in a turn of the Pipeline, as Jenkins does. */
    @Override
    public ListenableFuture<Void> saveState() {
        SettableFuture<Void> saved = SettableFuture.create();
        if (isDeaf()) {
            saved.setException(new IOException("the build of this step has ended, or lives on elsewhere"));
        } else {
            step.saveSoon(() -> saved.set(null));
        }
        return saved;
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new TestBodyInvoker(step);
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    @Override
    public void setResult(Result result) {
        step.build().run().setResult(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TestContext context && context.step == step;
    }

    @Override
    public int hashCode() {
        return step.hashCode();
    }
}
