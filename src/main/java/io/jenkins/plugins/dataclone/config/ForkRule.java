package io.jenkins.plugins.dataclone.config;

import hudson.EnvVars;
import hudson.model.Job;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Whether a job builds a pull request that comes from a fork: code that nobody of the team has read yet. Multibranch projects
 * say so of the job itself, in {@code CHANGE_FORK} (Branch API, BranchNameContributor); what a build or its Jenkinsfile sets
 * does not count.
 */
final class ForkRule {
    private static final Logger LOGGER = Logger.getLogger(ForkRule.class.getName());
    private static final String VARIABLE = "CHANGE_FORK";

    private ForkRule() {}

    /** @param job full name of the job; a job whose variables cannot be read may be one, so it counts as one */
    static boolean isFromFork(String job) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null) {
            return false;
        }
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> found = jenkins.getItemByFullName(job, Job.class);
            return found != null && isFork(found.getEnvironment(null, TaskListener.NULL));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Whether " + job + " builds a fork cannot be told, so it counts as one");
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static boolean isFork(EnvVars variables) {
        return !variables.getOrDefault(VARIABLE, "").isEmpty();
    }

    /** What its author is told. */
    static CloudException refusal(DataSource source) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "data source '" + source.getName() + "' on cloud '" + source.getCloud()
                        + "' is not for pull requests from forks; build the change from a branch of the repository itself, or"
                        + " ask the administrator to open the data source to forks (allowForks)");
    }
}
