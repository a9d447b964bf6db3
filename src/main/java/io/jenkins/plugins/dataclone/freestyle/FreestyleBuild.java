package io.jenkins.plugins.dataclone.freestyle;

import hudson.FilePath;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.BuildContext;
import io.jenkins.plugins.dataclone.task.BuildLog;
import io.jenkins.plugins.dataclone.task.Failures;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The build of a freestyle job, as what is done for it sees it. */
record FreestyleBuild(AbstractBuild<?, ?> build, TaskListener listener) implements BuildContext {
    /** Something to do that ends, if it fails, with a sentence for users. */
    @FunctionalInterface
    interface Work {
        void run() throws CloudException, IOException, InterruptedException;
    }

    @Override
    public Run<?, ?> run() {
        return build;
    }

    @Override
    public FilePath workspace() {
        return build.getWorkspace();
    }

    BuildLog log() {
        return new BuildLog(this);
    }

    /** A field with the build's own variables in place of <code>${NAME}</code>; null if nothing is in it. */
    String expand(String field) throws IOException, InterruptedException {
        return field == null
                ? null
                : Util.fixEmptyAndTrim(build.getEnvironment(listener).expand(field));
    }

    /** A field of {@code key=value} lines; the values are expanded. */
    Map<String, String> expandValues(String name, String lines) throws IOException, InterruptedException {
        Map<String, String> values = Arguments.keyValues(name, lines);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            entry.setValue(build.getEnvironment(listener).expand(entry.getValue()));
        }
        return values;
    }

    /** A field of one entry a line, each expanded. */
    List<String> expandLines(String lines) throws IOException, InterruptedException {
        String expanded = expand(lines);
        return expanded == null ? List.of() : Arguments.lines(List.of(expanded));
    }

    /**
     * Does the work as a step of the build.
     *
     * @return whether it was done; if not, the log says why. An exception would come too late for those who ask for the
     *     build's result while it is torn down
     */
    boolean attempt(Work work) throws InterruptedException {
        try {
            work.run();
            return true;
        } catch (CloudException | IOException e) {
            log().warn(Failures.forBuild(e).getMessage());
            return false;
        }
    }
}
