package io.jenkins.plugins.dataclone.step;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.harness.Application;
import io.jenkins.plugins.dataclone.harness.Build;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What tests of steps start from. */
final class Given {
    static final String SECRET_OF_THE_STACK = Application.SECRET;
    static final String COMPOSE = Application.COMPOSE;

    private Given() {}

    /** Puts an application that can be deployed into the workspace. */
    static void application(Build build) {
        Application.into(build::writeFile);
    }

    /** A clone alone. */
    static WithDataCloneStep cloneOnly() {
        WithDataCloneStep step = new WithDataCloneStep("orders-db");
        step.setCloud("lab");
        return step;
    }

    /** A clone and a bay. */
    static WithDataCloneStep cloneAndBay() {
        WithDataCloneStep step = cloneOnly();
        step.setBay("swarm-small");
        return step;
    }

    /** Clone, bay and stack. */
    static WithDataCloneStep everything() {
        WithDataCloneStep step = cloneAndBay();
        step.setStack(Application.FILE);
        return step;
    }

    static FlowInterruptedException abort() {
        return new FlowInterruptedException(Result.ABORTED, true);
    }
}
