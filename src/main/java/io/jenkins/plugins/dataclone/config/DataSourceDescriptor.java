package io.jenkins.plugins.dataclone.config;

import hudson.util.ComboBoxModel;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a data source: what its cloud has to choose from. */
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
}
