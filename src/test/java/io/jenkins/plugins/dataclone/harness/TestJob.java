package io.jenkins.plugins.dataclone.harness;

import hudson.model.Job;
import java.io.File;
import java.util.SortedMap;
import java.util.TreeMap;

/** A job of a controller without Jenkins; its name may contain folders. */
final class TestJob extends Job<TestJob, TestRun> {
    private final TreeMap<Integer, TestRun> runs = new TreeMap<>();

    TestJob(File home, String fullName) {
        super(new Root(home), fullName);
    }

    /** From now on it has that full name. */
    void rename(String fullName) {
        name = fullName;
    }

    /** As if the folders were there. */
    @Override
    public String getShortUrl() {
        return "job/" + name.replace("/", "/job/") + "/";
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, ? extends TestRun> _getRuns() {
        return runs;
    }

    @Override
    protected void removeRun(TestRun run) {
        runs.remove(run.number);
    }

    @Override
    public void load() {}

    @Override
    public Object getTarget() {
        return this;
    }
}
