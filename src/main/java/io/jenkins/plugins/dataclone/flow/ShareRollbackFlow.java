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
 * Takes a cloned share back to a checkpoint: in place where the cloud and the share's type can and the checkpoint is the latest
 * snapshot of that very share, otherwise by a new share from the checkpoint.
 */
final class ShareRollbackFlow extends Flow<RollbackResult> {
    private final String environmentId;
    private final RollbackRequest request;
    private final ShareRevert revert;
    private final ShareTakeover takeover;
    private final Removal removal;

    ShareRollbackFlow(
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
        this.revert = new ShareRevert(this, environmentId, key);
        this.takeover = new ShareTakeover(this, environmentId, key);
        this.removal = new Removal(context, environmentId);
        Resource clone = Clones.find(environment(), request.cloneName());
        admittedBy(new Admission(this, environmentId, key, clone.cloud(), () -> demand(clone)));
    }

    @Override
    Optional<RollbackResult> tick() throws CloudException {
        Optional<Resource> successor = takeover.begun();
        if (successor.isPresent()) {
            return takeover.advance(successor.get()).map(share -> result(share, true));
        }
        Resource clone = Clones.find(environment(), request.cloneName());
        ShareCheckpoints checkpoints = new ShareCheckpoints(environment(), clone);
        Resource checkpoint = checkpoints.find(request.checkpoint());
        if (revert.phase(clone).isEmpty()) {
            if (!isLatest(checkpoints, checkpoint)) {
                return Optional.empty();
            }
            if (!canRevert(clone, checkpoint)) {
                takeover.begin(clone, checkpoint);
                return Optional.empty();
            }
        }
        return switch (revert.advance(clone, checkpoint)) {
            case ASKED, ACCEPTED -> Optional.empty();
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
    private boolean isLatest(ShareCheckpoints checkpoints, Resource checkpoint) throws CloudException {
        List<Resource> newer = checkpoints.newerThan(checkpoint);
        if (!newer.isEmpty() && !request.discardNewer()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Checkpoint '" + request.checkpoint() + "' is not the latest one: "
                            + String.join(
                                    ", ",
                                    newer.stream().map(ShareCheckpoints::label).toList())
                            + " came later and would be lost; say discardNewer: true if that is meant");
        }
        boolean gone = true;
        for (Resource later : newer) {
            if (checkpoints.isUsed(later)) {
                context()
                        .ledger()
                        .update(environmentId, later.name(), r -> r.withAttribute(ShareCheckpoints.DISCARDED, "true"));
            } else {
                gone &= removal.advance(later, new RemoteSnapshot(context(), environmentId))
                        .isGone();
            }
        }
        return gone;
    }

    private boolean canRevert(Resource clone, Resource checkpoint) throws CloudException {
        boolean ofThisShare = checkpoint
                .attribute(RemoteSnapshot.SOURCE)
                .filter(clone.id()::equals)
                .isPresent();
        return ofThisShare
                && context()
                        .cloud(clone.cloud())
                        .shares()
                        .showShare(clone.id())
                        .abilities()
                        .reverts();
    }

    private Demand demand(Resource clone) {
        return takeover.begun().isPresent() ? takeover.demand(clone) : Demand.NONE;
    }

    private RollbackResult result(Resource share, boolean replaced) {
        return new RollbackResult(CloneFlow.result(share), request.checkpoint(), replaced);
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
