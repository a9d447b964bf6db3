package io.jenkins.plugins.dataclone.model;

import java.util.List;
import java.util.Objects;

/**
 * What a clone is made of and who may reach it. Built from the administrator's data source; an author names the source, and a
 * snapshot where the administrator lets him.
 *
 * @param cloud name of the cloud
 * @param source name of the data source
 * @param kind what the data source is made of
 * @param originId id of the production share or volume
 * @param snapshots which snapshot it is made from
 * @param shape where it differs from production
 * @param access who may reach it
 * @param attach which servers it is attached to, if it is a volume
 */
public record CloneRequest(
        String cloud,
        String source,
        DataKind kind,
        String originId,
        SnapshotPolicy snapshots,
        CloneShape shape,
        AccessPolicy access,
        AttachPolicy attach) {
    public CloneRequest {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(originId, "originId");
        Objects.requireNonNull(snapshots, "snapshots");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(attach, "attach");
    }

    /** A clone that is attached to nothing. */
    public CloneRequest(
            String cloud,
            String source,
            DataKind kind,
            String originId,
            SnapshotPolicy snapshots,
            CloneShape shape,
            AccessPolicy access) {
        this(cloud, source, kind, originId, snapshots, shape, access, AttachPolicy.none());
    }

    /** The same clone, attached to these servers. */
    public CloneRequest attachedTo(List<String> servers) {
        return new CloneRequest(cloud, source, kind, originId, snapshots, shape, access, attach.withWanted(servers));
    }
}
