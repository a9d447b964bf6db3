package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.ResizeTask;
import io.jenkins.plugins.dataclone.task.Task;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.time.Duration;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code resizeBay}: gives a bay of the build's environment another number of worker nodes. */
public final class ResizeBayStep extends EnvironmentStep {
    private final int nodeCount;
    private String bay;

    /** @param nodeCount worker nodes */
    @DataBoundConstructor
    public ResizeBayStep(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    public int getNodeCount() {
        return nodeCount;
    }

    public String getBay() {
        return bay;
    }

    /** @param bay name of the bay; may be left out if the environment has one only */
    @DataBoundSetter
    public void setBay(String bay) {
        this.bay = Util.fixEmptyAndTrim(bay);
    }

    @Override
    Task<BayResult> task() {
        return new ResizeTask(bay, nodeCount);
    }

    @Override
    Duration usualTimeout() {
        return Timeouts.BAY;
    }

    @Extension
    public static final class DescriptorImpl extends EnvironmentStepDescriptor {
        @Override
        public String getFunctionName() {
            return "resizeBay";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ResizeBayStep_DisplayName();
        }

        @POST
        public FormValidation doCheckNodeCount(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item)
                    ? FormValidation.validatePositiveInteger(value)
                    : FormValidation.ok();
        }
    }
}
