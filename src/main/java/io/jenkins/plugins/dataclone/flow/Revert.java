package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Optional;

/**
 * Takes a clone back to a checkpoint in place. What stands for the create request of other flows is a note on the clone:
 * written before the request leaves, so that a controller that comes back knows what it was about. To revert once more to the
 * same checkpoint does no harm: nobody has written since, because the step has not ended.
 */
final class Revert {
    /** On a clone: which wish reverts it and how far that has come, {@code <key> <phase>}. */
    private static final String NOTE = "revert";

    /** How far it has come. */
    enum Phase {
        /** Nothing has been asked for: the clone is not free yet. */
        WAITING,
        /** The request is about to leave, or has left. */
        ASKED,
        /** The service has accepted it. */
        ACCEPTED,
        /** The data are those of the checkpoint; who had to let go of the clone gets it again. */
        BACK,
        /** It can be used again. */
        DONE,
        /** It cannot be done in place. */
        IMPOSSIBLE
    }

    private final Flow<?> flow;
    private final ClonedData data;
    private final String environmentId;
    private final String key;

    Revert(Flow<?> flow, ClonedData data, String environmentId, String key) {
        this.flow = flow;
        this.data = data;
        this.environmentId = environmentId;
        this.key = key;
    }

    /** How far this wish has come with that clone; empty as long as nothing has been asked for. */
    Optional<Phase> phase(Resource clone) {
        return clone.attribute(NOTE)
                .filter(note -> note.startsWith(key + " "))
                .map(note -> Phase.valueOf(note.substring(key.length() + 1)));
    }

    /** One tick; a wish that has not begun begins as soon as the clone can be reverted. */
    Phase advance(Resource clone, Resource checkpoint) throws CloudException {
        Phase phase = phase(clone).orElse(Phase.WAITING);
        return switch (phase) {
            case WAITING, ASKED -> ask(clone, checkpoint, phase);
            case ACCEPTED -> follow(clone, checkpoint);
            case BACK -> giveBack(clone);
            case DONE, IMPOSSIBLE -> phase;
        };
    }

    private Phase ask(Resource clone, Resource checkpoint, Phase before) throws CloudException {
        boolean let = data.letGo(clone);
        ClonedData.Condition now = data.condition(clone, checkpoint);
        if (isLost(now)) {
            return impossible(clone, now);
        }
        // what has been asked for and left no answer is under way now; before that, something else is
        if (before == Phase.ASKED && now.under()) {
            return note(clone, Phase.ACCEPTED);
        }
        if (!let || !now.free()) {
            return before;
        }
        note(clone, Phase.ASKED);
        try {
            data.revert(clone, checkpoint);
        } catch (CloudException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return impossible(clone, e.clause());
        }
        flow.say("Clone " + clone.name() + " goes back to checkpoint '" + CloneCheckpoints.label(checkpoint) + "'");
        return note(clone, Phase.ACCEPTED);
    }

    private Phase follow(Resource clone, Resource checkpoint) throws CloudException {
        ClonedData.Condition now = data.condition(clone, checkpoint);
        if (isLost(now)) {
            return impossible(clone, now);
        }
        return data.isBack(now, checkpoint) ? giveBack(note(clone, Phase.BACK), clone) : Phase.ACCEPTED;
    }

    private Phase giveBack(Phase back, Resource clone) throws CloudException {
        return data.giveBack(clone) ? note(clone, Phase.DONE) : back;
    }

    private Phase giveBack(Resource clone) throws CloudException {
        return giveBack(Phase.BACK, clone);
    }

    private static boolean isLost(ClonedData.Condition now) {
        return now.look().isMissing() || now.look().is(RemoteStatus.FAILED);
    }

    private Phase impossible(Resource clone, ClonedData.Condition now) throws CloudException {
        String reason = now.look().reason();
        return impossible(clone, reason == null ? "its status is '" + now.look().word() + "'" : reason);
    }

    /** It says why; a new clone from the checkpoint takes the place of this one. */
    Phase impossible(Resource clone, String reason) throws CloudException {
        flow.say("Clone " + clone.name() + " cannot go back in place (" + reason
                + "); a new clone from the checkpoint takes its place");
        return note(clone, Phase.IMPOSSIBLE);
    }

    private Phase note(Resource clone, Phase phase) throws CloudException {
        flow.context().ledger().update(environmentId, clone.name(), r -> r.withAttribute(NOTE, key + " " + phase));
        return phase;
    }
}
