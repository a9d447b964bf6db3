package io.jenkins.plugins.dataclone.runtime;

import hudson.Extension;
import hudson.model.PeriodicWork;

/** Wakes the orphan scan, which knows by itself whether it is time. Runs on Jenkins' shared timer, so it only hands over. */
@Extension
public final class ScanWork extends PeriodicWork {
    private static final long EVERY_MILLIS = 10_000;

    @Override
    public long getRecurrencePeriod() {
        return EVERY_MILLIS;
    }

    @Override
    protected void doRun() {
        DataCloneRuntime.onWorker(runtime -> runtime.orphanScans().scanIfDue());
    }
}
