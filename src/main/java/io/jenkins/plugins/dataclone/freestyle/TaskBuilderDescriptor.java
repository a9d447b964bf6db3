package io.jenkins.plugins.dataclone.freestyle;

import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a build step: the fields that all of them have. */
public abstract class TaskBuilderDescriptor extends BuildStepDescriptor<Builder> {
    /** Every job whose builds hold an executor; a Pipeline has steps of its own and refuses this one. */
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
    public FormValidation doCheckReadyTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).readyTimeout(value) : FormValidation.ok();
    }
}
