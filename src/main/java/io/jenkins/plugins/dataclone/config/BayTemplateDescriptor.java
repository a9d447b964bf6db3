package io.jenkins.plugins.dataclone.config;

import hudson.util.ComboBoxModel;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a bay template: what its cloud has to choose from. */
public abstract class BayTemplateDescriptor extends OnCloudDescriptor<BayTemplate> {
    @POST
    public ComboBoxModel doFillClusterTemplateItems(@QueryParameter String cloud) {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)
                ? CloudChoices.offered(cloud, CloudChoices.Kind.CLUSTER_TEMPLATE)
                : new ComboBoxModel();
    }

    @POST
    public ComboBoxModel doFillKeypairItems(@QueryParameter String cloud) {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)
                ? CloudChoices.offered(cloud, CloudChoices.Kind.KEYPAIR)
                : new ComboBoxModel();
    }

    @POST
    public ComboBoxModel doFillFlavorItems(@QueryParameter String cloud) {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)
                ? CloudChoices.offered(cloud, CloudChoices.Kind.FLAVOR)
                : new ComboBoxModel();
    }

    @POST
    public ComboBoxModel doFillMasterFlavorItems(@QueryParameter String cloud) {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)
                ? CloudChoices.offered(cloud, CloudChoices.Kind.FLAVOR)
                : new ComboBoxModel();
    }
}
