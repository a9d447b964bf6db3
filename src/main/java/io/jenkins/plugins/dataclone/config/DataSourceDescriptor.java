package io.jenkins.plugins.dataclone.config;

import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a data source: what there is to choose from, and its times. */
public abstract class DataSourceDescriptor extends OnCloudDescriptor<DataSource> {
    @POST
    public ComboBoxModel doFillShareTypeItems(@QueryParameter String cloud) {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)
                ? CloudChoices.offered(cloud, CloudChoices.Kind.SHARE_TYPE)
                : new ComboBoxModel();
    }

    @POST
    public ComboBoxModel doFillShareNetworkItems(@QueryParameter String cloud) {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)
                ? CloudChoices.offered(cloud, CloudChoices.Kind.SHARE_NETWORK)
                : new ComboBoxModel();
    }

    @POST
    public ComboBoxModel doFillVolumeTypeItems(@QueryParameter String cloud) {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)
                ? CloudChoices.offered(cloud, CloudChoices.Kind.VOLUME_TYPE)
                : new ComboBoxModel();
    }

    @POST
    public FormValidation doCheckMaxSizeGiB(@QueryParameter String value) {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        return FormValidation.validateNonNegativeInteger(value);
    }

    @POST
    public FormValidation doCheckDefaultTtl(@QueryParameter String value) {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        return FieldRules.answer(FieldRules.duration(value));
    }

    @POST
    public FormValidation doCheckMaximumTtl(@QueryParameter String value) {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        return FieldRules.answer(FieldRules.duration(value));
    }

    @POST
    public ListBoxModel doFillAccessLevelItems() {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.DataSource_ReadWrite(), "rw");
        items.add(Messages.DataSource_ReadOnly(), "ro");
        return items;
    }
}
