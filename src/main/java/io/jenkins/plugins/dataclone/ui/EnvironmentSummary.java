package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One environment as a line of the table, and as programs read it. Made for one answer: its ages are those of that moment. */
@ExportedBean(defaultVisibility = 2)
public final class EnvironmentSummary {
    private static final Pattern MADE_UP = Pattern.compile("block-[0-9a-f-]{36}");

    private final Environment environment;
    private final EnvironmentFacts facts;
    private final OwnerAccess access;
    private final Status status;
    private final Instant now;

    EnvironmentSummary(Environment environment, OwnerAccess access, Instant now) {
        this.environment = environment;
        this.facts = EnvironmentFacts.of(environment);
        this.access = access;
        this.status = Status.of(environment);
        this.now = now;
    }

    @Exported
    public String getId() {
        return environment.id();
    }

    /** The author's name for it. */
    @Exported
    public String getName() {
        return environment.name();
    }

    /** Its name where the author gave it one, otherwise an empty text: blocks have made-up names, and many have none. */
    public String getGivenName() {
        return givenName(getName());
    }

    static String givenName(String name) {
        return name.equals("default") || MADE_UP.matcher(name).matches() ? "" : name;
    }

    /** The build that owns it, {@code folder/job#12}. */
    @Exported
    public String getRun() {
        return environment.owner().run();
    }

    /** Address of the build below Jenkins' own, or null if its job is gone. */
    @CheckForNull
    public String getRunUrl() {
        return access.jobExists() && !environment.owner().url().isEmpty()
                ? environment.owner().url()
                : null;
    }

    /** Full name of the folder of the build's job; empty at the top. */
    public String getFolder() {
        String job = environment.owner().job();
        int slash = job.lastIndexOf('/');
        return slash < 0 ? "" : job.substring(0, slash);
    }

    /** Key of its {@link Status}. */
    @Exported
    public String getState() {
        return status.key();
    }

    public Status getStatus() {
        return status;
    }

    @Exported
    public List<String> getSources() {
        return facts.sources();
    }

    public String getSourceText() {
        return String.join(", ", facts.sources());
    }

    /** Names of the clouds it has something on. */
    @Exported
    public List<String> getClouds() {
        return environment.resources().stream()
                .map(Resource::cloud)
                .distinct()
                .sorted()
                .toList();
    }

    public String getCloudText() {
        return String.join(", ", getClouds());
    }

    /** The oldest moment its data is from, ISO 8601, or null while that is not known. */
    @CheckForNull
    @Exported
    public String getDataTime() {
        return facts.dataTime().map(Times::iso).orElse(null);
    }

    public String getDataTimeText() {
        return facts.dataTime().map(Times::minute).orElse("");
    }

    /** The same without saying that it is UTC. */
    public String getDataTimeShort() {
        return getDataTimeText().replace(" UTC", "");
    }

    /** When it was opened, ISO 8601. */
    @Exported
    public String getCreatedAt() {
        return Times.iso(environment.createdAt());
    }

    public String getAge() {
        return Times.length(lived());
    }

    public long getAgeSeconds() {
        return lived().toSeconds();
    }

    /** When it is taken away even if its build still runs, ISO 8601. */
    @Exported
    public String getExpiresAt() {
        return Times.iso(environment.expiresAt());
    }

    public String getExpiresText() {
        return Times.minute(environment.expiresAt());
    }

    public String getExpiresIn() {
        if (!environment.state().isUsable()) {
            return "";
        }
        Duration left = left();
        return left.isNegative() ? Messages.EnvironmentSummary_Overdue() : Times.length(left);
    }

    /** For sorting; what is being taken away sorts as if it had no time left. */
    public long getExpiresSeconds() {
        return environment.state().isUsable() ? left().toSeconds() : 0;
    }

    /** What its clones hold together, in GiB. */
    @Exported
    public int getSizeGiB() {
        return facts.sizeGiB();
    }

    /** Names of the templates of its bays. */
    @Exported
    public List<String> getBays() {
        return facts.bays().stream().map(EnvironmentFacts.Bay::template).toList();
    }

    public String getBayText() {
        return String.join(", ", getBays());
    }

    /** Why it is kept for debugging, or null if it is not. */
    @CheckForNull
    @Exported
    public String getKeptBecause() {
        return environment.keptBecause();
    }

    /** Why it is being taken away, or null while it is open. */
    @CheckForNull
    @Exported
    public String getReleaseReason() {
        return environment.releaseReason();
    }

    /** What stands in the way of taking it away, or null. */
    @CheckForNull
    @Exported
    public String getProblem() {
        return environment.problem();
    }

    /** Whether the user may let it live longer. */
    public boolean isExtendable() {
        return environment.state().isUsable() && access.hasPermission(DataClonePermissions.EXTEND);
    }

    /** Whether the user may take it away. */
    public boolean isDestroyable() {
        return environment.state().isUsable() && access.hasPermission(DataClonePermissions.DESTROY);
    }

    Environment environment() {
        return environment;
    }

    EnvironmentFacts facts() {
        return facts;
    }

    OwnerAccess access() {
        return access;
    }

    /** Whether anything that people search by contains the words, one after the other, in any case. */
    boolean mentions(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        Stream.of(getId(), getName(), getRun(), getSourceText(), getCloudText(), getBayText()),
                        environment.resources().stream()
                                .flatMap(r -> Stream.of(r.name(), r.id() == null ? "" : r.id())))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** How long it lives or has lived: the end is when the last of it was confirmed gone. */
    private Duration lived() {
        Instant end = now;
        if (status.isOver()) {
            end = environment.resources().stream()
                    .map(Resource::goneAt)
                    .filter(gone -> gone != null)
                    .max(Instant::compareTo)
                    .orElse(environment.createdAt());
        }
        return Duration.between(environment.createdAt(), end);
    }

    private Duration left() {
        return Duration.between(now, environment.expiresAt());
    }
}
