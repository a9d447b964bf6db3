package hudson.model;

import hudson.ExtensionPoint;
import hudson.triggers.SafeTimerTask;

public abstract class PeriodicWork extends SafeTimerTask implements ExtensionPoint {
    public PeriodicWork() {}

    public long getInitialDelay() {
        return getRecurrencePeriod();
    }

    public abstract long getRecurrencePeriod();

    protected static final long MIN = 60000L;

    protected static final long HOUR = 3600000L;

    protected static final long DAY = 86400000L;
}
