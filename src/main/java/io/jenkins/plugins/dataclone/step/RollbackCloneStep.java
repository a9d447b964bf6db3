package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.RollbackTask;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.time.Duration;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code rollbackClone}: takes a clone back to a checkpoint. */
public final class RollbackCloneStep extends EnvironmentStep {
    private final String share;
    private final String to;
    private boolean discardNewer;

    /**
     * @param share name or id of the clone, or name of its data source
     * @param to the checkpoint's name
     */
    @DataBoundConstructor
    public RollbackCloneStep(String share, String to) {
        this.share = share;
        this.to = to;
    }

    public String getShare() {
        return share;
    }

    public String getTo() {
        return to;
    }

    public boolean isDiscardNewer() {
        return discardNewer;
    }

    /** @param discardNewer whether checkpoints that were taken later may be lost */
    @DataBoundSetter
    public void setDiscardNewer(boolean discardNewer) {
        this.discardNewer = discardNewer;
    }

    @Override
    Task<RollbackResult> task() throws AbortException {
        return new RollbackTask(Arguments.required("share", share), Arguments.checkpoint("to", to), discardNewer);
    }

    @Override
    Duration usualTimeout() {
        return Timeouts.ROLLBACK;
    }

    @Override
    String environmentName() throws AbortException {
        return Arguments.environmentOrNone(getEnv());
    }

    @Extension
    public static final class DescriptorImpl extends EnvironmentStepDescriptor {
        @Override
        public String getFunctionName() {
            return "rollbackClone";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RollbackCloneStep_DisplayName();
        }

        @POST
        public FormValidation doCheckShare(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).required(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTo(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).checkpoint("to", value)
                    : FormValidation.ok();
        }
    }
}
