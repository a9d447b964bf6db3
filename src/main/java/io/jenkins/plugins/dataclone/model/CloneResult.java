package io.jenkins.plugins.dataclone.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A clone that may be mounted.
 *
 * @param cloud the cloud
 * @param source the data source
 * @param id id of the cloned share
 * @param name its name
 * @param protocol {@code NFS}, {@code CIFS}, {@code CEPHFS}
 * @param export export location as Manila gives it, {@code host:/path} for NFS
 * @param snapshotId the snapshot it was made from
 * @param dataTime the moment the data is from, or null if the cloud does not tell
 * @param sizeGiB its size
 * @param took from the request for it until it was usable; how long it took to be opened does not count
 */
public record CloneResult(
        String cloud,
        String source,
        String id,
        String name,
        String protocol,
        ExportLocation export,
        String snapshotId,
        Instant dataTime,
        int sizeGiB,
        Duration took) {}
