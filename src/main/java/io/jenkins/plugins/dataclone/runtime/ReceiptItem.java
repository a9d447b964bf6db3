package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import java.time.Instant;

/** An object in a cloud; a part of {@link EnvironmentReceipt} and kept like it. */
public final class ReceiptItem {
    /** {@link ResourceKind}. */
    private final String kind;

    private final String cloud;
    private final String name;
    /** The cloud's id, or null if it never had one. */
    private final String id;
    /** {@link ResourceState}. */
    private final String state;
    /** When it was asked for. */
    private final long requestedAt;

    private final long readyAt;
    private final long goneAt;
    /** {@link GoneProof}, or null while it is not gone. */
    private final String goneProof;
    /** What went wrong with it last, or null. */
    private final String problem;

    ReceiptItem(Resource resource) {
        kind = resource.kind().name();
        cloud = resource.cloud();
        name = resource.name();
        id = resource.id();
        state = resource.state().name();
        requestedAt = EnvironmentReceipt.millis(resource.requestedAt());
        readyAt = EnvironmentReceipt.millis(resource.readyAt());
        goneAt = EnvironmentReceipt.millis(resource.goneAt());
        goneProof = resource.goneProof().map(Enum::name).orElse(null);
        problem = resource.problem();
    }

    @NonNull
    public ResourceKind getKind() {
        return ResourceKind.valueOf(kind);
    }

    @NonNull
    public String getCloud() {
        return cloud;
    }

    @NonNull
    public String getName() {
        return name;
    }

    @CheckForNull
    public String getId() {
        return id;
    }

    @NonNull
    public ResourceState getState() {
        return ResourceState.valueOf(state);
    }

    /** When it was asked for, or null if it never was. */
    @CheckForNull
    public Instant getRequestedAt() {
        return EnvironmentReceipt.instant(requestedAt);
    }

    /** When it became usable, or null if it never did. */
    @CheckForNull
    public Instant getReadyAt() {
        return EnvironmentReceipt.instant(readyAt);
    }

    /** When it was confirmed gone, or null while it is not. */
    @CheckForNull
    public Instant getGoneAt() {
        return EnvironmentReceipt.instant(goneAt);
    }

    /** How it is known to be gone, or null while it is not. */
    @CheckForNull
    public GoneProof getGoneProof() {
        return goneProof == null ? null : GoneProof.valueOf(goneProof);
    }

    @CheckForNull
    public String getProblem() {
        return problem;
    }
}
