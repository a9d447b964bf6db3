package hudson.model;

import hudson.Util;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import org.kohsuke.stapler.StaplerProxy;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractItem extends Actionable
        implements Loadable, Item, AccessControlled, ModelObject, StaplerProxy {
    private final ItemGroup<?> parent;

    protected AbstractItem(ItemGroup itemGroup, String text) {
        this.parent = itemGroup;
        this.name = text;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public final String getFullName() {
        String folder = parent.getFullName();
        return folder.isEmpty() ? getName() : folder + "/" + getName();
    }

    @Override
    public final String getFullDisplayName() {
        return getFullName();
    }

    @Override
    public String getDisplayName() {
        return getName();
    }

    @Override
    public ItemGroup getParent() {
        return parent;
    }

    @Override
    public File getRootDir() {
        @SuppressWarnings("unchecked")
        ItemGroup<Item> group = (ItemGroup<Item>) parent;
        return group.getRootDirFor(this);
    }

    @Override
    public final String getUrl() {
        return parent.getUrl() + getShortUrl();
    }

    @Override
    public String getShortUrl() {
        return "job/" + Util.rawEncode(getName()) + "/";
    }

    @Override
    public abstract Collection<? extends Job> getAllJobs();

    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }

    @Override
    public void onLoad(ItemGroup<? extends Item> itemGroup, String text) throws IOException {}

    @Override
    public void onCopiedFrom(Item item) {}

    @Override
    public void save() throws IOException {}

    @Override
    public void delete() throws IOException, InterruptedException {}

    protected String name;
}
