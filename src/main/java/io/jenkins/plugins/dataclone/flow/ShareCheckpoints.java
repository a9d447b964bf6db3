package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;

/**
 * The checkpoints of a share and of the shares whose place it took: a clone that took over from a checkpoint can go back to all
 * of them.
 */
final class ShareCheckpoints {
    /** On a checkpoint: there if a roll-back to an older one has given it up; it waits only for its removal. */
    static final String DISCARDED = "discarded";

    private final Environment environment;
    private final Resource clone;

    ShareCheckpoints(Environment environment, Resource clone) {
        this.environment = environment;
        this.clone = clone;
    }

    /** In the order in which they were taken. */
    List<Resource> all() {
        return environment.resources(r -> r.kind() == ResourceKind.SHARE_CHECKPOINT
                && !r.isGone()
                && r.attribute(DISCARDED).isEmpty()
                && isOfLineage(r));
    }

    private boolean isOfLineage(Resource checkpoint) {
        String source = checkpoint.attribute(RemoteSnapshot.SOURCE).orElse("");
        return environment.resources().stream()
                .filter(r -> r.kind() == ResourceKind.SHARE && source.equals(r.id()))
                .anyMatch(share -> Clones.latest(environment, share).name().equals(clone.name()));
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
                                                                .map(ShareCheckpoints::label)
                                                                .toList()))));
    }

    /** Those that were taken after it. */
    List<Resource> newerThan(Resource checkpoint) {
        List<Resource> all = all();
        int position = all.stream().map(Resource::name).toList().indexOf(checkpoint.name());
        return all.subList(position + 1, all.size());
    }

    /** Whether a share made from it lives: then it has to stay. */
    boolean isUsed(Resource checkpoint) {
        return environment.resources().stream()
                .anyMatch(r -> r.kind() == ResourceKind.SHARE
                        && !r.isGone()
                        && r.attribute(CloneFlow.SNAPSHOT)
                                .filter(checkpoint.id()::equals)
                                .isPresent());
    }

    static String label(Resource checkpoint) {
        return checkpoint.attribute(Checkpoints.LABEL).orElse("");
    }
}
