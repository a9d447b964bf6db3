package io.jenkins.plugins.dataclone.model;

import java.util.List;
import java.util.Objects;

/**
 * What a clone is made of and who may reach it. Built from the administrator's data source; an author names the source only.
 *
 * @param cloud name of the cloud
 * @param source name of the data source
 * @param kind what the data source is made of
 * @param originId id of the production share or volume
 * @param type share or volume type for the clone, or null for the source's own
 * @param sizeGiB size of the clone, or 0 for the snapshot's size
 * @param accessLevel {@code rw} or {@code ro}
 * @param accessTo addresses or CIDRs that may mount the clone; never empty, never the whole world unless allowed
 */
public record CloneRequest(
        String cloud,
        String source,
        DataKind kind,
        String originId,
        String type,
        int sizeGiB,
        String accessLevel,
        List<String> accessTo) {
    public CloneRequest {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(originId, "originId");
        Objects.requireNonNull(accessLevel, "accessLevel");
        accessTo = List.copyOf(accessTo);
    }
}
