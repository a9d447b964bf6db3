package io.jenkins.plugins.dataclone.step;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a step that works in an environment of the build. */
public abstract class EnvironmentStepDescriptor extends StepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class);
    }

    @POST
    public FormValidation doCheckEnv(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).environment(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckReadyTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return AuthorFields.hasPermission(item) ? AuthorFields.of(item).readyTimeout(value) : FormValidation.ok();
    }
}
