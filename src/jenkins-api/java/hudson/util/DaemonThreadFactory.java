package hudson.util;

import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

public class DaemonThreadFactory implements ThreadFactory {
    private final ThreadFactory core;

    public DaemonThreadFactory() {
        this(Executors.defaultThreadFactory());
    }

    public DaemonThreadFactory(ThreadFactory threadFactory) {
        this.core = threadFactory;
    }

    @Override
    public Thread newThread(Runnable runnable) {
        Thread thread = core.newThread(runnable);
        thread.setDaemon(true);
        return thread;
    }
}
