package io.jenkins.plugins.dataclone.freestyle;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.dataclone.harness.Application;
import io.jenkins.plugins.dataclone.harness.FreestyleRun;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** What tests of freestyle builds start from. */
final class Given {
    private Given() {}

    /** Puts an application that can be deployed into the workspace. */
    static void application(FreestyleRun run) {
        Application.into(run::writeFile);
    }

    /** A clone alone. */
    static FreshEnvironmentWrapper cloneOnly() {
        return new FreshEnvironmentWrapper("orders-db");
    }

    /** Clone, bay and stack. */
    static FreshEnvironmentWrapper everything() {
        FreshEnvironmentWrapper wrapper = cloneOnly();
        wrapper.setCloud("lab");
        wrapper.setBay("swarm-small");
        wrapper.setStack(Application.FILE);
        wrapper.setVolumes("dbdata=orders-db");
        return wrapper;
    }

    /** A build step of somebody else. */
    static Builder step(Work work) {
        return new Builder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws InterruptedException, IOException {
                return work.perform(build);
            }
        };
    }

    /** What such a step does; tells whether it succeeded. */
    @FunctionalInterface
    interface Work {
        boolean perform(AbstractBuild<?, ?> build) throws InterruptedException, IOException;
    }

    /** A build step that has begun, and goes on until it is told to end or is interrupted. */
    static final class LongStep extends Builder {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException {
            begun.countDown();
            end.await();
            return true;
        }

        void awaitBegun() throws InterruptedException {
            begun.await();
        }

        void end() {
            end.countDown();
        }
    }
}
