package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
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
 * A kind of bay that jobs may ask for. Values are only normalised here; {@link #check} says what is wrong with them.
 */
public final class BayTemplate implements Describable<BayTemplate> {
    /** Magnum's own default. */
    static final int DEFAULT_CREATE_TIMEOUT_MINUTES = 60;

    /** The administrator's name for it; jobs say it. */
    private final String name;
    /** Name of the cloud profile. */
    private final String cloud;
    /** Name or id of Magnum's cluster template. */
    private final String clusterTemplate;
    /** Worker nodes when the job does not say. */
    private int nodeCount = 1;
    /** Most worker nodes a job may ask for; 0 for no more than {@link #nodeCount}. */
    private int maxNodeCount;
    /** Master nodes. */
    private int masterCount = 1;
    /** Nova keypair; null for the cluster template's own. */
    private String keypair;
    /** Flavour of the workers; null for the cluster template's own. */
    private String flavor;
    /** Flavour of the masters; null for the cluster template's own. */
    private String masterFlavor;
    /** Storage of each node for images and containers in GiB; 0 for the cluster template's own. */
    private int dockerVolumeSizeGiB;
    /** Whether nodes get floating IPs: {@code yes} or {@code no}; null for what the cluster template says. */
    private String floatingIps;
    /** Magnum labels over those of the cluster template, {@code key=value} lines; null if none. */
    private String labels;
    /** When Magnum gives up, in minutes. */
    private int createTimeoutMinutes = DEFAULT_CREATE_TIMEOUT_MINUTES;
    /** How engines mount a clone: {@code nfs}, {@code cinder}, {@code netapp} or {@code rexray}; null means {@code nfs}. */
    private String volumeDriver;
    /** Options of that driver, {@code key=value} lines with place holders; null if none. */
    private String volumeDriverOptions;
    /** Patterns of the full names of jobs that may use it; empty for every job. */
    private List<String> folders = new ArrayList<>();

    @DataBoundConstructor
    public BayTemplate(@NonNull String name, @NonNull String cloud, @NonNull String clusterTemplate) {
        this.name = Util.fixNull(name).trim();
        this.cloud = Util.fixNull(cloud).trim();
        this.clusterTemplate = Util.fixNull(clusterTemplate).trim();
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

    /** Name or id of Magnum's cluster template. */
    @NonNull
    public String getClusterTemplate() {
        return Util.fixNull(clusterTemplate);
    }

    public int getNodeCount() {
        return nodeCount;
    }

    @DataBoundSetter
    public void setNodeCount(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    /** Most worker nodes a job may ask for, or 0 for no more than {@link #getNodeCount()}. */
    public int getMaxNodeCount() {
        return maxNodeCount;
    }

    @DataBoundSetter
    public void setMaxNodeCount(int maxNodeCount) {
        this.maxNodeCount = maxNodeCount;
    }

    public int getMasterCount() {
        return masterCount;
    }

    @DataBoundSetter
    public void setMasterCount(int masterCount) {
        this.masterCount = masterCount;
    }

    @CheckForNull
    public String getKeypair() {
        return keypair;
    }

    @DataBoundSetter
    public void setKeypair(@CheckForNull String keypair) {
        this.keypair = Util.fixEmptyAndTrim(keypair);
    }

    @CheckForNull
    public String getFlavor() {
        return flavor;
    }

    @DataBoundSetter
    public void setFlavor(@CheckForNull String flavor) {
        this.flavor = Util.fixEmptyAndTrim(flavor);
    }

    @CheckForNull
    public String getMasterFlavor() {
        return masterFlavor;
    }

    @DataBoundSetter
    public void setMasterFlavor(@CheckForNull String masterFlavor) {
        this.masterFlavor = Util.fixEmptyAndTrim(masterFlavor);
    }

    public int getDockerVolumeSizeGiB() {
        return dockerVolumeSizeGiB;
    }

    @DataBoundSetter
    public void setDockerVolumeSizeGiB(int dockerVolumeSizeGiB) {
        this.dockerVolumeSizeGiB = dockerVolumeSizeGiB;
    }

    /** {@code yes}, {@code no} or {@code template}. */
    @NonNull
    public String getFloatingIps() {
        return floatingIps == null ? FloatingIps.TEMPLATE : floatingIps;
    }

    @DataBoundSetter
    public void setFloatingIps(@CheckForNull String floatingIps) {
        this.floatingIps = FloatingIps.fix(floatingIps);
    }

    /** Magnum labels over those of the cluster template, as {@code key=value} lines. */
    @CheckForNull
    public String getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(@CheckForNull String labels) {
        this.labels = Lines.block(labels);
    }

    public int getCreateTimeoutMinutes() {
        return createTimeoutMinutes;
    }

    @DataBoundSetter
    public void setCreateTimeoutMinutes(int createTimeoutMinutes) {
        this.createTimeoutMinutes = createTimeoutMinutes;
    }

    /** {@code nfs}, {@code cinder}, {@code netapp} or {@code rexray}. */
    @NonNull
    public String getVolumeDriver() {
        return volumeDriver == null ? VolumeDrivers.NFS : volumeDriver;
    }

    @DataBoundSetter
    public void setVolumeDriver(@CheckForNull String volumeDriver) {
        this.volumeDriver = Util.fixEmptyAndTrim(volumeDriver);
    }

    /** Options of the driver as {@code key=value} lines; place holders as in {@link VolumeDrivers}. */
    @CheckForNull
    public String getVolumeDriverOptions() {
        return volumeDriverOptions;
    }

    @DataBoundSetter
    public void setVolumeDriverOptions(@CheckForNull String volumeDriverOptions) {
        this.volumeDriverOptions = Lines.block(volumeDriverOptions);
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

    /** The most worker nodes a job may ask for. */
    int mostNodes() {
        return maxNodeCount == 0 ? nodeCount : maxNodeCount;
    }

    /**
     * Judges the template alone.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    void check() {
        new Problems("bay template '" + getName() + "'")
                .check("name", FieldRules.name(getName()))
                .check("clusterTemplate", FieldRules.required(getClusterTemplate()))
                .check("nodeCount", FieldRules.atLeast(nodeCount, 1))
                .check("maxNodeCount", FieldRules.atLeast(mostNodes(), nodeCount))
                .check("masterCount", FieldRules.atLeast(masterCount, 1))
                .check("dockerVolumeSizeGiB", FieldRules.atLeast(dockerVolumeSizeGiB, 0))
                .check("floatingIps", FieldRules.oneOf(getFloatingIps(), FloatingIps.ALL))
                .check("labels", Lines.keyValueProblem(labels))
                .check("createTimeoutMinutes", FieldRules.atLeast(createTimeoutMinutes, 1))
                .check("volumeDriver", FieldRules.oneOf(getVolumeDriver(), VolumeDrivers.NAMES))
                .check("volumeDriverOptions", VolumeDrivers.optionsProblem(getVolumeDriver(), volumeDriverOptions))
                .check("folders", FieldRules.each(folders, FolderRule::problem));
    }

    /** XStream sets fields without the constructor. */
    private Object readResolve() {
        folders = folders == null ? new ArrayList<>() : folders;
        nodeCount = nodeCount == 0 ? 1 : nodeCount;
        masterCount = masterCount == 0 ? 1 : masterCount;
        createTimeoutMinutes = createTimeoutMinutes == 0 ? DEFAULT_CREATE_TIMEOUT_MINUTES : createTimeoutMinutes;
        return this;
    }

    @Override
    public String toString() {
        return "bay template " + getName() + " on cloud " + getCloud();
    }

    /** The form of a bay template. */
    @Extension
    public static final class DescriptorImpl extends BayTemplateDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.BayTemplate_DisplayName();
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
        public FormValidation doCheckClusterTemplate(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.required(value));
        }

        @POST
        public FormValidation doCheckNodeCount(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validatePositiveInteger(value);
        }

        @POST
        public FormValidation doCheckMaxNodeCount(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validateNonNegativeInteger(value);
        }

        @POST
        public FormValidation doCheckMasterCount(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validatePositiveInteger(value);
        }

        @POST
        public FormValidation doCheckCreateTimeoutMinutes(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validatePositiveInteger(value);
        }

        @POST
        public FormValidation doCheckLabels(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(Lines.keyValueProblem(value));
        }

        @POST
        public FormValidation doCheckVolumeDriverOptions(
                @QueryParameter String value, @QueryParameter String volumeDriver) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(VolumeDrivers.optionsProblem(volumeDriver, value));
        }

        @POST
        public FormValidation doCheckFolders(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.each(Lines.entries(List.of(Util.fixNull(value))), FolderRule::problem));
        }

        @POST
        public FormValidation doCheckDockerVolumeSizeGiB(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validateNonNegativeInteger(value);
        }

        @POST
        public ListBoxModel doFillFloatingIpsItems() {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FloatingIps.items();
        }

        @POST
        public ListBoxModel doFillVolumeDriverItems() {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return VolumeDrivers.items();
        }
    }
}
