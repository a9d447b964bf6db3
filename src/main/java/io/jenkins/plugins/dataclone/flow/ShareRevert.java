package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import java.util.Optional;

/**
 * Takes a cloned share back to a checkpoint in place. What stands for the create request of other flows is a note on the clone:
 * written before the request leaves, so that a controller that comes back knows what it was about. To revert once more to the
 * same checkpoint does no harm: nobody has written since, because the step has not ended.
 */
final class ShareRevert {
    /** On a clone: which wish reverts it and how far that has come, {@code <key> <phase>}. */
    private static final String NOTE = "revert";

    /** How far it has come. */
    enum Phase {
        /** The request is about to leave, or has left. */
        ASKED,
        /** The service has accepted it. */
        ACCEPTED,
        /** The data are those of the checkpoint. */
        DONE,
        /** It cannot be done in place. */
        IMPOSSIBLE
    }

    private final Flow<?> flow;
    private final String environmentId;
    private final String key;

    ShareRevert(Flow<?> flow, String environmentId, String key) {
        this.flow = flow;
        this.environmentId = environmentId;
        this.key = key;
    }

    /** How far this wish has come with that clone; empty if it has not begun. */
    Optional<Phase> phase(Resource clone) {
        return clone.attribute(NOTE)
                .filter(note -> note.startsWith(key + " "))
                .map(note -> Phase.valueOf(note.substring(key.length() + 1)));
    }

    /** One tick; a wish that has not begun begins as soon as the share can be reverted. */
    Phase advance(Resource clone, Resource checkpoint) throws CloudException {
        Optional<Phase> phase = phase(clone);
        if (phase.isPresent() && phase.get() != Phase.ASKED && phase.get() != Phase.ACCEPTED) {
            return phase.get();
        }
        Share share = shares(clone).showShare(clone.id());
        if (share.remoteStatus() == RemoteStatus.FAILED) {
            String reason = shares(clone).failureReason(clone.id()).orElse("its status is '" + share.status() + "'");
            return impossible(clone, reason);
        }
        if (phase.isPresent() && phase.get() == Phase.ACCEPTED) {
            return share.remoteStatus() == RemoteStatus.READY ? note(clone, Phase.DONE) : Phase.ACCEPTED;
        }
        if (share.remoteStatus() == RemoteStatus.READY) {
            return ask(clone, checkpoint);
        }
        // what has been asked for and left no answer is under way now; before that, something else is
        return phase.isPresent() && share.status().equals("reverting") ? note(clone, Phase.ACCEPTED) : Phase.ASKED;
    }

    private Phase ask(Resource clone, Resource checkpoint) throws CloudException {
        note(clone, Phase.ASKED);
        try {
            shares(clone).revertShare(clone.id(), checkpoint.id());
        } catch (CloudException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return impossible(clone, e.getMessage());
        }
        flow.say("Clone " + clone.name() + " goes back to checkpoint '" + ShareCheckpoints.label(checkpoint) + "'");
        return note(clone, Phase.ACCEPTED);
    }

    private Phase impossible(Resource clone, String reason) throws CloudException {
        flow.say("Clone " + clone.name() + " cannot go back in place (" + reason
                + "); a new clone from the checkpoint takes its place");
        return note(clone, Phase.IMPOSSIBLE);
    }

    private Phase note(Resource clone, Phase phase) throws CloudException {
        flow.context().ledger().update(environmentId, clone.name(), r -> r.withAttribute(NOTE, key + " " + phase));
        return phase;
    }

    private Shares shares(Resource clone) throws CloudException {
        return flow.context().cloud(clone.cloud()).shares();
    }
}
