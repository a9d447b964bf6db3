package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A production data set that jobs may clone, with the rules for its clones. Values are only normalised here; {@link
 * DataSourceRules} says what is wrong with them.
 */
public final class DataSource implements Describable<DataSource> {
    /** The administrator's name for it; jobs say it. */
    private final String name;
    /** Name of the cloud profile. */
    private final String cloud;
    /** Manila's id of the production share; null if it is a volume. */
    private String shareId;
    /** Cinder's id of the production volume; null if it is a share. */
    private String volumeId;
    /** What it is, for people; null if nothing is said. */
    private String description;
    /** Which snapshots are used and kept; null means a new one for each clone. */
    private SnapshotRules snapshots;
    /** Share type of the clones; null for the production share's own. */
    private String shareType;
    /** Volume type of the clones; null for the production volume's own. */
    private String volumeType;
    /** Size of the clones in GiB; 0 for the snapshot's. */
    private int sizeGiB;
    /** Largest clone in GiB; 0 for any size. */
    private int maxSizeGiB;
    /** Availability zone of the clones; null to leave it to the service. */
    private String availabilityZone;
    /** Name or id of the share network of the clones; null for that of the production share. */
    private String shareNetwork;
    /** {@code rw} or {@code ro}; null means {@code rw}. */
    private String accessLevel;
    /** Addresses, networks and others that may mount the clones. */
    private List<String> accessTo = new ArrayList<>();
    /** Names and ids of the servers that clones of a volume may be attached to. */
    private List<String> attachTo = new ArrayList<>();
    /** Patterns of the full names of jobs that may use it; empty for every job. */
    private List<String> folders = new ArrayList<>();
    /** Whether builds of pull requests from forks may use it. */
    private boolean allowForks;
    /** Life of a clone's environment when the job does not say; null for {@link DataSourceRules#DEFAULT_TTL}. */
    private String defaultTtl;
    /** Longest life a job may ask for; null for {@link DataSourceRules#MAXIMUM_TTL}. */
    private String maximumTtl;

    @DataBoundConstructor
    public DataSource(@NonNull String name, @NonNull String cloud) {
        this.name = Util.fixNull(name).trim();
        this.cloud = Util.fixNull(cloud).trim();
    }

    @NonNull
    public String getName() {
        return Util.fixNull(name);
    }

    /** Name of the cloud profile. */
    @NonNull
    public String getCloud() {
        return Util.fixNull(cloud);
    }

    /** Manila's id of the production share, or null if it is a volume. */
    @CheckForNull
    public String getShareId() {
        return shareId;
    }

    @DataBoundSetter
    public void setShareId(@CheckForNull String shareId) {
        this.shareId = Util.fixEmptyAndTrim(shareId);
    }

    /** Cinder's id of the production volume, or null if it is a share. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }

    @CheckForNull
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(@CheckForNull String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    /** Which snapshots are used and kept. */
    @NonNull
    public SnapshotRules getSnapshots() {
        return snapshots == null ? new SnapshotRules() : snapshots;
    }

    @DataBoundSetter
    public void setSnapshots(@CheckForNull SnapshotRules snapshots) {
        this.snapshots = snapshots;
    }

    @CheckForNull
    public String getShareType() {
        return shareType;
    }

    @DataBoundSetter
    public void setShareType(@CheckForNull String shareType) {
        this.shareType = Util.fixEmptyAndTrim(shareType);
    }

    @CheckForNull
    public String getVolumeType() {
        return volumeType;
    }

    @DataBoundSetter
    public void setVolumeType(@CheckForNull String volumeType) {
        this.volumeType = Util.fixEmptyAndTrim(volumeType);
    }

    /** Size of the clones in GiB, or 0 for the snapshot's. */
    public int getSizeGiB() {
        return sizeGiB;
    }

    @DataBoundSetter
    public void setSizeGiB(int sizeGiB) {
        this.sizeGiB = sizeGiB;
    }

    /** Largest clone in GiB, or 0 for any size. */
    public int getMaxSizeGiB() {
        return maxSizeGiB;
    }

    @DataBoundSetter
    public void setMaxSizeGiB(int maxSizeGiB) {
        this.maxSizeGiB = maxSizeGiB;
    }

    @CheckForNull
    public String getAvailabilityZone() {
        return availabilityZone;
    }

    @DataBoundSetter
    public void setAvailabilityZone(@CheckForNull String availabilityZone) {
        this.availabilityZone = Util.fixEmptyAndTrim(availabilityZone);
    }

    @CheckForNull
    public String getShareNetwork() {
        return shareNetwork;
    }

    @DataBoundSetter
    public void setShareNetwork(@CheckForNull String shareNetwork) {
        this.shareNetwork = Util.fixEmptyAndTrim(shareNetwork);
    }

