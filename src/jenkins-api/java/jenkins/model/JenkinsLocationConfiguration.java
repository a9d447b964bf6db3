package jenkins.model;

import hudson.model.PersistentDescriptor;

public class JenkinsLocationConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private static final JenkinsLocationConfiguration INSTANCE = new JenkinsLocationConfiguration();
    private String url;

    public JenkinsLocationConfiguration() {}

    public static JenkinsLocationConfiguration get() {
        return INSTANCE;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String text) {
        this.url = text;
    }

    public String getAdminAddress() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    @Override
    public void load() {}
}
