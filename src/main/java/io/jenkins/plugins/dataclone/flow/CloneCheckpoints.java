package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;

/**
 * The checkpoints of a clone and of the clones whose place it took: one that took over from a checkpoint can go back to all of
 * them.
 */
final class CloneCheckpoints {
    /** On a checkpoint: id of the clone it is of. */
    static final String SOURCE = SharedSnapshots.ORIGIN;

    /** On a checkpoint: there if a roll-back to an older one has given it up; it waits only for its removal. */
    static final String DISCARDED = "discarded";

    private final ClonedData data;
    private final Environment environment;
    private final Resource clone;

    CloneCheckpoints(ClonedData data, Environment environment, Resource clone) {
        this.data = data;
        this.environment = environment;
        this.clone = clone;
    }

    /** In the order in which they were taken. */
    List<Resource> all() {
        return environment.resources(r -> r.kind() == data.checkpoints()
                && !r.isGone()
                && r.attribute(DISCARDED).isEmpty()
                && isOfLineage(r));
    }

    private boolean isOfLineage(Resource checkpoint) {
        String source = checkpoint.attribute(SOURCE).orElse("");
        return environment.resources().stream()
                .filter(r -> r.kind() == data.clones() && source.equals(r.id()))
                .anyMatch(each -> Clones.latest(environment, each).name().equals(clone.name()));
    }

    /**
     * The one of that name.
     *
     * @throws CloudException CONFIGURATION if there is none that is ready, with the names there are
     */
    Resource find(String label) throws CloudException {
        List<Resource> ready = all().stream().filter(Resource::isReady).toList();
        return ready.stream()
                .filter(r -> label.equals(label(r)))
                .findFirst()
                .orElseThrow(() -> CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "Clone " + clone.name() + " has no checkpoint '" + label + "'; "
                                + (ready.isEmpty()
                                        ? "take one with checkpointClone first"
                                        : "there is: "
                                                + String.join(
                                                        ", ",
                                                        ready.stream()
                                                                .map(CloneCheckpoints::label)
                                                                .toList()))));
    }

    /** Whether it has come to nothing or is on its way out: there is nothing to lose in it, and its name is free. */
    static boolean isWorthless(Resource checkpoint) {
        return checkpoint.state() == ResourceState.FAILED || checkpoint.state() == ResourceState.DELETING;
    }

    /** Those that were taken after it, failed ones too. */
    List<Resource> newerThan(Resource checkpoint) {
        List<Resource> all = all();
        int position = all.stream().map(Resource::name).toList().indexOf(checkpoint.name());
        return all.subList(position + 1, all.size());
    }

    /** Whether a clone made from it lives: then it has to stay. */
    boolean isUsed(Resource checkpoint) {
        return environment.resources().stream()
                .anyMatch(r -> r.kind() == data.clones()
                        && !r.isGone()
                        && r.attribute(CloneFlow.SNAPSHOT)
                                .filter(checkpoint.id()::equals)
                                .isPresent());
    }

    static String label(Resource checkpoint) {
        return checkpoint.attribute(Checkpoints.LABEL).orElse("");
    }
}
