package hudson.model;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerProxy;

public abstract class AdministrativeMonitor implements ModelObject, ExtensionPoint, StaplerProxy {
    protected AdministrativeMonitor() {
        this.id = getClass().getName();
    }

    protected AdministrativeMonitor(String text) {
        this.id = text;
    }

    public final String id;

    public abstract boolean isActivated();

    public boolean isEnabled() {
        return true;
    }

    public boolean isSecurity() {
        return false;
    }

    public String getDisplayName() {
        return id;
    }

    public void checkRequiredPermission() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    }

    public boolean hasRequiredPermission() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    @Override
    public Object getTarget() {
        checkRequiredPermission();
        return this;
    }

    public String getUrl() {
        return "administrativeMonitor/" + id;
    }

    public void disable(boolean flag) throws IOException {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static ExtensionList<AdministrativeMonitor> all() {
        return ExtensionList.lookup(AdministrativeMonitor.class);
    }
}
