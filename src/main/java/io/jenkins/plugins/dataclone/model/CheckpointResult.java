package io.jenkins.plugins.dataclone.model;

import java.time.Instant;

/**
 * A point that a clone can go back to.
 *
 * @param kind what the clone is
 * @param cloud the cloud
 * @param name the author's name for it
 * @param id id of the snapshot behind it
 * @param cloneName name of the clone
 * @param takenAt when it was taken, or null if the cloud does not tell
 */
public record CheckpointResult(
        DataKind kind, String cloud, String name, String id, String cloneName, Instant takenAt) {}
