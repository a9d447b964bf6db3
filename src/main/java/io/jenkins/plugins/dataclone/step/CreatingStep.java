package io.jenkins.plugins.dataclone.step;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that creates something of what the administrator offers on a cloud. */
public abstract class CreatingStep extends EnvironmentStep {
    private String cloud;
    private String ttl;
    private String quotaTimeout;

    public String getCloud() {
        return cloud;
    }

    /** @param cloud name of the cloud; may be left out if what is asked for is offered on one cloud only */
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

    public String getQuotaTimeout() {
        return quotaTimeout;
    }

    /** @param quotaTimeout how long to wait in line for the cloud's quotas, like {@code 30m} */
    @DataBoundSetter
    public void setQuotaTimeout(String quotaTimeout) {
        this.quotaTimeout = Util.fixEmptyAndTrim(quotaTimeout);
    }

    @Override
    final String wantedQuotaTimeout() {
        return quotaTimeout;
    }

    @Override
    final String wantedLife() {
        return ttl;
    }
}
