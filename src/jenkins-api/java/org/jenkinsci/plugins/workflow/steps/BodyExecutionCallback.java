package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

public abstract class BodyExecutionCallback implements Serializable {
    private static final long serialVersionUID = 1L;

    public BodyExecutionCallback() {}

    public void onStart(StepContext stepContext) {}

    public abstract void onSuccess(StepContext stepContext, Object value);

    public abstract void onFailure(StepContext stepContext, Throwable cause);

    public abstract static class TailCall extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        public TailCall() {}

        protected abstract void finished(StepContext stepContext) throws Exception;

        @Override
        public final void onSuccess(StepContext stepContext, Object value) {
            try {
                finished(stepContext);
            } catch (Exception e) {
                stepContext.onFailure(e);
                return;
            }
            stepContext.onSuccess(value);
        }

        @Override
        public void onFailure(StepContext stepContext, Throwable cause) {
            try {
                finished(stepContext);
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
            stepContext.onFailure(cause);
        }
    }
}
