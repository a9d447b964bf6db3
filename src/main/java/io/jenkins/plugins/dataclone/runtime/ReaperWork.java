package io.jenkins.plugins.dataclone.runtime;

import hudson.Extension;
import hudson.model.PeriodicWork;

/** Wakes the reaper. Runs on Jenkins' shared timer, so it only hands over. */
@Extension
public final class ReaperWork extends PeriodicWork {
    private static final long EVERY_MILLIS = 20_000;

    @Override
    public long getRecurrencePeriod() {
        return EVERY_MILLIS;
    }

    @Override
    protected void doRun() {
        DataCloneRuntime.onWorker(DataCloneRuntime::reap);
    }
}
