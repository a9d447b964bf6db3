package io.jenkins.plugins.dataclone.harness;

import hudson.FilePath;
import io.jenkins.plugins.dataclone.runtime.Agents;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** This machine as all agents; it counts as away while one of its builds has no workspace. */
record TestAgents(List<Build> pipelines, List<FreestyleRun> freestyle) implements Agents {
    @Override
    public boolean delete(String agent, String path) throws IOException, InterruptedException {
        boolean away = pipelines.stream().anyMatch(build -> build.workspace() == null)
                || freestyle.stream().anyMatch(run -> run.build().getWorkspace() == null);
        if (away) {
            return false;
        }
        new FilePath(new File(path)).deleteRecursive();
        return true;
    }
}
