package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes a clone back to a checkpoint: in place where that can be done and the checkpoint is the latest snapshot of that very
 * clone, otherwise by a new clone from the checkpoint.
 */
final class RollbackFlow extends Flow<RollbackResult> {
    private final String environmentId;
    private final RollbackRequest request;
    private final ClonedData data;
    private final Revert revert;
    private final Takeover takeover;
    private final Removal removal;

    RollbackFlow(
            FlowContext context,
            String environmentId,
            String key,
            RollbackRequest request,
            Instant deadline,
            Progress progress)
            throws CloudException {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.request = request;
        Resource clone = Clones.find(environment(), request.cloneName());
        this.data = ClonedData.of(clone, this, environmentId);
        this.revert = new Revert(this, data, environmentId, key);
        this.takeover = new Takeover(this, data, environmentId, key);
        this.removal = new Removal(context, environmentId);
        admittedBy(new Admission(this, environmentId, key, clone.cloud(), () -> demand(clone)));
    }

    @Override
    Optional<RollbackResult> tick() throws CloudException {
        Optional<Resource> successor = takeover.begun();
        if (successor.isPresent()) {
            return takeover.advance(successor.get()).map(clone -> result(clone, true));
        }
        Resource clone = Clones.find(environment(), request.cloneName());
        CloneCheckpoints checkpoints = new CloneCheckpoints(data, environment(), clone);
        Resource checkpoint = checkpoints.find(request.checkpoint());
        if (revert.phase(clone).isEmpty()) {
            if (!isLatest(checkpoints, checkpoint)) {
                return Optional.empty();
            }
            Optional<String> obstacle = obstacle(clone, checkpoint);
            if (obstacle.isPresent()) {
                revert.impossible(clone, obstacle.get());
                takeover.begin(clone, checkpoint);
                return Optional.empty();
            }
        }
        return switch (revert.advance(clone, checkpoint)) {
            case WAITING, ASKED, ACCEPTED, BACK -> Optional.empty();
            case DONE -> {
                say("Clone " + clone.name() + " is back at checkpoint '" + request.checkpoint() + "'");
                yield Optional.of(result(clone, false));
            }
            case IMPOSSIBLE -> {
                takeover.begin(clone, checkpoint);
                yield Optional.empty();
            }
        };
    }

    @Override
    public String waitingFor() {
        return "clone " + request.cloneName() + " to be back at checkpoint '" + request.checkpoint() + "'";
    }

    /** Later checkpoints are given up if the author says so; one that a clone lives on goes after that. */
    private boolean isLatest(CloneCheckpoints checkpoints, Resource checkpoint) throws CloudException {
        List<Resource> newer = checkpoints.newerThan(checkpoint);
        List<Resource> lost =
                newer.stream().filter(r -> !CloneCheckpoints.isWorthless(r)).toList();
        if (!lost.isEmpty() && !request.discardNewer()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Checkpoint '" + request.checkpoint() + "' is not the latest one: "
                            + String.join(
                                    ", ",
                                    lost.stream().map(CloneCheckpoints::label).toList())
                            + " came later and would be lost; say discardNewer: true if that is meant");
        }
        boolean gone = true;
        for (Resource later : newer) {
            if (checkpoints.isUsed(later)) {
                context()
                        .ledger()
                        .update(environmentId, later.name(), r -> r.withAttribute(CloneCheckpoints.DISCARDED, "true"));
            } else {
                gone &= removal.advance(later, data.snapshots()).isGone();
            }
        }
        return gone;
    }

    private Optional<String> obstacle(Resource clone, Resource checkpoint) throws CloudException {
        boolean ofItself = checkpoint
                .attribute(CloneCheckpoints.SOURCE)
                .filter(clone.id()::equals)
                .isPresent();
        return ofItself
                ? data.obstacle(clone, checkpoint)
                : Optional.of("the checkpoint is of the clone whose place it has taken");
    }

    private Demand demand(Resource clone) {
        return takeover.begun().isPresent() ? takeover.demand(clone) : Demand.NONE;
    }

    private RollbackResult result(Resource clone, boolean replaced) {
        return new RollbackResult(CloneFlows.result(environment(), clone), request.checkpoint(), replaced);
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
