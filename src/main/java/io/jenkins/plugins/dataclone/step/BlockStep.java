package io.jenkins.plugins.dataclone.step;

import hudson.Util;
import io.jenkins.plugins.dataclone.task.Ending;
import io.jenkins.plugins.dataclone.task.Patience;
import io.jenkins.plugins.dataclone.task.Timeouts;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** What can be said of a block with an environment of its own, whatever is in it: where, how long, and how it ends. */
public abstract class BlockStep extends Step {
    private String cloud;
    private String ttl;
    private String readyTimeout;
    private String quotaTimeout;
    private String keepOnFailure;
    private String failOnCleanupError;

    public String getCloud() {
        return cloud;
    }

    /** @param cloud name of the cloud; may be left out if the data source exists on one cloud only */
    @DataBoundSetter
    public void setCloud(String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    public String getTtl() {
        return ttl;
    }

    /** @param ttl how long the environment may live at the most, like {@code 2h} */
    @DataBoundSetter
    public void setTtl(String ttl) {
        this.ttl = Util.fixEmptyAndTrim(ttl);
    }

    public String getReadyTimeout() {
        return readyTimeout;
    }

    /** @param readyTimeout how long to wait until all is ready, like {@code 90m} */
    @DataBoundSetter
    public void setReadyTimeout(String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    public String getQuotaTimeout() {
        return quotaTimeout;
    }

    /** @param quotaTimeout how long to wait in line for the cloud's quotas, like {@code 30m} */
    @DataBoundSetter
    public void setQuotaTimeout(String quotaTimeout) {
        this.quotaTimeout = Util.fixEmptyAndTrim(quotaTimeout);
    }

    public String getKeepOnFailure() {
        return keepOnFailure;
    }

    /** @param keepOnFailure for how long the environment is kept for debugging when the steps inside fail, like {@code 4h} */
    @DataBoundSetter
    public void setKeepOnFailure(String keepOnFailure) {
        this.keepOnFailure = Util.fixEmptyAndTrim(keepOnFailure);
    }

    public String getFailOnCleanupError() {
        return failOnCleanupError;
    }

    /** @param failOnCleanupError what becomes of the build if something is left: {@code unstable}, {@code failed}, {@code no} */
    @DataBoundSetter
    public void setFailOnCleanupError(String failOnCleanupError) {
        this.failOnCleanupError = Util.fixEmptyAndTrim(failOnCleanupError);
    }

    final Patience patience() throws IOException {
        return Patience.of(readyTimeout, Timeouts.ENVIRONMENT, quotaTimeout);
    }

    final Ending ending() throws IOException {
        return Ending.of(keepOnFailure, failOnCleanupError);
    }
}
