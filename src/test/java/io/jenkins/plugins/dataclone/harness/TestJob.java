package io.jenkins.plugins.dataclone.harness;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A job of a controller without Jenkins; its name may contain folders. */
final class TestJob extends Job<TestJob, TestRun> {
    private final TreeMap<Integer, TestRun> runs = new TreeMap<>();

    TestJob(File home, String fullName) {
        super(new Root(home), fullName);
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

    /** The top of the tree of jobs. */
    private record Root(File home) implements ItemGroup<Item> {
        @Override
        public String getFullName() {
            return "";
        }

        @Override
        public String getFullDisplayName() {
            return "";
        }

        @Override
        public String getDisplayName() {
            return "";
        }

        @Override
        public File getRootDir() {
            return home;
        }

        @Override
        public void save() {}

        @Override
        public Collection<Item> getItems() {
            return List.of();
        }

        @Override
        public Item getItem(String name) {
            return null;
        }

        @Override
        public String getUrl() {
            return "";
        }

        @Override
        public String getUrlChildPrefix() {
            return "job";
        }

        @Override
        public File getRootDirFor(Item item) {
            return new File(home, "jobs/" + item.getName());
        }

        @Override
        public void onDeleted(Item item) {}
    }
}
