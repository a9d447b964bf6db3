package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import java.time.Instant;

/** Production data that was cloned; a part of {@link EnvironmentReceipt} and kept like it. */
public final class ReceiptData {
    private final String source;
    private final String cloud;
    /** Id of the clone, or null if none was made. */
    private final String cloneId;
    /** Id of the snapshot it was made from, or null. */
    private final String snapshotId;

    private final long dataTime;
    /** The run that made the data harmless, or null. */
    private final String sanitizerRun;

    private final int sizeGiB;
    /** From the request until it was usable; 0 if it never was. */
    private final long tookMillis;
    /** Where it was mounted from, or null. */
    private final String export;

    ReceiptData(EnvironmentFacts.Clone clone) {
        source = clone.source();
        cloud = clone.resource().cloud();
        cloneId = clone.resource().id();
        snapshotId = clone.snapshotId();
        dataTime = EnvironmentReceipt.millis(clone.dataTime());
        sanitizerRun = clone.sanitizerRun();
        sizeGiB = clone.sizeGiB();
        tookMillis = EnvironmentFacts.took(clone.resource())
                .map(took -> Math.max(1, took.toMillis()))
                .orElse(0L);
        export = clone.export();
    }

    @NonNull
    public String getSource() {
        return source;
    }

    @NonNull
    public String getCloud() {
        return cloud;
    }

    @CheckForNull
    public String getCloneId() {
        return cloneId;
    }

    @CheckForNull
    public String getSnapshotId() {
        return snapshotId;
    }

    /** The moment the data is from, or null if the cloud does not tell. */
    @CheckForNull
    public Instant getDataTime() {
        return EnvironmentReceipt.instant(dataTime);
    }

    /** The run that made the data harmless, or null if none is recorded. */
    @CheckForNull
    public String getSanitizerRun() {
        return sanitizerRun;
    }

    /** 0 if it is not known. */
    public int getSizeGiB() {
        return sizeGiB;
    }

    /** Milliseconds from the request until it was usable; 0 if it never was. */
    public long getTookMillis() {
        return tookMillis;
    }

    @CheckForNull
    public String getExport() {
        return export;
    }
}
