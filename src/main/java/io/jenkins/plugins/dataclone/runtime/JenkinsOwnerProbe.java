package io.jenkins.plugins.dataclone.runtime;

import hudson.init.InitMilestone;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import jenkins.model.Jenkins;

/** Asks Jenkins whether a build still runs. */
final class JenkinsOwnerProbe implements OwnerProbe {
    @Override
    @SuppressWarnings("try") // the context is there for being closed
    public Answer probe(Owner owner) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null || jenkins.getInitLevel() != InitMilestone.COMPLETED || jenkins.isTerminating()) {
            return Answer.UNKNOWN;
        }
        int hash = owner.run().lastIndexOf('#');
        if (hash < 0) {
            return Answer.UNKNOWN;
        }
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> job = jenkins.getItemByFullName(owner.run().substring(0, hash), Job.class);
            if (job == null) {
                return Answer.GONE;
            }
            Run<?, ?> run = job.getBuildByNumber(Integer.parseInt(owner.run().substring(hash + 1)));
            boolean lives =
                    run != null && run.getTimeInMillis() == owner.startedAt().toEpochMilli() && run.isBuilding();
            return lives ? Answer.ALIVE : Answer.GONE;
        } catch (NumberFormatException notOurs) {
            return Answer.UNKNOWN;
        }
    }
}
