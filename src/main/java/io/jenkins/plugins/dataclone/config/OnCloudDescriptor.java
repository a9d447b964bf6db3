package io.jenkins.plugins.dataclone.config;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.verb.POST;

/**
 * The form of something that is on one of the configured clouds.
 *
 * @param <T> what it is the form of
 */
public abstract class OnCloudDescriptor<T extends Describable<T>> extends Descriptor<T> {
    /** The clouds that are saved; one that is new on the same page may be typed. */
    @POST
    public ComboBoxModel doFillCloudItems() {
        if (!Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)) {
            return new ComboBoxModel();
        }
        return new ComboBoxModel(DataCloneConfiguration.get().getClouds().stream()
                .map(CloudProfile::getName)
                .toList());
    }
}
