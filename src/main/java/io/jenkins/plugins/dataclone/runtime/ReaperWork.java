package io.jenkins.plugins.dataclone.runtime;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends the reaper on its rounds. What is released by a build or by a person does not wait for the next one: its removal begins at
 * once.
 */
@Extension
public final class ReaperWork extends AsyncPeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(ReaperWork.class.getName());
    private static final long EVERY_MILLIS = 20_000;

    public ReaperWork() {
        super("Data Clone reaper");
    }

    @Override
    public long getRecurrencePeriod() {
        return EVERY_MILLIS;
    }

    @Override
    protected void execute(TaskListener listener) {
        if (RuntimeHolder.isGoingDown()) {
            return;
        }
        try {
            DataCloneRuntime.get().reap();
        } catch (UncheckedIOException e) {
            LOGGER.log(Level.WARNING, e, e::getMessage);
        }
    }

    /** Every 20 s is no news. */
    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINEST;
    }

    @Override
    protected Level getSlowLoggingLevel() {
        return Level.FINE;
    }
}
