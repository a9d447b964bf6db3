package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.StackFile;
import io.jenkins.plugins.dataclone.task.StackTask;
import io.jenkins.plugins.dataclone.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code deployStack}: deploys an application on a bay of the build's environment, with clones as its volumes, or as a Heat stack
 * that is told of the clones.
 */
public final class DeployStackStep extends EnvironmentStep {
    private final String file;
    private String bay;
    private Map<String, String> volumes = new TreeMap<>();
    private Map<String, String> variables = new TreeMap<>();
    private boolean heat;
    private List<String> environmentFiles = new ArrayList<>();

    /** @param file path of the Compose file or Heat template in the workspace */
    @DataBoundConstructor
    public DeployStackStep(String file) {
        this.file = file;
    }

    public String getFile() {
        return file;
    }

    public String getBay() {
        return bay;
    }

    /** @param bay name of the bay; may be left out if the environment has one only, and for a Heat template */
    @DataBoundSetter
    public void setBay(String bay) {
        this.bay = Util.fixEmptyAndTrim(bay);
    }

    public Map<String, String> getVolumes() {
        return volumes;
    }

    /** For the text area of the form. */
    public String getVolumesText() {
        return MapFields.text(volumes);
    }

    /** @param volumes volume of the file, or prefix of parameters, to name of the clone or of its data source */
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

    /** @param heat whether the file is a Heat template although its name does not end in {@code .hot.yaml} */
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
    Task<StackResult> task() throws AbortException {
        return new StackTask(stack(), bay);
    }

    private StackFile stack() throws AbortException {
        return new StackFile(Arguments.required("file", file), volumes, variables, heat, environmentFiles);
    }

    @Override
    Duration usualTimeout() throws AbortException {
        return stack().usualTimeout();
    }

    @Extension
    public static final class DescriptorImpl extends EnvironmentStepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployStack";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.DeployStackStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            // taken out, because the binding knows no map that is a text
            Map<String, String> volumes = MapFields.parse("volumes", form.remove("volumes"));
            Map<String, String> variables = MapFields.parse("variables", form.remove("variables"));
            DeployStackStep step = (DeployStackStep) super.newInstance(request, form);
            step.setVolumes(volumes);
            step.setVariables(variables);
            return step;
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
