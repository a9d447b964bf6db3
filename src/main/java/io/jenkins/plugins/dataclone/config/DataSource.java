package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.dataclone.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A production data set that jobs may clone, with the rules for its clones. Values are only normalised here; {@link #check}
 * says what is wrong with them.
 */
public final class DataSource implements Describable<DataSource> {
    private static final List<String> ACCESS_LEVELS = List.of("rw", "ro");
    /** Life of an environment when neither the job nor the administrator says anything. */
    static final Duration DEFAULT_TTL = Duration.ofHours(4);
    /** Longest life a job may ask for when the administrator says nothing. */
    static final Duration MAXIMUM_TTL = Duration.ofDays(1);

    /** The administrator's name for it; jobs say it. */
    private final String name;
    /** Name of the cloud profile. */
    private final String cloud;
    /** Manila's id of the production share. */
    private final String shareId;
    /** What it is, for people; null if nothing is said. */
    private String description;
    /** Share type of the clones; null for the production share's own. */
    private String shareType;
    /** Size of the clones in GiB; 0 for the snapshot's. */
    private int sizeGiB;
    /** {@code rw} or {@code ro}; null means {@code rw}. */
    private String accessLevel;
    /** Addresses and CIDRs that may mount the clones. */
    private List<String> accessTo = new ArrayList<>();
    /** Patterns of the full names of jobs that may use it; empty for every job. */
    private List<String> folders = new ArrayList<>();
    /** Life of a clone's environment when the job does not say; null for {@link #DEFAULT_TTL}. */
    private String defaultTtl;
    /** Longest life a job may ask for; null for {@link #MAXIMUM_TTL}. */
    private String maximumTtl;

    @DataBoundConstructor
    public DataSource(@NonNull String name, @NonNull String cloud, @NonNull String shareId) {
        this.name = Util.fixNull(name).trim();
        this.cloud = Util.fixNull(cloud).trim();
        this.shareId = Util.fixNull(shareId).trim();
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

    @NonNull
    public String getShareId() {
        return Util.fixNull(shareId);
    }

    @CheckForNull
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(@CheckForNull String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    @CheckForNull
    public String getShareType() {
        return shareType;
    }

    @DataBoundSetter
    public void setShareType(@CheckForNull String shareType) {
        this.shareType = Util.fixEmptyAndTrim(shareType);
    }

    /** Size of the clones in GiB, or 0 for the snapshot's. */
    public int getSizeGiB() {
        return sizeGiB;
    }

    @DataBoundSetter
    public void setSizeGiB(int sizeGiB) {
        this.sizeGiB = sizeGiB;
    }

    /** {@code rw} or {@code ro}. */
    @NonNull
    public String getAccessLevel() {
        return accessLevel == null ? ACCESS_LEVELS.get(0) : accessLevel;
    }

    @DataBoundSetter
    public void setAccessLevel(@CheckForNull String accessLevel) {
        this.accessLevel = Util.fixEmptyAndTrim(accessLevel);
    }

    /** Addresses and CIDRs that may mount the clones. */
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

    /** The longest life a job may ask for. */
    Duration longestLife() {
        return maximumTtl == null ? MAXIMUM_TTL : Durations.parse(maximumTtl);
    }

    /** The life when the job does not say; never longer than {@link #longestLife()}. */
    Duration usualLife() {
        if (defaultTtl != null) {
            return Durations.parse(defaultTtl);
        }
        return DEFAULT_TTL.compareTo(longestLife()) < 0 ? DEFAULT_TTL : longestLife();
    }

    /**
     * Judges the data source together with its cloud, which decides whether everybody may be let in.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    void check(@CheckForNull CloudProfile profile) {
        new Problems("data source '" + getName() + "'")
                .check("name", FieldRules.name(getName()))
                .check("shareId", FieldRules.uuid(getShareId()))
                .check("sizeGiB", FieldRules.atLeast(sizeGiB, 0))
                .check("accessLevel", FieldRules.oneOf(getAccessLevel(), ACCESS_LEVELS))
                .check("accessTo", accessProblem(accessTo, profile))
                .check("folders", FieldRules.each(folders, FolderRule::problem))
                .check("defaultTtl", FieldRules.duration(defaultTtl))
                .check("maximumTtl", FieldRules.duration(maximumTtl))
                .check("defaultTtl", lifeProblem());
    }

    private Optional<String> lifeProblem() {
        return usualLife().compareTo(longestLife()) > 0
                ? Optional.of(Messages.DataSource_Life(Durations.format(usualLife()), Durations.format(longestLife())))
                : Optional.empty();
    }

    private static Optional<String> accessProblem(List<String> entries, @CheckForNull CloudProfile profile) {
        if (entries.isEmpty()) {
            return Optional.of(Messages.DataSource_NoAccess());
        }
        Optional<String> malformed = FieldRules.each(entries, AccessList::problem);
        if (malformed.isPresent() || profile != null && profile.isAllowOpenAccess()) {
            return malformed;
        }
        return entries.stream().filter(AccessList::isOpen).findFirst().map(Messages::DataSource_Open);
    }

    /** XStream sets fields without the constructor. */
    private Object readResolve() {
        accessTo = accessTo == null ? new ArrayList<>() : accessTo;
        folders = folders == null ? new ArrayList<>() : folders;
        return this;
    }

    @Override
    public String toString() {
        return "data source " + getName() + " on cloud " + getCloud();
    }

    /** The form of a data source. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<DataSource> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DataSource_DisplayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FieldRules.answer(FieldRules.name(value));
        }

        @POST
        public FormValidation doCheckCloud(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return ConfigurationRules.cloudAnswer(value);
        }

        @POST
        public FormValidation doCheckShareId(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FieldRules.answer(FieldRules.uuid(value));
        }

        @POST
        public FormValidation doCheckSizeGiB(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormValidation.validateNonNegativeInteger(value);
        }

        /** An open range is judged by the saved profile: the form may hold another, which decides when it is saved. */
        @POST
        public FormValidation doCheckAccessTo(@QueryParameter String value, @QueryParameter String cloud) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            List<CloudProfile> clouds = DataCloneConfiguration.get().getClouds();
            CloudProfile profile = ConfigurationRules.find(clouds, cloud).orElse(null);
            return FieldRules.answer(accessProblem(Lines.addresses(List.of(Util.fixNull(value))), profile));
        }

        @POST
        public FormValidation doCheckFolders(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            List<String> patterns = Lines.entries(List.of(Util.fixNull(value)));
            return patterns.isEmpty()
                    ? FormValidation.warning(Messages.DataSource_EveryJob())
                    : FieldRules.answer(FieldRules.each(patterns, FolderRule::problem));
        }

        @POST
        public FormValidation doCheckDefaultTtl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FieldRules.answer(FieldRules.duration(value));
        }

        @POST
        public FormValidation doCheckMaximumTtl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FieldRules.answer(FieldRules.duration(value));
        }

        @POST
        public ListBoxModel doFillAccessLevelItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.DataSource_ReadWrite(), "rw");
            items.add(Messages.DataSource_ReadOnly(), "ro");
            return items;
        }
    }
}
