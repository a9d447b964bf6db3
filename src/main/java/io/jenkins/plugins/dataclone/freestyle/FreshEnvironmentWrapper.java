package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.CloneTask;
import io.jenkins.plugins.dataclone.task.EnvironmentTask;
import io.jenkins.plugins.dataclone.task.Failures;
import io.jenkins.plugins.dataclone.task.StackFile;
import java.io.IOException;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The whole life around the steps of a build: clones a data source, creates a bay and deploys an application on it if asked to,
 * lets the steps run, and takes everything away again whatever happens.
 */
public final class FreshEnvironmentWrapper extends EnvironmentWrapper {
    /** Name of a data source. */
    private final String source;
    /** Which snapshot of production; null for what the administrator decided. */
    private String snapshot;
    /** Servers to attach a volume to, separated by commas; null for none. */
    private String attachTo;
    /** Name of a bay template; null for no bay. */
    private String bay;
    /** Worker nodes of the bay; 0 for the template's own number. */
    private int nodeCount;
    /** Path of a Compose file in the workspace; null for no application. */
    private String stack;
    /** Volume of the Compose file to data source, as {@code key=value} lines; null for nothing. */
    private String volumes;
    /** Values for the Compose file, as {@code key=value} lines; null for nothing. */
    private String variables;
    /** Whether the file is a Heat template although its name does not say so. */
    private boolean heat;
    /** Paths of Heat environment files, relative to the template, one a line; null for none. */
    private String environmentFiles;
    /** @param source name of a data source */
    @DataBoundConstructor
    public FreshEnvironmentWrapper(@NonNull String source) {
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

    @CheckForNull
    public String getBay() {
        return bay;
    }

    /** @param bay name of a bay template; left out, no bay is created */
    @DataBoundSetter
    public void setBay(@CheckForNull String bay) {
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

    @CheckForNull
    public String getStack() {
        return stack;
    }

    /** @param stack path of a Compose file in the workspace; left out, nothing is deployed */
    @DataBoundSetter
    public void setStack(@CheckForNull String stack) {
        this.stack = Util.fixEmptyAndTrim(stack);
    }

    @CheckForNull
    public String getVolumes() {
        return volumes;
    }

    /** @param volumes volume of the Compose file to name of the data source: one {@code key=value} a line */
    @DataBoundSetter
    public void setVolumes(@CheckForNull String volumes) {
        this.volumes = Util.fixEmptyAndTrim(volumes);
    }

    @CheckForNull
    public String getVariables() {
        return variables;
    }

    /** @param variables values for <code>${NAME}</code> in the Compose file: one {@code key=value} a line */
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
    @SuppressWarnings("rawtypes")
    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        return new Lifespan(make(new FreestyleBuild(build, listener)));
    }

    /** The environment as the build has it around its steps. */
    final class Lifespan extends Environment {
        private final WrappedEnvironment wrapped;

        Lifespan(WrappedEnvironment wrapped) {
            this.wrapped = wrapped;
        }

        /** Whether a step has begun that has not ended. */
        void stepUnderWay(boolean way) {
            wrapped.stepUnderWay(way);
        }

        @Override
        public void buildEnvVars(Map<String, String> env) {
            env.putAll(wrapped.variables());
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean tearDown(AbstractBuild build, BuildListener listener) throws InterruptedException {
            return wrapped.end();
        }
    }

    @CheckForNull
    private StackFile application(FreestyleBuild build) throws IOException, InterruptedException {
        String file = build.expand(stack);
        return file == null
                ? null
                : new StackFile(
                        file,
                        build.expandValues("volumes", volumes),
                        build.expandValues("variables", variables),
                        heat,
                        build.expandLines(environmentFiles));
    }

    private WrappedEnvironment make(FreestyleBuild build) throws IOException, InterruptedException {
        try {
            EnvironmentTask task = new EnvironmentTask(
                    new CloneTask(
                            build.expand(getCloud()),
                            Arguments.required("source", build.expand(getSource())),
                            build.expand(snapshot),
                            build.expand(attachTo)),
                    build.expand(bay),
                    nodeCount,
                    application(build));
            String life = build.expand(getTtl());
            return WrappedEnvironment.make(build, task, life, patience(build), ending(build));
        } catch (CloudException | IOException e) {
            throw new AbortException(Failures.forBuild(e).getMessage());
        }
    }

    /** The form of the wrapper. */
    @Extension
    public static final class DescriptorImpl extends EnvironmentWrapperDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FreshEnvironmentWrapper_DisplayName();
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
