package hudson.model;

import hudson.ExtensionPoint;
import hudson.tasks.BuildStep;

@SuppressWarnings("rawtypes")
public abstract class BuildStepListener implements ExtensionPoint {
    public BuildStepListener() {}

    public abstract void started(AbstractBuild build, BuildStep bs, BuildListener listener);

    public abstract void finished(AbstractBuild build, BuildStep bs, BuildListener listener, boolean canContinue);
}
