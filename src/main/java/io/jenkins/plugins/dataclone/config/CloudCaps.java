package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How much of a cloud this Jenkins may take at the same time; environments beyond it wait in line. */
public final class CloudCaps implements Describable<CloudCaps> {
    /** Clones, shares and volumes together; 0 for no limit. */
    private int maxClones;
    /** What they hold together, in GiB; 0 for no limit. */
    private int maxCloneGiB;
    /** Bays; 0 for no limit. */
    private int maxBays;

    @DataBoundConstructor
    public CloudCaps() {
        // everything is optional
    }

    public int getMaxClones() {
        return maxClones;
    }

    @DataBoundSetter
    public void setMaxClones(int maxClones) {
        this.maxClones = maxClones;
    }

    public int getMaxCloneGiB() {
        return maxCloneGiB;
    }

    @DataBoundSetter
    public void setMaxCloneGiB(int maxCloneGiB) {
        this.maxCloneGiB = maxCloneGiB;
    }

    public int getMaxBays() {
        return maxBays;
    }

    @DataBoundSetter
    public void setMaxBays(int maxBays) {
        this.maxBays = maxBays;
    }

    /** @throws IllegalArgumentException with a sentence for users */
    void check(Problems problems) {
        problems.check("maxClones", FieldRules.atLeast(maxClones, 0))
                .check("maxCloneGiB", FieldRules.atLeast(maxCloneGiB, 0))
                .check("maxBays", FieldRules.atLeast(maxBays, 0));
    }

    /** A file on disk may say anything: what is below nothing is no limit. */
    Caps caps() {
        return new Caps(Math.max(0, maxClones), Math.max(0, maxCloneGiB), Math.max(0, maxBays));
    }

    /** The part of a cloud's form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<CloudCaps> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CloudCaps_DisplayName();
        }

        @POST
        public FormValidation doCheckMaxClones(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validateNonNegativeInteger(value);
        }

        @POST
        public FormValidation doCheckMaxCloneGiB(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validateNonNegativeInteger(value);
        }

        @POST
        public FormValidation doCheckMaxBays(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validateNonNegativeInteger(value);
        }
    }
}
