package io.jenkins.plugins.dataclone.harness;

import hudson.model.AbstractProject;
import java.io.File;
import java.util.SortedMap;
import java.util.TreeMap;

/** A freestyle job of a controller without Jenkins; its name may contain folders. */
final class TestProject extends AbstractProject<TestProject, TestFreestyleBuild> {
    private final TreeMap<Integer, TestFreestyleBuild> runs = new TreeMap<>();

    TestProject(File home, String fullName) {
        super(new Root(home), fullName);
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, ? extends TestFreestyleBuild> _getRuns() {
        return runs;
    }

    @Override
    protected void removeRun(TestFreestyleBuild run) {
        runs.remove(run.number);
    }

    @Override
    public void load() {}

    @Override
    public Object getTarget() {
        return this;
    }
}
