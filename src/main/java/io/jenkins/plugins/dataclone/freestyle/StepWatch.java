package io.jenkins.plugins.dataclone.freestyle;

import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.BuildStepListener;
import hudson.tasks.BuildStep;

/**
 * Sees which step of a build does not come to its end: one that throws, as many do to fail. Jenkins tells the build's result only
 * after the environment has been torn down, and there it has to be known whether the steps have failed.
 */
@Extension
@SuppressWarnings("rawtypes")
public final class StepWatch extends BuildStepListener {
    @Override
    public void started(AbstractBuild build, BuildStep step, BuildListener listener) {
        under(build, true);
    }

    @Override
    public void finished(AbstractBuild build, BuildStep step, BuildListener listener, boolean canContinue) {
        under(build, false);
    }

    private static void under(AbstractBuild<?, ?> build, boolean way) {
        FreshEnvironmentWrapper.Lifespan wrapped = build.getEnvironments().get(FreshEnvironmentWrapper.Lifespan.class);
        if (wrapped != null) {
            wrapped.stepUnderWay(way);
        }
    }
}
