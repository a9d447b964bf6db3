package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.CheckpointTask;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.time.Duration;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code checkpointClone}: takes a checkpoint of a clone, to which {@code rollbackClone} can go back. */
public final class CheckpointCloneStep extends EnvironmentStep {
    private final String share;
    private final String name;

    /**
     * @param share name or id of the clone, or name of its data source
     * @param name what the checkpoint is to be called
     */
    @DataBoundConstructor
    public CheckpointCloneStep(String share, String name) {
        this.share = share;
        this.name = name;
    }

    public String getShare() {
        return share;
    }

    public String getName() {
        return name;
    }

    @Override
    Task<CheckpointResult> task() throws AbortException {
        return new CheckpointTask(Arguments.required("share", share), Arguments.checkpoint("name", name));
    }

    @Override
    Duration usualTimeout() {
        return Timeouts.CHECKPOINT;
    }

    @Override
    String environmentName() throws AbortException {
        return Arguments.environmentOrNone(getEnv());
    }

    @Extension
    public static final class DescriptorImpl extends EnvironmentStepDescriptor {
        @Override
        public String getFunctionName() {
            return "checkpointClone";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CheckpointCloneStep_DisplayName();
        }

        @POST
        public FormValidation doCheckShare(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).required(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).checkpoint("name", value)
                    : FormValidation.ok();
        }
    }
}
