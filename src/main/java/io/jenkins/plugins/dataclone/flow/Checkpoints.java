package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Instant;

/** Checkpoints of clones, whatever they are made of. */
public final class Checkpoints {
    /** On a checkpoint: the author's name for it. */
    static final String LABEL = "checkpoint";

    private Checkpoints() {}

    /**
     * Takes a checkpoint of a clone.
     *
     * @param environmentId an open environment that has the clone
     * @param key tells this checkpoint from others of the environment, and stays the same over a restart
     * @param clone name or id of the clone, or name of its data source
     * @param label the author's name for the checkpoint
     */
    public static Flow<CheckpointResult> take(
            FlowContext context,
            String environmentId,
            String key,
            String clone,
            String label,
            Instant deadline,
            Progress progress)
            throws CloudException {
        return new CheckpointFlow(context, environmentId, key, clone, label, deadline, progress);
    }

    /**
     * Takes a clone back to a checkpoint.
     *
     * @param environmentId an open environment that has the clone
     * @param key tells this wish from others of the environment, and stays the same over a restart
     */
    public static Flow<RollbackResult> goBack(
            FlowContext context,
            String environmentId,
            String key,
            RollbackRequest request,
            Instant deadline,
            Progress progress)
            throws CloudException {
        return new RollbackFlow(context, environmentId, key, request, deadline, progress);
    }
}
