package hudson.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;

public abstract class AsyncPeriodicWork extends PeriodicWork {
    protected AsyncPeriodicWork(String text) {
        this.name = text;
    }

    public final String name;

    @Override
    public final void doRun() {
        try {
            execute(TaskListener.NULL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    protected abstract void execute(TaskListener taskListener) throws IOException, InterruptedException;

    protected Level getNormalLoggingLevel() {
        return Level.INFO;
    }

    protected Level getSlowLoggingLevel() {
        return Level.INFO;
    }

    protected Level getErrorLoggingLevel() {
        return Level.SEVERE;
    }
}
