package io.jenkins.plugins.dataclone.harness;

import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Environment;
import java.io.IOException;
import java.util.List;

/** A build of a {@link TestProject}. */
final class TestFreestyleBuild extends AbstractBuild<TestProject, TestFreestyleBuild> {
    TestFreestyleBuild(TestProject project, int number) throws IOException {
        super(project);
        this.number = number;
    }

    /** What wrappers have set up, in the order of their setting up. */
    List<Environment> environments() {
        return buildEnvironments;
    }

    /** The workspace, or null while the agent is away. */
    void workspace(FilePath workspace) {
        setWorkspace(workspace);
    }

    @Override
    public void run() {
        throw new UnsupportedOperationException("FreestyleRun runs it");
    }

    @Override
    public Object getTarget() {
        return this;
    }
}
