package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a build got and gave back: one environment with its data, its bay, its applications, and each object in a cloud with when
 * it was made, when it was gone and how that is known. Stays with the build when the ledger has long forgotten.
 *
 * <p>Written into the build's record by XStream, so it is made of plain classes; fields may be added and none is renamed. Times
 * are milliseconds since 1970, 0 where there is none. Immutable, except for XStream.
 */
public final class EnvironmentReceipt {
    /** Id of the environment. */
    private final String id;
    /** Its name within the build. */
    private final String name;
    /** {@link EnvironmentState}. */
    private final String state;

    private final long openedAt;
    /** While it is in use, when it is taken away at the latest; while it is kept, until when. */
    private final long expiresAt;
    /** Why it was kept for debugging, or null. */
    private final String keptBecause;

    private final long releasedAt;
    /** Why it was taken away, or null. */
    private final String releaseReason;

    private final long endedAt;
    /** What stands in the way of taking it away, or null. */
    private final String problem;

    private final List<ReceiptData> data = new ArrayList<>();
    private final List<ReceiptBay> bays = new ArrayList<>();
    private final List<ReceiptApplication> applications = new ArrayList<>();
    private final List<ReceiptItem> items = new ArrayList<>();

    private EnvironmentReceipt(Environment environment) {
        id = environment.id();
        name = environment.name();
        state = environment.state().name();
        openedAt = millis(environment.createdAt());
        expiresAt = millis(environment.expiresAt());
        keptBecause = environment.keptBecause();
        releasedAt = millis(environment.releasedAt());
        releaseReason = environment.releaseReason();
        endedAt = millis(environment.endedAt());
        problem = environment.problem();
        EnvironmentFacts facts = EnvironmentFacts.of(environment);
        facts.clones().forEach(clone -> data.add(new ReceiptData(clone)));
        facts.bays().forEach(bay -> bays.add(new ReceiptBay(bay)));
        facts.stacks().forEach(stack -> applications.add(new ReceiptApplication(stack)));
        environment.resources().forEach(resource -> items.add(new ReceiptItem(resource)));
    }

    /** The receipt as of now. */
    @NonNull
    public static EnvironmentReceipt of(@NonNull Environment environment) {
        return new EnvironmentReceipt(environment);
    }

    @NonNull
    public String getId() {
        return id;
    }

    @NonNull
    public String getName() {
        return name;
    }

    @NonNull
    public EnvironmentState getState() {
        return EnvironmentState.valueOf(state);
    }

    @NonNull
    public Instant getOpenedAt() {
        return Instant.ofEpochMilli(openedAt);
    }

    @NonNull
    public Instant getExpiresAt() {
        return Instant.ofEpochMilli(expiresAt);
    }

    /** Until when it is kept for debugging, or null if it is not. */
    @CheckForNull
    public Instant getKeptUntil() {
        return getState() == EnvironmentState.KEPT ? getExpiresAt() : null;
    }

    @CheckForNull
    public String getKeptBecause() {
        return keptBecause;
    }

    @CheckForNull
    public Instant getReleasedAt() {
        return instant(releasedAt);
    }

    @CheckForNull
    public String getReleaseReason() {
        return releaseReason;
    }

    /** When the last object was confirmed gone, or null. */
    @CheckForNull
    public Instant getEndedAt() {
        return instant(endedAt);
    }

    @CheckForNull
    public String getProblem() {
        return problem;
    }

    @NonNull
    public List<ReceiptData> getData() {
        return Collections.unmodifiableList(data);
    }

    @NonNull
    public List<ReceiptBay> getBays() {
        return Collections.unmodifiableList(bays);
    }

    @NonNull
    public List<ReceiptApplication> getApplications() {
        return Collections.unmodifiableList(applications);
    }

    /** Every object, in the order in which they were asked for. */
    @NonNull
    public List<ReceiptItem> getItems() {
        return Collections.unmodifiableList(items);
    }

    static long millis(Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
