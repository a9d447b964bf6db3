package io.jenkins.plugins.dataclone.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.io.IOException;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A build step that creates something of what the administrator offers on a cloud.
 *
 * @param <T> the task's result
 */
public abstract class CreatingBuilder<T> extends TaskBuilder<T> {
    /** Name of the cloud; null if the name of what is offered says enough. */
    private String cloud;
    /** How long the environment may live at the most; null for the usual time. */
    private String ttl;
    /** How long to wait in line for the cloud's quotas; null for the usual time. */
    private String quotaTimeout;

    @CheckForNull
    public String getCloud() {
        return cloud;
    }

    /** @param cloud name of the cloud; may be left out if what is asked for is offered on one cloud only */
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
    public String getQuotaTimeout() {
        return quotaTimeout;
    }

    /** @param quotaTimeout how long to wait in line for the cloud's quotas, like {@code 30m} */
    @DataBoundSetter
    public void setQuotaTimeout(@CheckForNull String quotaTimeout) {
        this.quotaTimeout = Util.fixEmptyAndTrim(quotaTimeout);
    }

    @Override
    String wantedQuotaTimeout(FreestyleBuild build) throws IOException, InterruptedException {
        return build.expand(quotaTimeout);
    }

    @Override
    String wantedLife(FreestyleBuild build) throws IOException, InterruptedException {
        return build.expand(ttl);
    }
}
