package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.StackFile;
import io.jenkins.plugins.dataclone.task.StackTask;
import io.jenkins.plugins.dataclone.task.Task;
import java.io.IOException;
import java.time.Duration;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Deploys an application on a bay of an environment of the build, with its clones as volumes, or as a Heat stack that is told
 * of the clones.
 */
public final class DeployStackBuilder extends TaskBuilder<StackResult> {
    /** Path of the Compose file or Heat template in the workspace. */
    private final String file;
    /** Name or id of the bay; null for the only one. */
    private String bay;
    /** Volume of the file, or prefix of parameters, to name of the clone or of its data source, as {@code key=value} lines. */
    private String volumes;
    /** Values for the file, as {@code key=value} lines; null for nothing. */
    private String variables;
    /** Whether the file is a Heat template although its name does not say so. */
    private boolean heat;
    /** Paths of Heat environment files, relative to the template, one a line; null for none. */
    private String environmentFiles;

    /** @param file path of the Compose file or Heat template in the workspace */
    @DataBoundConstructor
    public DeployStackBuilder(@NonNull String file) {
        this.file = Util.fixNull(file).trim();
    }

    @NonNull
    public String getFile() {
        return Util.fixNull(file);
    }

    @CheckForNull
    public String getBay() {
        return bay;
    }

    /** @param bay name of the bay; may be left out if the environment has one only */
    @DataBoundSetter
    public void setBay(@CheckForNull String bay) {
        this.bay = Util.fixEmptyAndTrim(bay);
    }

    @CheckForNull
    public String getVolumes() {
        return volumes;
    }

    /** @param volumes volume of the file to name of the clone, or of its data source: one {@code key=value} a line */
    @DataBoundSetter
    public void setVolumes(@CheckForNull String volumes) {
        this.volumes = Util.fixEmptyAndTrim(volumes);
    }

    @CheckForNull
    public String getVariables() {
        return variables;
    }

    /** @param variables values for <code>${NAME}</code> in the file: one {@code key=value} a line */
    @DataBoundSetter
    public void setVariables(@CheckForNull String variables) {
        this.variables = Util.fixEmptyAndTrim(variables);
    }

    public boolean isHeat() {
        return heat;
    }

    /** @param heat whether the file is a Heat template although its name does not end in {@code .hot.yaml} */
    @DataBoundSetter
    public void setHeat(boolean heat) {
        this.heat = heat;
    }

    @CheckForNull
    public String getEnvironmentFiles() {
        return environmentFiles;
    }

    /** @param environmentFiles paths of Heat environment files, relative to the template, one a line */
    @DataBoundSetter
    public void setEnvironmentFiles(@CheckForNull String environmentFiles) {
        this.environmentFiles = Util.fixEmptyAndTrim(environmentFiles);
    }

    @Override
    Task<StackResult> task(FreestyleBuild build) throws IOException, InterruptedException {
        return new StackTask(stack(build), build.expand(bay));
    }

    @Override
    Duration usualTimeout(FreestyleBuild build) throws IOException, InterruptedException {
        return stack(build).usualTimeout();
    }

    private StackFile stack(FreestyleBuild build) throws IOException, InterruptedException {
        return new StackFile(
                Arguments.required("file", build.expand(getFile())),
                build.expandValues("volumes", volumes),
                build.expandValues("variables", variables),
                heat,
                build.expandLines(environmentFiles));
    }

    /** The form of the build step. */
    @Extension
    public static final class DescriptorImpl extends TaskBuilderDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeployStackBuilder_DisplayName();
        }

        @POST
        public FormValidation doCheckFile(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).requiredFile(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckVolumes(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).keyValues(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckVariables(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).keyValues(value) : FormValidation.ok();
        }
    }
}
