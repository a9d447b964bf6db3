package io.jenkins.plugins.dataclone.runtime;

import hudson.init.InitMilestone;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.dataclone.model.Owner;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Asks Jenkins for its builds. */
final class JenkinsBuilds implements Builds {
    private static final Logger LOGGER = Logger.getLogger(JenkinsBuilds.class.getName());

    @Override
    public Answer probe(Owner owner) {
        if (!isUp() || number(owner).isEmpty()) {
            return Answer.UNKNOWN;
        }
        try {
            return load(owner).filter(Run::isBuilding).isPresent() ? Answer.ALIVE : Answer.GONE;
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "It cannot be told whether " + owner.run() + " still runs");
            return Answer.UNKNOWN;
        }
    }

    @Override
    public Optional<Run<?, ?>> find(Owner owner) {
        try {
            return isUp() ? load(owner) : Optional.empty();
        } catch (RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> owner.run() + " cannot be loaded");
            return Optional.empty();
        }
    }

    /** While Jenkins starts or stops, a build that is not there proves nothing. */
    private static boolean isUp() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins != null && jenkins.getInitLevel() == InitMilestone.COMPLETED && !jenkins.isTerminating();
    }

    @SuppressWarnings("try") // the context is there for being closed
    private static Optional<Run<?, ?>> load(Owner owner) {
        Optional<Integer> number = number(owner);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            String job = owner.run().substring(0, owner.run().lastIndexOf('#'));
            Job<?, ?> found = Jenkins.get().getItemByFullName(job, Job.class);
            Run<?, ?> run = found == null ? null : found.getBuildByNumber(number.get());
            return run != null && run.getTimeInMillis() == owner.startedAt().toEpochMilli()
                    ? Optional.of(run)
                    : Optional.empty();
        }
    }

    private static Optional<Integer> number(Owner owner) {
        int hash = owner.run().lastIndexOf('#');
        try {
            return hash < 0
                    ? Optional.empty()
                    : Optional.of(Integer.valueOf(owner.run().substring(hash + 1)));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
