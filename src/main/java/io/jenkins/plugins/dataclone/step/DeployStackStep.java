package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.flow.DeployFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        return new Execution(context, Timeouts.of(readyTimeout, Timeouts.STACK), this);
    }

    private static final class Execution extends FlowExecution<StackResult> {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final String bay;
        private final TreeMap<String, String> volumes;
        private final TreeMap<String, String> variables;

        Execution(StepContext context, Duration timeAllowed, DeployStackStep step) throws Exception {
            super(context, Arguments.environment(step.env), null, timeAllowed);
            this.file = Arguments.required("file", step.file);
            this.bay = step.bay;
            this.volumes = new TreeMap<>(step.volumes);
            this.variables = new TreeMap<>(step.variables);
        }

        @Override
        boolean needsWorkspace() {
            return true;
        }

        @Override
        Duration timeToLive(DataCloneRuntime runtime, String wanted, String job) throws CloudException {
            return runtime.catalogue().timeToLive(null, null, wanted, job);
        }

        @Override
        Flow<StackResult> flow(DataCloneRuntime runtime, Job job) {
            return new DeployFlow(
                    runtime.context(),
                    job.environmentId(),
                    job.key(),
                    new DeployRequest(
                            WorkspaceFiles.nameOf(file), new WorkspaceFiles(getContext(), file), variables, volumes),
                    bay,
                    job.deadline(),
                    job.log());
        }

        @Override
        Object value(StackResult result) {
            return StepValues.of(result);
        }
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
