package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.Ending;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code destroyEnv}: takes away all that the build owns, or one of its environments; a second call finds nothing to do. */
public final class DestroyEnvStep extends Step {
    private String env;
    private String failOnCleanupError;

    @DataBoundConstructor
    public DestroyEnvStep() {
        // nothing is required
    }

    public String getEnv() {
        return env;
    }

    /** @param env name of the environment within the build; left out, all of them go */
    @DataBoundSetter
    public void setEnv(String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    public String getFailOnCleanupError() {
        return failOnCleanupError;
    }

    /** @param failOnCleanupError what becomes of the build if not everything can be removed: {@code unstable}, {@code failed}, {@code no} */
    @DataBoundSetter
    public void setFailOnCleanupError(String failOnCleanupError) {
        this.failOnCleanupError = Util.fixEmptyAndTrim(failOnCleanupError);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new DestroyEnvExecution(
                context, env == null ? null : Arguments.environment(env), Ending.of(null, failOnCleanupError));
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "destroyEnv";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.DestroyEnvStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @POST
        public FormValidation doCheckEnv(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).environment(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckFailOnCleanupError(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).failOnCleanupError(value)
                    : FormValidation.ok();
        }
    }
}
