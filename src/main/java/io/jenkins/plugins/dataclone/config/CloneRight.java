package io.jenkins.plugins.dataclone.config;

import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Who may clone what the rules for folders keep from a job. */
final class CloneRight {
    private CloneRight() {}

    /**
     * Whether the job's builds run as a user who has the right on the job. Builds run as the system unless the administrator
     * decided otherwise (Authorize Project), and as the system nobody has it.
     *
     * @param job full name of the job
     */
    static boolean isGivenTo(String job) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null) {
            return false;
        }
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Item item = jenkins.getItemByFullName(job, Item.class);
            if (!(item instanceof Queue.Task task)) {
                return false;
            }
            Authentication runsAs = Tasks.getAuthenticationOf2(task);
            return !ACL.SYSTEM2.equals(runsAs)
                    && !ACL.isAnonymous2(runsAs)
                    && item.hasPermission2(runsAs, DataClonePermissions.CLONE);
        }
    }
}
