package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.BayTask;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import io.jenkins.plugins.dataclone.task.TlsDirectory;
import io.jenkins.plugins.dataclone.task.Variables;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Creates a bay in an environment of the build. */
public final class CreateBayBuilder extends CreatingBuilder<BayResult> {
    /** Name of a bay template. */
    private final String template;
    /** Worker nodes; 0 for the template's own number. */
    private int nodeCount;

    /** @param template name of a bay template */
    @DataBoundConstructor
    public CreateBayBuilder(@NonNull String template) {
        this.template = Util.fixNull(template).trim();
    }

    @NonNull
    public String getTemplate() {
        return Util.fixNull(template);
    }

    public int getNodeCount() {
        return nodeCount;
    }

    /** @param nodeCount worker nodes; 0 for the template's own number */
    @DataBoundSetter
    public void setNodeCount(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    @Override
    Task<BayResult> task(FreestyleBuild build) throws IOException, InterruptedException {
        return new BayTask(
                build.expand(getCloud()), Arguments.required("template", build.expand(getTemplate())), nodeCount);
    }

    /** The certificate lies on the agent until the environment goes; see {@link TlsDirectory}. */
    @Override
    Map<String, String> access(FreestyleBuild build, DataCloneRuntime runtime, Environment environment, BayResult bay)
            throws CloudException, IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>(Variables.client(bay));
        Optional<BayResult> made = Optional.of(bay);
        TlsDirectory.create(build, runtime, environment.id(), made)
                .ifPresent(directory -> variables.putAll(TlsDirectory.variables(directory, made)));
        return variables;
    }

    @Override
    Duration usualTimeout(FreestyleBuild build) {
        return Timeouts.BAY;
    }

    /** The form of the build step. */
    @Extension
    public static final class DescriptorImpl extends CreatingBuilderDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CreateBayBuilder_DisplayName();
        }

        @POST
        public ComboBoxModel doFillTemplateItems(@AncestorInPath Item item, @QueryParameter String cloud) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).templates(cloud) : new ComboBoxModel();
        }

        @POST
        public FormValidation doCheckTemplate(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cloud) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).template(cloud, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckNodeCount(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String cloud,
                @QueryParameter String template) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).nodeCount(cloud, template, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTtl(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cloud) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).ttl(cloud, null, value)
                    : FormValidation.ok();
        }
    }
}
