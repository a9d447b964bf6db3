package io.jenkins.plugins.dataclone.runtime;

import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import java.io.Serializable;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * In whose name a build acts: the user as whom Jenkins runs it, or, if it runs as the system, the people who have started it. Kept
 * with a Pipeline's step.
 */
public final class BuildIdentity implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(BuildIdentity.class.getName());

    /** Id of the user as whom the build runs; null for the system. */
    private final String user;

    private BuildIdentity(String user) {
        this.user = user;
    }

    /** Of the build whose steps run on this thread. */
    public static BuildIdentity ofThisThread() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        Authentication now = jenkins == null ? ACL.SYSTEM2 : Jenkins.getAuthentication2();
        return new BuildIdentity(ACL.SYSTEM2.equals(now) ? null : now.getName());
    }

    /** What the administrator offers, as that build sees it. Who has which right is asked when the rules for folders are not enough. */
    public Catalogue offers(Catalogue all, Run<?, ?> run) {
        return all.forBuild(() -> mayCloneFreely(run));
    }

    /**
     * Whether everybody in whose name the build acts may clone in its job whatever the rules for folders say. The system has no such
     * right: what starts by itself keeps to the rules. Asks the security realm, so not to be called on a thread that runs Pipelines.
     */
    boolean mayCloneFreely(Run<?, ?> run) {
        List<String> users = user != null
                ? List.of(user)
                : run.getCauses().stream()
                        .filter(Cause.UserIdCause.class::isInstance)
                        .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                        .toList();
        return !users.isEmpty() && users.stream().allMatch(id -> mayClone(id, run.getParent()));
    }

    private static boolean mayClone(String id, Item job) {
        User known = id == null ? null : User.getById(id, false);
        if (known == null) {
            return false;
        }
        try {
            Authentication authentication = known.impersonate2();
            return !ACL.isAnonymous2(authentication)
                    && !ACL.SYSTEM2.equals(authentication)
                    && job.hasPermission2(authentication, DataClonePermissions.CLONE);
        } catch (AuthenticationException e) {
            LOGGER.log(Level.FINE, e, () -> "User " + id + " is not known to the security realm any more");
            return false;
        }
    }
}
