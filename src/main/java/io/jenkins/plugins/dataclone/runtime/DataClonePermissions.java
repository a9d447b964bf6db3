package io.jenkins.plugins.dataclone.runtime;

import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/**
 * What can be granted besides the administrator's rights, which imply all of it. Authorization strategies keep this class's name
 * with each grant, so neither it nor a permission is ever renamed.
 */
public final class DataClonePermissions {
    /** "Data Clone" in the tables of authorization strategies. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(DataClonePermissions.class, Messages._DataClonePermissions_Group());

    /** Seeing the page of environments and the metrics; each environment asks for the right to read its job besides. */
    public static final Permission VIEW =
            permission("View", Messages._DataClonePermissions_View(), PermissionScope.JENKINS);

    /** Cloning a data source from a job that its rule for folders leaves out. */
    public static final Permission CLONE =
            permission("Clone", Messages._DataClonePermissions_Clone(), PermissionScope.ITEM);

    /** Letting an environment live longer. */
    public static final Permission EXTEND =
            permission("Extend", Messages._DataClonePermissions_Extend(), PermissionScope.ITEM);

    /** Taking an environment away. */
    public static final Permission DESTROY =
            permission("Destroy", Messages._DataClonePermissions_Destroy(), PermissionScope.ITEM);

    /** Changing clouds, data sources and bay templates; as good as the credentials of the clouds. */
    public static final Permission CONFIGURE =
            permission("Configure", Messages._DataClonePermissions_Configure(), PermissionScope.JENKINS);

    private DataClonePermissions() {}

    private static Permission permission(String name, Localizable description, PermissionScope scope) {
        return new Permission(GROUP, name, description, Jenkins.ADMINISTER, scope);
    }
}
