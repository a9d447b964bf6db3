package hudson.security;

import org.jvnet.localizer.Localizable;

@SuppressWarnings({"rawtypes", "unchecked"})
public final class Permission {
    public static final PermissionGroup GROUP = new PermissionGroup(Permission.class, null);

    public static final Permission READ = new Permission(GROUP, "GenericRead", null, null, PermissionScope.JENKINS);

    public static final Permission WRITE = new Permission(GROUP, "GenericWrite", null, null, PermissionScope.JENKINS);

    public static final Permission CREATE = new Permission(GROUP, "GenericCreate", null, null, PermissionScope.JENKINS);

    public static final Permission UPDATE = new Permission(GROUP, "GenericUpdate", null, null, PermissionScope.JENKINS);

    public static final Permission DELETE = new Permission(GROUP, "GenericDelete", null, null, PermissionScope.JENKINS);

    public static final Permission CONFIGURE =
            new Permission(GROUP, "GenericConfigure", null, null, PermissionScope.JENKINS);

    public Permission(
            PermissionGroup group, String name, Localizable description, Permission impliedBy, PermissionScope scope) {
        this.group = group;
        this.owner = group.owner;
        this.name = name;
        this.description = description;
        this.impliedBy = impliedBy;
        this.enabled = true;
        group.add(this);
    }

    public final Class owner;

    public final PermissionGroup group;

    public final String name;

    public final Localizable description;

    public final Permission impliedBy;

    public boolean enabled;

    public String getId() {
        return owner.getName() + "." + name;
    }

    public boolean getEnabled() {
        return enabled;
    }
}
