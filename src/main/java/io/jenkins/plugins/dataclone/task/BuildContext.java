package io.jenkins.plugins.dataclone.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;

/** The build that something is done for. Whoever needs a part of it asks each time: after a restart there are new ones. */
public interface BuildContext {
    Run<?, ?> run() throws IOException, InterruptedException;

    /** The workspace, or null if the build has none or its agent is away. */
    @CheckForNull
    FilePath workspace() throws IOException, InterruptedException;

    /** The build's log, or null if there is none. */
    @CheckForNull
    TaskListener listener() throws IOException, InterruptedException;
}
