package io.jenkins.plugins.dataclone.freestyle;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a build step that creates something on a cloud. */
public abstract class CreatingBuilderDescriptor extends TaskBuilderDescriptor {
    @POST
    public ComboBoxModel doFillCloudItems(@AncestorInPath Item item) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).clouds() : new ComboBoxModel();
    }

    @POST
    public FormValidation doCheckQuotaTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).quotaTimeout(value) : FormValidation.ok();
    }
}
