package jenkins.util;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

public class Timer {
    private static final ScheduledExecutorService POOL = Executors.newScheduledThreadPool(
            10, new NamingThreadFactory(new DaemonThreadFactory(), "jenkins.util.Timer"));

    public static ScheduledExecutorService get() {
        return POOL;
    }

    public static void shutdown() {}

    Timer() {}
}
