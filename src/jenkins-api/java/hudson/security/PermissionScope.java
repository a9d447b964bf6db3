package hudson.security;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.Run;
import java.util.Arrays;
import jenkins.model.Jenkins;

public final class PermissionScope {
    private final PermissionScope[] containers;

    public PermissionScope(Class<? extends ModelObject> type, PermissionScope... permissionScope) {
        this.modelClass = type;
        this.containers = permissionScope;
    }

    public static final PermissionScope JENKINS = new PermissionScope(Jenkins.class);

    public static final PermissionScope ITEM_GROUP = new PermissionScope(ItemGroup.class, JENKINS);

    public static final PermissionScope ITEM = new PermissionScope(Item.class, ITEM_GROUP);

    public static final PermissionScope RUN = new PermissionScope(Run.class, ITEM);

    public static final PermissionScope COMPUTER = new PermissionScope(null, JENKINS);

    public final Class<? extends ModelObject> modelClass;

    public boolean isContainedBy(PermissionScope permissionScope) {
        return this == permissionScope
                || Arrays.stream(containers).anyMatch(container -> container.isContainedBy(permissionScope));
    }
}
