package io.jenkins.plugins.dataclone.freestyle;

import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.tasks.BuildWrapperDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a wrapper: the fields that do not depend on what is in the environment. */
public abstract class EnvironmentWrapperDescriptor extends BuildWrapperDescriptor {
    /** In a matrix job each configuration has an environment of its own. */
    @Override
    public boolean isApplicable(AbstractProject<?, ?> item) {
        return true;
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
