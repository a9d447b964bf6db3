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
 * What the current user may see and do of a build's environments. Their job decides; once it is gone, the rights on all of Jenkins
 * do, and everybody who sees the page sees them.
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
        Item readable = readable(jenkins, owner.job());
        if (readable != null) {
            return new OwnerAccess(readable, true, true);
        }
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Item hidden = jenkins.getItemByFullName(owner.job(), Item.class);
            return hidden == null ? new OwnerAccess(jenkins, true, false) : new OwnerAccess(hidden, false, true);
        }
    }

    /** The job, if the user may read it and every folder around it. */
    private static Item readable(Jenkins jenkins, String job) {
        try {
            return jenkins.getItemByFullName(job, Item.class);
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
