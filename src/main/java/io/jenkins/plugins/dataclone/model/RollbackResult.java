package io.jenkins.plugins.dataclone.model;

import java.util.Objects;

/**
 * A clone that is back at a checkpoint.
 *
 * @param data the clone as it is to be used from now on
 * @param checkpoint the author's name for the checkpoint
 * @param replaced whether it is another clone than before: with an id, a name and an export location of its own
 */
public record RollbackResult(CloneResult data, String checkpoint, boolean replaced) {
    public RollbackResult {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
