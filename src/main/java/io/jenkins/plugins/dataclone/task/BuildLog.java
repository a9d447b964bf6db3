package io.jenkins.plugins.dataclone.task;

import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.runtime.EnvironmentNote;
import java.io.IOException;
import java.time.temporal.ChronoUnit;

/** The build's log as a place to tell what happens. Looks its listener up each time, because a restart makes a new one. */
public final class BuildLog implements Progress {
    private final BuildContext build;

    public BuildLog(BuildContext build) {
        this.build = build;
    }

    /** @param lifetime what the environment goes with the end of: "the block" */
    public void opened(Environment environment, String lifetime) {
        say("Environment " + environment.id() + " opened; it is taken away at the end of " + lifetime + ", and at "
                + environment.expiresAt().truncatedTo(ChronoUnit.SECONDS) + " at the latest");
    }

    @Override
    public void say(String line) {
        listener().getLogger().println(EnvironmentNote.line(line));
    }

    public void warn(String line) {
        listener().error(EnvironmentNote.PREFIX + line);
    }

    private TaskListener listener() {
        try {
            TaskListener listener = build.listener();
            return listener == null ? TaskListener.NULL : listener;
        } catch (IOException e) {
            return TaskListener.NULL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TaskListener.NULL;
        }
    }
}
