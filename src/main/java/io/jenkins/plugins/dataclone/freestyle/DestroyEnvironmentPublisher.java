package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Notifier;
import hudson.tasks.Publisher;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Takes away what the build owns, whatever its result. */
public final class DestroyEnvironmentPublisher extends Notifier {
    /** Name of the environment within the build; null for all of them. */
    private String env;
    /** What becomes of the build if something cannot be removed; null for what the administrator has decided. */
    private String failOnCleanupError;

    @DataBoundConstructor
    public DestroyEnvironmentPublisher() {
        // nothing is required
    }

    @CheckForNull
    public String getEnv() {
        return env;
    }

    /** @param env name of the environment within the build; left out, all of them go */
    @DataBoundSetter
    public void setEnv(@CheckForNull String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    @CheckForNull
    public String getFailOnCleanupError() {
        return failOnCleanupError;
    }

    /** @param failOnCleanupError what becomes of the build if something is left: {@code unstable}, {@code failed}, {@code no} */
    @DataBoundSetter
    public void setFailOnCleanupError(@CheckForNull String failOnCleanupError) {
        this.failOnCleanupError = Util.fixEmptyAndTrim(failOnCleanupError);
    }

    /** Builds of the same job do not wait for one another. */
    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException {
        return new Destruction(env, failOnCleanupError).perform(new FreestyleBuild(build, listener));
    }

    /** The form of the post-build action. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DestroyEnvironmentPublisher_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
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
