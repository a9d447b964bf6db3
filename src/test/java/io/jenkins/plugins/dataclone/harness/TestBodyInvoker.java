package io.jenkins.plugins.dataclone.harness;

import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Launches the body of a block in a turn of the Pipeline. */
final class TestBodyInvoker extends BodyInvoker {
    private final StepRun step;
    private EnvironmentExpander expander;
    private BodyExecutionCallback callback;

    TestBodyInvoker(StepRun step) {
        this.step = step;
    }

    @Override
    public BodyInvoker withContext(Object value) {
        if (value instanceof EnvironmentExpander given) {
            expander = given;
        }
        return this;
    }

    @Override
    public BodyInvoker withDisplayName(String text) {
        return this;
    }

    @Override
    public BodyInvoker withCallback(BodyExecutionCallback bodyExecutionCallback) {
        callback = bodyExecutionCallback;
        return this;
    }

    @Override
    public BodyExecution start() {
        return step.launch(new BodyRun(step, expander, callback));
    }
}
