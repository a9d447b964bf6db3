package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.CloneTask;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code cloneShare}: clones a data source into an environment of the build and gives the clone's addresses. */
public final class CloneShareStep extends Step {
    private final String source;
    private String cloud;
    private String snapshot;
    private String env;
    private String ttl;
    private String readyTimeout;

    /** @param source name of a data source */
    @DataBoundConstructor
    public CloneShareStep(String source) {
        this.source = source;
    }

    public String getSource() {
        return source;
    }

    public String getCloud() {
        return cloud;
    }

    /** @param cloud name of the cloud; may be left out if the data source exists on one cloud only */
    @DataBoundSetter
    public void setCloud(String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    public String getSnapshot() {
        return snapshot;
    }

    /** @param snapshot which snapshot of production, as far as the data source lets jobs choose */
    @DataBoundSetter
    public void setSnapshot(String snapshot) {
        this.snapshot = Util.fixEmptyAndTrim(snapshot);
    }

    public String getEnv() {
        return env;
    }

    /** @param env name of the environment within the build */
    @DataBoundSetter
    public void setEnv(String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    public String getTtl() {
        return ttl;
    }

    /** @param ttl how long the environment may live at the most, like {@code 2h} */
    @DataBoundSetter
    public void setTtl(String ttl) {
        this.ttl = Util.fixEmptyAndTrim(ttl);
    }

    public String getReadyTimeout() {
        return readyTimeout;
    }

    /** @param readyTimeout how long to wait for the clone, like {@code 30m} */
    @DataBoundSetter
    public void setReadyTimeout(String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new FlowExecution<>(
                context,
                Arguments.environment(env),
                ttl,
                Timeouts.of(readyTimeout, Timeouts.CLONE),
                new CloneTask(cloud, Arguments.required("source", source), snapshot));
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "cloneShare";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CloneShareStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
