package io.jenkins.plugins.dataclone.step;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a block: the fields that do not depend on what is in the environment. */
public abstract class BlockStepDescriptor extends StepDescriptor {
    @Override
    public boolean takesImplicitBlockArgument() {
        return true;
    }

    /** Neither a workspace nor an agent, so that it may stand among the options of a Declarative Pipeline. */
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class);
    }

    @POST
    public ComboBoxModel doFillCloudItems(@AncestorInPath Item item) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).clouds() : new ComboBoxModel();
    }

    @POST
    public FormValidation doCheckTtl(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String cloud,
            @QueryParameter String source) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).ttl(cloud, source, value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckReadyTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).readyTimeout(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckQuotaTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).quotaTimeout(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckKeepOnFailure(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).keepOnFailure(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckFailOnCleanupError(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).failOnCleanupError(value) : FormValidation.ok();
    }
}
