package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.CloneTask;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.io.IOException;
import java.time.Duration;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Clones a data source into an environment of the build. */
public final class CloneShareBuilder extends CreatingBuilder<CloneResult> {
    /** Name of a data source. */
    private final String source;
    /** Which snapshot of production; null for what the administrator decided. */
    private String snapshot;
    /** Servers to attach a volume to, separated by commas; null for none. */
    private String attachTo;

    /** @param source name of a data source */
    @DataBoundConstructor
    public CloneShareBuilder(@NonNull String source) {
        this.source = Util.fixNull(source).trim();
    }

    @NonNull
    public String getSource() {
        return Util.fixNull(source);
    }

    @CheckForNull
    public String getSnapshot() {
        return snapshot;
    }

    /** @param snapshot which snapshot of production, as far as the data source lets jobs choose */
    @DataBoundSetter
    public void setSnapshot(@CheckForNull String snapshot) {
        this.snapshot = Util.fixEmptyAndTrim(snapshot);
    }

    @CheckForNull
    public String getAttachTo() {
        return attachTo;
    }

    /** @param attachTo servers to attach a volume to, separated by commas; left out, it is attached to none */
    @DataBoundSetter
    public void setAttachTo(@CheckForNull String attachTo) {
        this.attachTo = Util.fixEmptyAndTrim(attachTo);
    }

    @Override
    Task<CloneResult> task(FreestyleBuild build) throws IOException, InterruptedException {
        return new CloneTask(
                build.expand(getCloud()),
                Arguments.required("source", build.expand(getSource())),
                build.expand(snapshot),
                build.expand(attachTo));
    }

    @Override
    Duration usualTimeout(FreestyleBuild build) {
        return Timeouts.CLONE;
    }

    /** The form of the build step. */
    @Extension
    public static final class DescriptorImpl extends CreatingBuilderDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CloneShareBuilder_DisplayName();
        }

        @POST
        public ComboBoxModel doFillSourceItems(@AncestorInPath Item item, @QueryParameter String cloud) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).sources(cloud) : new ComboBoxModel();
        }

        @POST
        public FormValidation doCheckSource(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cloud) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).source(cloud, value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckSnapshot(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String cloud,
                @QueryParameter String source) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).snapshot(cloud, source, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTtl(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String cloud,
                @QueryParameter String source) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).ttl(cloud, source, value)
                    : FormValidation.ok();
        }
    }
}
