package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.tasks.BuildWrapper;
import io.jenkins.plugins.dataclone.task.Ending;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.io.IOException;
import org.kohsuke.stapler.DataBoundSetter;

/** What can be said of the environment around a build's steps as such, whatever is in it: where, how long, and how it ends. */
public abstract class EnvironmentWrapper extends BuildWrapper {
    /** Name of the cloud; null if the source's name says enough. */
    private String cloud;
    /** How long the environment may live at the most; null for the data source's own time. */
    private String ttl;
    /** How long to wait until all is ready; null for the usual time. */
    private String readyTimeout;
    /** How long to wait in line for the cloud's quotas; null for the usual time. */
    private String quotaTimeout;
    /** For how long it is kept when the steps fail; null if it is not. */
    private String keepOnFailure;
    /** What becomes of the build if something cannot be removed; null for what the administrator has decided. */
    private String failOnCleanupError;

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

    @CheckForNull
    public String getKeepOnFailure() {
        return keepOnFailure;
    }

    /** @param keepOnFailure for how long the environment is kept for debugging when the steps fail, like {@code 4h} */
    @DataBoundSetter
    public void setKeepOnFailure(@CheckForNull String keepOnFailure) {
        this.keepOnFailure = Util.fixEmptyAndTrim(keepOnFailure);
    }

    @CheckForNull
    public String getFailOnCleanupError() {
        return failOnCleanupError;
    }

    /** @param failOnCleanupError what becomes of the build if something is left: {@code unstable}, {@code failed}, {@code no} */
    @DataBoundSetter
    public void setFailOnCleanupError(@CheckForNull String failOnCleanupError) {
        this.failOnCleanupError = Util.fixEmptyAndTrim(failOnCleanupError);
    }

    Patience patience(FreestyleBuild build) throws IOException, InterruptedException {
        return Patience.of(build.expand(readyTimeout), Timeouts.ENVIRONMENT, build.expand(quotaTimeout));
    }

    Ending ending(FreestyleBuild build) throws IOException, InterruptedException {
        return Ending.of(build.expand(keepOnFailure), build.expand(failOnCleanupError));
    }
}
