package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.BayTask;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.time.Duration;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code createBay}: creates a bay in an environment of the build and gives its address. */
public final class CreateBayStep extends CreatingStep {
    private final String template;
    private int nodeCount;

    /** @param template name of a bay template */
    @DataBoundConstructor
    public CreateBayStep(String template) {
        this.template = template;
    }

    public String getTemplate() {
        return template;
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
    Task<BayResult> task() throws AbortException {
        return new BayTask(getCloud(), Arguments.required("template", template), nodeCount);
    }

    @Override
    Duration usualTimeout() {
        return Timeouts.BAY;
    }

    @Extension
    public static final class DescriptorImpl extends CreatingStepDescriptor {
        @Override
        public String getFunctionName() {
            return "createBay";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CreateBayStep_DisplayName();
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