    /** {@code rw} or {@code ro}. */
    @NonNull
    public String getAccessLevel() {
        return accessLevel == null ? DataSourceRules.ACCESS_LEVELS.get(0) : accessLevel;
    }

    @DataBoundSetter
    public void setAccessLevel(@CheckForNull String accessLevel) {
        this.accessLevel = Util.fixEmptyAndTrim(accessLevel);
    }

    /** Addresses, networks and others that may mount the clones. */
    @NonNull
    public List<String> getAccessTo() {
        return Collections.unmodifiableList(accessTo);
    }

    @DataBoundSetter
    public void setAccessTo(@CheckForNull List<String> accessTo) {
        this.accessTo = Lines.addresses(accessTo);
    }

    /** For the text area of the form. */
    public String getAccessToText() {
        return Lines.text(accessTo);
    }

    /** Names and ids of the servers that clones of a volume may be attached to. */
    @NonNull
    public List<String> getAttachTo() {
        return Collections.unmodifiableList(attachTo);
    }

    @DataBoundSetter
    public void setAttachTo(@CheckForNull List<String> attachTo) {
        this.attachTo = Lines.addresses(attachTo);
    }

    /** For the text area of the form. */
    public String getAttachToText() {
        return Lines.text(attachTo);
    }

    /** Patterns of the full names of jobs that may use it; empty for every job. */
    @NonNull
    public List<String> getFolders() {
        return Collections.unmodifiableList(folders);
    }

    @DataBoundSetter
    public void setFolders(@CheckForNull List<String> folders) {
        this.folders = Lines.entries(folders);
    }

    /** For the text area of the form. */
    public String getFoldersText() {
        return Lines.text(folders);
    }

    /** Whether builds of pull requests from forks may use it, as far as the other rules let them. */
    public boolean isAllowForks() {
        return allowForks;
    }

    @DataBoundSetter
    public void setAllowForks(boolean allowForks) {
        this.allowForks = allowForks;
    }

    @CheckForNull
    public String getDefaultTtl() {
        return defaultTtl;
    }

    @DataBoundSetter
    public void setDefaultTtl(@CheckForNull String defaultTtl) {
        this.defaultTtl = Util.fixEmptyAndTrim(defaultTtl);
    }

    @CheckForNull
    public String getMaximumTtl() {
        return maximumTtl;
    }

    @DataBoundSetter
    public void setMaximumTtl(@CheckForNull String maximumTtl) {
        this.maximumTtl = Util.fixEmptyAndTrim(maximumTtl);
    }

    /** XStream sets fields without the constructor. */
    private Object readResolve() {
        accessTo = accessTo == null ? new ArrayList<>() : accessTo;
        attachTo = attachTo == null ? new ArrayList<>() : attachTo;
        folders = folders == null ? new ArrayList<>() : folders;
        return this;
    }

    @Override
    public String toString() {
        return "data source " + getName() + " on cloud " + getCloud();
    }

    /** The form of a data source. */
    @Extension
    public static final class DescriptorImpl extends DataSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DataSource_DisplayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.name(value));
        }

        @POST
        public FormValidation doCheckCloud(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return ConfigurationRules.cloudAnswer(value);
        }

        @POST
        public FormValidation doCheckShareId(@QueryParameter String value, @QueryParameter String volumeId) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            boolean one = Util.fixEmptyAndTrim(value) == null ^ Util.fixEmptyAndTrim(volumeId) == null;
            return one
                    ? FieldRules.answer(FieldRules.uuidOrNothing(value))
                    : FormValidation.error(Messages.DataSource_Origin());
        }

        @POST
        public FormValidation doCheckVolumeId(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.uuidOrNothing(value));
        }

        @POST
        public FormValidation doCheckSizeGiB(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validateNonNegativeInteger(value);
        }

        /** An open range is judged by the saved profile: the form may hold another, which decides when it is saved. */
        @POST
        public FormValidation doCheckAccessTo(
                @QueryParameter String value, @QueryParameter String cloud, @QueryParameter String volumeId) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            List<CloudProfile> clouds = DataCloneConfiguration.get().getClouds();
            CloudProfile profile = ConfigurationRules.find(clouds, cloud).orElse(null);
            DataKind kind = Util.fixEmptyAndTrim(volumeId) == null ? DataKind.SHARE : DataKind.VOLUME;
            return FieldRules.answer(
                    DataSourceRules.accessProblem(kind, Lines.addresses(List.of(Util.fixNull(value))), profile));
        }

        @POST
        public FormValidation doCheckFolders(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            List<String> patterns = Lines.entries(List.of(Util.fixNull(value)));
            return patterns.isEmpty()
                    ? FormValidation.warning(Messages.DataSource_EveryJob())
                    : FieldRules.answer(FieldRules.each(patterns, FolderRule::problem));
        }
    }
}
