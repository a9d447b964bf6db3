package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessControlled;
import io.jenkins.plugins.dataclone.model.Owner;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * What the current user may see and do of a build's environments. Their job decides; once it is gone, the folder that it was in does,
 * and once that is gone too, the one around it. For what is left of a job at the top the rights on all of Jenkins count, and everybody
 * who sees the page sees it.
 */
final class OwnerAccess implements AccessControlled {
    private final AccessControlled decides;
    private final boolean visible;
    private final boolean jobExists;

    private OwnerAccess(AccessControlled decides, boolean visible, boolean jobExists) {
        this.decides = decides;
        this.visible = visible;
        this.jobExists = jobExists;
    }

    static OwnerAccess of(Owner owner) {
        Jenkins jenkins = Jenkins.get();
        String name = owner.job();
        while (!name.isEmpty()) {
            boolean isJob = name.equals(owner.job());
            Item readable = readable(jenkins, name);
            if (readable != null) {
                return new OwnerAccess(readable, true, isJob);
            }
            Item hidden = hidden(jenkins, name);
            if (hidden != null) {
                return new OwnerAccess(hidden, false, isJob);
            }
            name = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        }
        return new OwnerAccess(jenkins, true, false);
    }

    private static Item hidden(Jenkins jenkins, String name) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            return jenkins.getItemByFullName(name, Item.class);
        }
    }

    /** The job or folder, if the user may read it and every folder around it. */
    private static Item readable(Jenkins jenkins, String name) {
        try {
            return jenkins.getItemByFullName(name, Item.class);
        } catch (AccessDeniedException mayOnlyDiscoverIt) {
            return null;
        }
    }

    /** Whether the user may know that such an environment exists. */
    boolean isVisible() {
        return visible;
    }

    /** Whether there is a job that a link could lead to. */
    boolean jobExists() {
        return jobExists;
    }

    @NonNull
    @Override
    public ACL getACL() {
        return decides.getACL();
    }
}
