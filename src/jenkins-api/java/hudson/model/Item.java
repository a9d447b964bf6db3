package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.io.IOException;
import java.util.Collection;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Named;

@SuppressWarnings({"rawtypes", "unchecked"})
public interface Item extends PersistenceRoot, FullyNamedModelObject, ModelObject, FullyNamed, Named, AccessControlled {
    PermissionGroup PERMISSIONS = new PermissionGroup(Item.class, null);

    Permission CREATE = new Permission(PERMISSIONS, "Create", null, Permission.CREATE, PermissionScope.ITEM);

    Permission DELETE = new Permission(PERMISSIONS, "Delete", null, Permission.DELETE, PermissionScope.ITEM);

    Permission CONFIGURE = new Permission(PERMISSIONS, "Configure", null, Permission.CONFIGURE, PermissionScope.ITEM);

    Permission READ = new Permission(PERMISSIONS, "Read", null, Permission.READ, PermissionScope.ITEM);

    Permission DISCOVER = new Permission(PERMISSIONS, "Discover", null, Permission.READ, PermissionScope.ITEM);

    Permission EXTENDED_READ = new Permission(PERMISSIONS, "ExtendedRead", null, Permission.READ, PermissionScope.ITEM);

    Permission BUILD = new Permission(PERMISSIONS, "Build", null, Permission.UPDATE, PermissionScope.ITEM);

    Permission CANCEL = new Permission(PERMISSIONS, "Cancel", null, Permission.UPDATE, PermissionScope.ITEM);

    String getName();

    String getFullName();

    String getDisplayName();

    ItemGroup<? extends Item> getParent();

    String getUrl();

    String getShortUrl();

    Collection<? extends Job> getAllJobs();

    void onLoad(ItemGroup<? extends Item> itemGroup, String text) throws IOException;

    void onCopiedFrom(Item item);

    default void onCreatedFromScratch() {}

    void save() throws IOException;

    void delete() throws IOException, InterruptedException;
}
