package hudson.util;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

public final class NamingThreadFactory implements ThreadFactory {
    private final ThreadFactory core;
    private final String name;
    private final AtomicInteger number = new AtomicInteger();

    public NamingThreadFactory(ThreadFactory threadFactory, String text) {
        this.core = threadFactory;
        this.name = text;
    }

    @Override
    public Thread newThread(Runnable runnable) {
        Thread thread = core.newThread(runnable);
        thread.setName(name + " [#" + number.incrementAndGet() + "]");
        return thread;
    }
}
