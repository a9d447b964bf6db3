package org.jenkinsci.plugins.workflow.steps;

import java.util.Arrays;
import java.util.Collection;

public abstract class BodyInvoker {
    public BodyInvoker() {}

    public abstract BodyInvoker withContext(Object value);

    public BodyInvoker withContexts(Collection<?> collection) {
        collection.forEach(this::withContext);
        return this;
    }

    public BodyInvoker withContexts(Object... value) {
        return withContexts(Arrays.asList(value));
    }

    public abstract BodyInvoker withDisplayName(String text);

    public abstract BodyInvoker withCallback(BodyExecutionCallback bodyExecutionCallback);

    public abstract BodyExecution start();
}
