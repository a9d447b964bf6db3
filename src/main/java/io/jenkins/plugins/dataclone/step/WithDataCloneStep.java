package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.CloneTask;
import io.jenkins.plugins.dataclone.task.EnvironmentTask;
import io.jenkins.plugins.dataclone.task.StackFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code withDataClone}: the whole life in one block. Clones a data source, creates a bay and deploys an application on it if asked
 * to, runs the body, and takes everything away again whatever happens.
 */
public final class WithDataCloneStep extends BlockStep {
    private final String source;
    private String snapshot;
    private String attachTo;
    private String bay;
    private int nodeCount;
    private String stack;
    private Map<String, String> volumes = new TreeMap<>();
    private Map<String, String> variables = new TreeMap<>();
    private boolean heat;
    private List<String> environmentFiles = new ArrayList<>();

    /** @param source name of a data source */
    @DataBoundConstructor
    public WithDataCloneStep(String source) {
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

    public String getBay() {
        return bay;
    }

    /** @param bay name of a bay template; left out, no bay is created */
    @DataBoundSetter
    public void setBay(String bay) {
        this.bay = Util.fixEmptyAndTrim(bay);
    }

    public int getNodeCount() {
        return nodeCount;
    }

    /** @param nodeCount worker nodes of the bay; 0 for the template's own number */
    @DataBoundSetter
    public void setNodeCount(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    public String getStack() {
        return stack;
    }

    /** @param stack path of a Compose file or Heat template in the workspace; left out, nothing is deployed */
    @DataBoundSetter
    public void setStack(String stack) {
        this.stack = Util.fixEmptyAndTrim(stack);
    }

    public Map<String, String> getVolumes() {
        return volumes;
    }

    /** For the text area of the form. */
    public String getVolumesText() {
        return MapFields.text(volumes);
    }

    /** @param volumes volume of the file, or prefix of parameters, to name of the data source; left out, found by name */
    @DataBoundSetter
    public void setVolumes(Map<String, String> volumes) {
        this.volumes = Arguments.texts(volumes);
    }

    public Map<String, String> getVariables() {
        return variables;
    }

    /** For the text area of the form. */
    public String getVariablesText() {
        return MapFields.text(variables);
    }

    /** @param variables values for <code>${NAME}</code> in the file, or for the template's parameters */
    @DataBoundSetter
    public void setVariables(Map<String, String> variables) {
        this.variables = Arguments.texts(variables);
    }

    public boolean isHeat() {
        return heat;
    }

    /** @param heat whether the stack is a Heat template although its name does not end in {@code .hot.yaml} */
    @DataBoundSetter
    public void setHeat(boolean heat) {
        this.heat = heat;
    }

    public List<String> getEnvironmentFiles() {
        return environmentFiles;
    }

    /** For the text area of the form. */
    public String getEnvironmentFilesText() {
        return String.join("\n", environmentFiles);
    }

    /** @param environmentFiles paths of Heat environment files, relative to the template */
    @DataBoundSetter
    public void setEnvironmentFiles(List<String> environmentFiles) {
        this.environmentFiles = Arguments.lines(environmentFiles);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        StackFile application = stack == null ? null : new StackFile(stack, volumes, variables, heat, environmentFiles);
        EnvironmentTask task = new EnvironmentTask(
                new CloneTask(getCloud(), Arguments.required("source", source), snapshot, attachTo),
                bay,
                nodeCount,
                application);
        return new WithDataCloneExecution(context, task, getTtl(), patience(), ending());
    }

    @Extension
    public static final class DescriptorImpl extends BlockStepDescriptor {
        @Override
        public String getFunctionName() {
            return "withDataClone";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WithDataCloneStep_DisplayName();
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            // taken out, because the binding knows no map that is a text
            Map<String, String> volumes = MapFields.parse("volumes", form.remove("volumes"));
            Map<String, String> variables = MapFields.parse("variables", form.remove("variables"));
            WithDataCloneStep step = (WithDataCloneStep) super.newInstance(request, form);
            step.setVolumes(volumes);
            step.setVariables(variables);
            return step;
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
        public ComboBoxModel doFillBayItems(@AncestorInPath Item item, @QueryParameter String cloud) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).templates(cloud) : new ComboBoxModel();
        }

        @POST
        public FormValidation doCheckBay(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cloud) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).optionalTemplate(cloud, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckNodeCount(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String cloud,
                @QueryParameter String bay) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).nodeCount(cloud, bay, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckStack(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).file(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckVolumes(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).keyValues(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckVariables(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).keyValues(value) : FormValidation.ok();
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
    }
}
