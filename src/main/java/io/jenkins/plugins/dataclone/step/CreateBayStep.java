package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.BayTask;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code createBay}: creates a bay in an environment of the build and gives its address. */
public final class CreateBayStep extends Step {
    private final String template;
    private String cloud;
    private int nodeCount;
    private String env;
    private String ttl;
    private String readyTimeout;

    /** @param template name of a bay template */
    @DataBoundConstructor
    public CreateBayStep(String template) {
        this.template = template;
    }

    public String getTemplate() {
        return template;
    }

    public String getCloud() {
        return cloud;
    }

    /** @param cloud name of the cloud; may be left out if the bay template exists on one cloud only */
    @DataBoundSetter
    public void setCloud(String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    public int getNodeCount() {
        return nodeCount;
    }

    /** @param nodeCount worker nodes; 0 for the template's own number */
    @DataBoundSetter
    public void setNodeCount(int nodeCount) {
        this.nodeCount = nodeCount;
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

    /** @param readyTimeout how long to wait for the bay, like {@code 60m} */
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
                Timeouts.of(readyTimeout, Timeouts.BAY),
                new BayTask(cloud, Arguments.required("template", template), nodeCount));
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "createBay";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CreateBayStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
