package io.jenkins.plugins.dataclone.step;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.task.BuildContext;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The build of a Pipeline, as one of its steps sees it. */
record StepBuild(StepContext context) implements BuildContext {
    @Override
    public Run<?, ?> run() throws IOException, InterruptedException {
        return context.get(Run.class);
    }

    @Override
    public FilePath workspace() throws IOException, InterruptedException {
        return context.get(FilePath.class);
    }

    @Override
    public TaskListener listener() throws IOException, InterruptedException {
        return context.get(TaskListener.class);
    }
}
