package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.StackTask;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code deployStack}: deploys an application on a bay of the build's environment, with clones as its volumes. */
public final class DeployStackStep extends Step {
    private final String file;
    private String bay;
    private Map<String, String> volumes = Map.of();
    private Map<String, String> variables = Map.of();
    private String env;
    private String readyTimeout;

    /** @param file path of the Compose file in the workspace */
    @DataBoundConstructor
    public DeployStackStep(String file) {
        this.file = file;
    }

    public String getFile() {
        return file;
    }

    public String getBay() {
        return bay;
    }

    /** @param bay name of the bay; may be left out if the environment has one only */
    @DataBoundSetter
    public void setBay(String bay) {
        this.bay = Util.fixEmptyAndTrim(bay);
    }

    public Map<String, String> getVolumes() {
        return volumes;
    }

    /** @param volumes volume of the file to name of the clone, or of its data source */
    @DataBoundSetter
    public void setVolumes(Map<String, String> volumes) {
        this.volumes = Arguments.texts(volumes);
    }

    public Map<String, String> getVariables() {
        return variables;
    }

    /** @param variables values for <code>${NAME}</code> in the file */
    @DataBoundSetter
    public void setVariables(Map<String, String> variables) {
        this.variables = Arguments.texts(variables);
    }

    public String getEnv() {
        return env;
    }

    /** @param env name of the environment within the build */
    @DataBoundSetter
    public void setEnv(String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    public String getReadyTimeout() {
        return readyTimeout;
    }

    /** @param readyTimeout how long to wait until all services run, like {@code 15m} */
    @DataBoundSetter
    public void setReadyTimeout(String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new FlowExecution<>(
                context,
                Arguments.environment(env),
                null,
                Timeouts.of(readyTimeout, Timeouts.STACK),
                new StackTask(Arguments.required("file", file), bay, volumes, variables));
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployStack";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.DeployStackStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class);
        }
    }
}
