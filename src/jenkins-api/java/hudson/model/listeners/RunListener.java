package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class RunListener<R extends Run> implements ExtensionPoint {
    protected RunListener() {
        this.targetType = null;
    }

    protected RunListener(Class<R> type) {
        this.targetType = type;
    }

    public final Class<R> targetType;

    public void onStarted(R value, TaskListener taskListener) {}

    public void onCompleted(R value, TaskListener taskListener) {}

    public void onFinalized(R value) {}

    public void onDeleted(R value) {}

    public void onInitialize(R value) {}
}
