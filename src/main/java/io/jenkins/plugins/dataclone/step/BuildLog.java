package io.jenkins.plugins.dataclone.step;

import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.port.Progress;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The build's log as a place to tell what happens. Looks its listener up each time, because a restart makes a new one. */
final class BuildLog implements Progress {
    private static final String PREFIX = "[Data Clone] ";

    private final StepContext context;

    BuildLog(StepContext context) {
        this.context = context;
    }

    @Override
    public void say(String line) {
        listener().getLogger().println(PREFIX + line);
    }

    void warn(String line) {
        listener().error(PREFIX + line);
    }

    private TaskListener listener() {
        try {
            TaskListener listener = context.get(TaskListener.class);
            return listener == null ? TaskListener.NULL : listener;
        } catch (IOException e) {
            return TaskListener.NULL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TaskListener.NULL;
        }
    }
}
