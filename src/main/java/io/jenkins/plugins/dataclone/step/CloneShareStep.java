package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
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
import java.time.Duration;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code cloneShare}: clones a data source into an environment of the build and gives the clone's addresses. */
public final class CloneShareStep extends CreatingStep {
    private final String source;
    private String snapshot;
    private String attachTo;

    /** @param source name of a data source */
    @DataBoundConstructor
    public CloneShareStep(String source) {
        this.source = source;
    }

    public String getSource() {
        return source;
    }

    public String getSnapshot() {
        return snapshot;
    }

    /** @param snapshot which snapshot of production, as far as the data source lets jobs choose */
    @DataBoundSetter
    public void setSnapshot(String snapshot) {
        this.snapshot = Util.fixEmptyAndTrim(snapshot);
    }

    public String getAttachTo() {
        return attachTo;
    }

    /** @param attachTo servers to attach a volume to, separated by commas; left out, it is attached to none */
    @DataBoundSetter
    public void setAttachTo(String attachTo) {
        this.attachTo = Util.fixEmptyAndTrim(attachTo);
    }

    @Override
    Task<CloneResult> task() throws AbortException {
        return new CloneTask(getCloud(), Arguments.required("source", source), snapshot, attachTo);
    }

    @Override
    Duration usualTimeout() {
        return Timeouts.CLONE;
    }

    @Extension
    public static final class DescriptorImpl extends CreatingStepDescriptor {
        @Override
        public String getFunctionName() {
            return "cloneShare";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CloneShareStep_DisplayName();
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
