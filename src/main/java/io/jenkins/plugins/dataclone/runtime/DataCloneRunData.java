package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a build had in the clouds, kept with the build: a receipt for each of its environments. Shows nothing by itself; pages read
 * it. Written by XStream: the field is never renamed. Thread-safe.
 */
public final class DataCloneRunData extends InvisibleAction {
    /** Replaced as a whole, because the build may be saved at any moment; an {@link ArrayList}, because XStream knows it. */
    private volatile ArrayList<EnvironmentReceipt> environments = new ArrayList<>();

    /** What is known of that build, or null if it had nothing. */
    @CheckForNull
    public static DataCloneRunData of(@NonNull Run<?, ?> run) {
        return run.getAction(DataCloneRunData.class);
    }

    /** Adds a receipt, or replaces the one of the same environment. */
    synchronized void put(EnvironmentReceipt receipt) {
        ArrayList<EnvironmentReceipt> changed = new ArrayList<>(environments);
        changed.removeIf(other -> other.getId().equals(receipt.getId()));
        changed.add(receipt);
        changed.sort((a, b) -> a.getOpenedAt().compareTo(b.getOpenedAt()));
        environments = changed;
    }

    /** The environments of the build in the order in which they were opened. */
    @NonNull
    public List<EnvironmentReceipt> getEnvironments() {
        return Collections.unmodifiableList(environments);
    }
}
