package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.AuthorFields;
import io.jenkins.plugins.dataclone.task.EnvironmentTask;
import io.jenkins.plugins.dataclone.task.Failures;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.StackFile;
import io.jenkins.plugins.dataclone.task.Timeouts;
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
public final class FreshEnvironmentWrapper extends BuildWrapper {
    /** Name of a data source. */
    private final String source;
    /** Name of the cloud; null if the source's name says enough. */
    private String cloud;
    /** Which snapshot of production; null for what the administrator decided. */
    private String snapshot;
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
    /** How long the environment may live at the most; null for the data source's own time. */
    private String ttl;
    /** How long to wait until all is ready; null for the usual time. */
    private String readyTimeout;

    private String quotaTimeout;

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
    public String getCloud() {
        return cloud;
    }

    /** @param cloud name of the cloud; may be left out if the data source exists on one cloud only */
    @DataBoundSetter
    public void setCloud(@CheckForNull String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
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

    @CheckForNull
    public String getTtl() {
        return ttl;
    }

    /** @param ttl how long the environment may live at the most, like {@code 2h} */
    @DataBoundSetter
    public void setTtl(@CheckForNull String ttl) {
        this.ttl = Util.fixEmptyAndTrim(ttl);
    }

    @CheckForNull
    public String getReadyTimeout() {
        return readyTimeout;
    }

    /** @param readyTimeout how long to wait until all is ready, like {@code 90m} */
    @DataBoundSetter
    public void setReadyTimeout(@CheckForNull String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    @CheckForNull
    public String getQuotaTimeout() {
        return quotaTimeout;
    }

    /** @param quotaTimeout how long to wait in line for the cloud's quotas, like {@code 30m} */
    @DataBoundSetter
    public void setQuotaTimeout(@CheckForNull String quotaTimeout) {
        this.quotaTimeout = Util.fixEmptyAndTrim(quotaTimeout);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        WrappedEnvironment made = make(new FreestyleBuild(build, listener));
        return new Environment() {
            @Override
            public void buildEnvVars(Map<String, String> env) {
                env.putAll(made.variables());
            }

            @Override
            public boolean tearDown(AbstractBuild ended, BuildListener log) throws InterruptedException {
                made.end();
                return true;
            }
        };
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
                    build.expand(cloud),
                    Arguments.required("source", build.expand(getSource())),
                    build.expand(snapshot),
                    build.expand(bay),
                    nodeCount,
                    application(build));
            Patience patience =
                    Patience.of(build.expand(readyTimeout), Timeouts.ENVIRONMENT, build.expand(quotaTimeout));
            return WrappedEnvironment.make(build, task, build.expand(ttl), patience);
        } catch (CloudException | IOException e) {
            throw new AbortException(Failures.forBuild(e).getMessage());
        }
    }

    /** The form of the wrapper. */
    @Extension
    public static final class DescriptorImpl extends BuildWrapperDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FreshEnvironmentWrapper_DisplayName();
        }

        /** In a matrix job each configuration has an environment of its own. */
        @Override
        public boolean isApplicable(AbstractProject<?, ?> item) {
            return true;
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
        public ComboBoxModel doFillCloudItems(@AncestorInPath Item item) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).clouds() : new ComboBoxModel();
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
        public FormValidation doCheckTtl(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String cloud,
                @QueryParameter String source) {
            return AuthorFields.hasPermission(item)
                    ? AuthorFields.of(item).ttl(cloud, source, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckQuotaTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).quotaTimeout(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckReadyTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return AuthorFields.hasPermission(item) ? AuthorFields.of(item).readyTimeout(value) : FormValidation.ok();
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
