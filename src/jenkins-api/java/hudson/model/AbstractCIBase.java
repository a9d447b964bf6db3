package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.AccessControlled;
import org.kohsuke.stapler.StaplerProxy;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractCIBase
        implements Describable,
                ExtensionPoint,
                AccessControlled,
                PersistenceRoot,
                ModelObject,
                ItemGroup<TopLevelItem>,
                StaplerProxy,
                Saveable {
    public AbstractCIBase() {}

    @Override
    @Deprecated
    public String getUrl() {
        return "";
    }
}
