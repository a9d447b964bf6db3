package io.jenkins.plugins.dataclone.model;

import java.util.Objects;

/**
 * Where an author wants a clone to go back to.
 *
 * @param cloneName name or id of the clone, or name of its data source
 * @param checkpoint the author's name for the checkpoint
 * @param discardNewer whether checkpoints that were taken later may be removed for it
 */
public record RollbackRequest(String cloneName, String checkpoint, boolean discardNewer) {
    public RollbackRequest {
        Objects.requireNonNull(cloneName, "cloneName");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
