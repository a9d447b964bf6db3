package hudson.security;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jvnet.localizer.Localizable;

@SuppressWarnings({"rawtypes", "unchecked"})
public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    private final List<Permission> permissions = new CopyOnWriteArrayList<>();

    void add(Permission permission) {
        permissions.add(permission);
    }

    public PermissionGroup(Class owner, Localizable title) throws IllegalStateException {
        this(title == null ? null : title.toString(), owner, title);
    }

    public PermissionGroup(String id, Class owner, Localizable title) throws IllegalStateException {
        this.owner = owner;
        this.title = title;
    }

    public final Class owner;

    public final Localizable title;

    @Override
    public Iterator<Permission> iterator() {
        return permissions.iterator();
    }

    public List<Permission> getPermissions() {
        return List.copyOf(permissions);
    }

    @Override
    public int compareTo(PermissionGroup permissionGroup) {
        return owner.getName().compareTo(permissionGroup.owner.getName());
    }

    public String getId() {
        return owner.getName();
    }
}
