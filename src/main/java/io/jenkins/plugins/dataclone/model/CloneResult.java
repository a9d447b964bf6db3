package io.jenkins.plugins.dataclone.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A clone that may be used: a share that may be mounted, or a volume that is attached or may be.
 *
 * @param cloud the cloud
 * @param source the data source
 * @param kind what it is
 * @param id id of the cloned share or volume
 * @param name its name
 * @param protocol {@code NFS}, {@code CIFS}, {@code CEPHFS}; empty for a volume
 * @param export where a share is mounted from; null for a volume
 * @param snapshotId the snapshot it was made from
 * @param dataTime the moment the data is from, or null if the cloud does not tell
 * @param sizeGiB its size
 * @param attached the servers that a volume is attached to; empty for a share
 * @param took from the request for it until it was usable; how long it took to be opened does not count
 */
public record CloneResult(
        String cloud,
        String source,
        DataKind kind,
        String id,
        String name,
        String protocol,
        ExportLocation export,
        String snapshotId,
        Instant dataTime,
        int sizeGiB,
        List<Attached> attached,
        Duration took) {
    public CloneResult {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(took, "took");
        attached = List.copyOf(attached);
    }

    /** A cloned share. */
    public CloneResult(
            String cloud,
            String source,
            String id,
            String name,
            String protocol,
            ExportLocation export,
            String snapshotId,
            Instant dataTime,
            int sizeGiB,
            Duration took) {
        this(cloud, source, DataKind.SHARE, id, name, protocol, export, snapshotId, dataTime, sizeGiB, List.of(), took);
    }
}
