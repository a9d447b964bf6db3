package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.init.InitMilestone;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.dataclone.model.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Asks Jenkins for its builds. */
final class JenkinsBuilds implements Builds {
    private static final Logger LOGGER = Logger.getLogger(JenkinsBuilds.class.getName());

    @Override
    public Answer probe(Owner owner) {
        return probe(owner, run -> isOf(owner, run));
    }

    @Override
    public Answer probe(String run) {
        return probe(new Owner(run, "", Instant.EPOCH), any -> true);
    }

    private static Answer probe(Owner owner, Predicate<Run<?, ?>> which) {
        if (!isUp() || number(owner).isEmpty()) {
            return Answer.UNKNOWN;
        }
        try {
            Optional<Run<?, ?>> run = load(owner, which);
            if (run.isPresent()) {
                return run.get().isBuilding() ? Answer.ALIVE : Answer.GONE;
            }
            return isLeftOut(owner.job()) ? Answer.UNLOADED : Answer.GONE;
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "It cannot be told whether " + owner.run() + " still runs");
            return Answer.UNKNOWN;
        }
    }

    @Override
    @SuppressWarnings("try") // the context is there for being closed
    public Optional<Owner> search(Owner lost) {
        Optional<Integer> number = number(lost);
        if (!isUp() || number.isEmpty()) {
            return Optional.empty();
        }
        List<Owner> found = new ArrayList<>();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Predicate<Run<?, ?>> same = run -> isOf(lost, run);
            if (load(lost, same).isPresent()) {
                return Optional.empty();
            }
            for (Job<?, ?> job : Items.allItems2(ACL.SYSTEM2, Jenkins.get(), Job.class)) {
                build(job, number.get())
                        .filter(same)
                        .filter(Run::isBuilding)
                        .map(Owners::of)
                        .ifPresent(found::add);
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    @Override
    public Optional<Run<?, ?>> find(Owner owner) {
        try {
            return isUp() ? load(owner, run -> isOf(owner, run)) : Optional.empty();
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
    private static Optional<Run<?, ?>> load(Owner owner, Predicate<Run<?, ?>> which) {
        Optional<Integer> number = number(owner);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            return build(Jenkins.get().getItemByFullName(owner.job(), Job.class), number.get())
                    .filter(which);
        }
    }

    private static Optional<Run<?, ?>> build(@CheckForNull Job<?, ?> job, int number) {
        return Optional.ofNullable(job == null ? null : job.getBuildByNumber(number));
    }

    /** Whether it was started when that one was: a job that is made anew gives its numbers once more. */
    private static boolean isOf(Owner owner, Run<?, ?> run) {
        return run.getTimeInMillis() == owner.startedAt().toEpochMilli();
    }

    /** Whether Jenkins has no job of that name although there is one on its disk. */
    @SuppressWarnings("try") // the context is there for being closed
    private static boolean isLeftOut(String job) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(job, Job.class) == null
                    && JobsOnDisk.has(Jenkins.get().getRootDir().toPath(), job);
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
