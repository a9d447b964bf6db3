package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.StackFile;
import io.jenkins.plugins.dataclone.task.StackTask;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code deployStack}: deploys an application on a bay of the build's environment, with clones as its volumes, or as a Heat stack
 * that is told of the clones.
 */
public final class DeployStackStep extends Step {
    private final String file;
    private String bay;
    private Map<String, String> volumes = Map.of();
    private Map<String, String> variables = Map.of();
    private boolean heat;
    private List<String> environmentFiles = List.of();
    private String env;
    private String readyTimeout;

    /** @param file path of the Compose file or Heat template in the workspace */
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

    /** @param bay name of the bay; may be left out if the environment has one only, and for a Heat template */
    @DataBoundSetter
    public void setBay(String bay) {
        this.bay = Util.fixEmptyAndTrim(bay);
    }

    public Map<String, String> getVolumes() {
        return volumes;
    }

    /** @param volumes volume of the file, or prefix of parameters, to name of the clone or of its data source */
    @DataBoundSetter
    public void setVolumes(Map<String, String> volumes) {
        this.volumes = Arguments.texts(volumes);
    }

    public Map<String, String> getVariables() {
        return variables;
    }

    /** @param variables values for <code>${NAME}</code> in the file, or for the template's parameters */
    @DataBoundSetter
    public void setVariables(Map<String, String> variables) {
        this.variables = Arguments.texts(variables);
    }

    public boolean isHeat() {
        return heat;
    }

    /** @param heat whether the file is a Heat template although its name does not end in {@code .hot.yaml} */
    @DataBoundSetter
    public void setHeat(boolean heat) {
        this.heat = heat;
    }

    public List<String> getEnvironmentFiles() {
        return environmentFiles;
    }

    /** For the text area of the form. */
    public String getEnvironmentFilesText() {
        return String.join("\n", environmentFiles);
    }

    /** @param environmentFiles paths of Heat environment files, relative to the template */
    @DataBoundSetter
    public void setEnvironmentFiles(List<String> environmentFiles) {
        this.environmentFiles = Arguments.lines(environmentFiles);
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
        StackFile stack = new StackFile(Arguments.required("file", file), volumes, variables, heat, environmentFiles);
        return new FlowExecution<>(
                context,
                Arguments.environment(env),
                null,
                Timeouts.of(readyTimeout, stack.isHeat() ? Timeouts.HEAT_STACK : Timeouts.STACK),
                new StackTask(stack, bay));
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
