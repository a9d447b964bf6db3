package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Takes a checkpoint of a clone: a snapshot of it, which goes before the clone does. */
final class CheckpointFlow extends Flow<CheckpointResult> {
    /** On a checkpoint: name of the clone it is of. */
    private static final String CLONE = "clone";

    private final String environmentId;
    private final String key;
    private final String cloneName;
    private final String label;
    private final Provisioner provisioner;
    private final ClonedData data;

    CheckpointFlow(
            FlowContext context,
            String environmentId,
            String key,
            String cloneName,
            String label,
            Instant deadline,
            Progress progress)
            throws CloudException {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.key = key;
        this.cloneName = cloneName;
        this.label = label;
        this.provisioner = new Provisioner(context, environmentId);
        Resource clone = Clones.find(environment(), cloneName);
        this.data = ClonedData.of(clone, this, environmentId);
        admittedBy(new Admission(this, environmentId, key, clone.cloud(), () -> demand(clone)));
    }

    @Override
    Optional<CheckpointResult> tick() throws CloudException {
        Resource checkpoint = planned();
        if (!checkpoint.isReady()) {
            if (!isAdmitted()) {
                return Optional.empty();
            }
            boolean unknown = checkpoint.id() == null;
            checkpoint = provisioner.advance(checkpoint, data.snapshots(), this::takeSnapshot);
            if (unknown && checkpoint.id() != null) {
                say("Checkpoint '" + label + "' of clone " + cloneOf(checkpoint) + " requested");
            }
        }
        return checkpoint.isReady() ? Optional.of(result(withTime(checkpoint))) : Optional.empty();
    }

    @Override
    public String waitingFor() {
        return "checkpoint '" + label + "' of clone " + cloneName;
    }

    private String takeSnapshot(Resource checkpoint) throws CloudException {
        try {
            return data.takeSnapshot(checkpoint, tag());
        } catch (CloudException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            throw CloudException.of(
                    CloudException.Kind.NOT_FOUND,
                    "Checkpoint '" + label + "' cannot be taken: clone " + cloneOf(checkpoint) + " is not on cloud '"
                            + checkpoint.cloud() + "' any more, so somebody else has deleted it (" + e.clause()
                            + "); make another one with cloneShare",
                    e);
        }
    }

    private static String cloneOf(Resource checkpoint) {
        return checkpoint.attribute(CLONE).orElse("");
    }

    private Resource planned() throws CloudException {
        Optional<Resource> earlier = context().ledger().planned(environmentId, data.checkpoints(), key);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Resource clone = Clones.find(environment(), cloneName);
        boolean taken = new CloneCheckpoints(data, environment(), clone)
                .all().stream()
                        .anyMatch(other ->
                                label.equals(CloneCheckpoints.label(other)) && !CloneCheckpoints.isWorthless(other));
        if (taken) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Clone " + clone.name() + " has a checkpoint '" + label + "' already; give this one another name");
        }
        return context()
                .ledger()
                .plan(
                        environmentId,
                        data.checkpoints(),
                        clone.cloud(),
                        key,
                        Map.of(CloneCheckpoints.SOURCE, clone.id(), Checkpoints.LABEL, label, CLONE, clone.name()));
    }

    private Demand demand(Resource clone) {
        boolean made = context()
                .ledger()
                .planned(environmentId, data.checkpoints(), key)
                .filter(checkpoint -> checkpoint.id() != null)
                .isPresent();
        return made ? Demand.NONE : data.demandOfCheckpoint(clone);
    }

    private Resource withTime(Resource checkpoint) throws CloudException {
        if (checkpoint.attribute(SharedSnapshots.DATA_TIME).isPresent()) {
            return checkpoint;
        }
        Instant taken = data.takenAt(checkpoint);
        say("Checkpoint '" + label + "' of clone " + cloneOf(checkpoint) + " ready after " + elapsed(checkpoint));
        return context()
                .ledger()
                .update(
                        environmentId,
                        checkpoint.name(),
                        r -> r.withAttribute(SharedSnapshots.DATA_TIME, taken == null ? "" : taken.toString()));
    }

    private CheckpointResult result(Resource checkpoint) {
        String taken = checkpoint.attribute(SharedSnapshots.DATA_TIME).orElse("");
        return new CheckpointResult(
                data.kind(),
                checkpoint.cloud(),
                label,
                checkpoint.id(),
                cloneOf(checkpoint),
                taken.isEmpty() ? null : Instant.parse(taken));
    }

    private OwnershipTag tag() {
        return OwnershipTag.of(environment(), now());
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
