package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;
import java.util.List;

/** The production share or volume of a data source, as far as clones need it: it is read and snapshotted, and nothing else. */
interface Production {
    /**
     * What there is to know of it.
     *
     * @param protocol {@code NFS} and so on for a share; empty for a volume
     * @param type name of its share or volume type
     */
    record Facts(int sizeGiB, String protocol, String type) {}

    /** @param createdAt the moment the data is from, or null if the service does not tell */
    record Taken(int sizeGiB, Instant createdAt) {}

    /** What a snapshot of it is in the ledger. */
    ResourceKind snapshotKind();

    /** The remote side of its snapshots. */
    Remote snapshots();

    /**
     * Checks whether it can be cloned as its data source says.
     *
     * @throws CloudException if not; the message says what an administrator has to change
     */
    Facts require() throws CloudException;

    /** The same without a check. */
    Facts look() throws CloudException;

    /** All snapshots that it has, whoever made them. */
    List<SnapshotChooser.Candidate> candidates() throws CloudException;

    /** Asks for a snapshot and gives its id. */
    String snapshot(String name, OwnershipTag tag) throws CloudException;

    /** A snapshot that is ready. */
    Taken taken(String snapshotId) throws CloudException;
}
