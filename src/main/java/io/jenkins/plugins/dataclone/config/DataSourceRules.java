package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has to hold within a data source, and what follows from it. */
final class DataSourceRules {
    static final List<String> ACCESS_LEVELS = List.of("rw", "ro");
    /** Life of an environment when neither the job nor the administrator says anything. */
    static final Duration DEFAULT_TTL = Duration.ofHours(4);
    /** Longest life a job may ask for when the administrator says nothing. */
    static final Duration MAXIMUM_TTL = Duration.ofDays(1);

    private DataSourceRules() {}

    /**
     * Judges a data source together with its cloud, which decides whether everybody may be let in.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    static void check(DataSource source, CloudProfile profile) {
        new Problems("data source '" + source.getName() + "'")
                .check("name", FieldRules.name(source.getName()))
                .check("shareId", originProblem(source))
                .check("shareId", FieldRules.uuidOrNothing(source.getShareId()))
                .check("volumeId", FieldRules.uuidOrNothing(source.getVolumeId()))
                .check("shareType", typeProblem(source, source.getShareType(), DataKind.SHARE))
                .check("volumeType", typeProblem(source, source.getVolumeType(), DataKind.VOLUME))
                .check("snapshots", source.getSnapshots().problem())
                .check("shareNetwork", typeProblem(source, source.getShareNetwork(), DataKind.SHARE))
                .check("sizeGiB", FieldRules.atLeast(source.getSizeGiB(), 0))
                .check("maxSizeGiB", FieldRules.atLeast(source.getMaxSizeGiB(), 0))
                .check("sizeGiB", sizeProblem(source.getSizeGiB(), source.getMaxSizeGiB()))
                .check("accessLevel", FieldRules.oneOf(source.getAccessLevel(), ACCESS_LEVELS))
                .check("accessTo", accessProblem(kind(source), source.getAccessTo(), profile))
                .check("attachTo", attachProblem(source))
                .check("folders", FieldRules.each(source.getFolders(), FolderRule::problem))
                .check("defaultTtl", FieldRules.duration(source.getDefaultTtl()))
                .check("maximumTtl", FieldRules.duration(source.getMaximumTtl()))
                .check("defaultTtl", lifeProblem(source));
    }

    /** What it is made of: a share unless a volume is named. */
    static DataKind kind(DataSource source) {
        return source.getVolumeId() == null ? DataKind.SHARE : DataKind.VOLUME;
    }

    /** Id of the production share or volume. */
    static String originId(DataSource source) {
        return source.getVolumeId() == null ? source.getShareId() : source.getVolumeId();
    }

    /** Share or volume type of the clones, or null for production's own. */
    @CheckForNull
    static String cloneType(DataSource source) {
        return source.getVolumeId() == null ? source.getShareType() : source.getVolumeType();
    }

    private static Optional<String> attachProblem(DataSource source) {
        return source.getAttachTo().isEmpty() || kind(source) == DataKind.VOLUME
                ? Optional.empty()
                : Optional.of(Messages.DataSource_AttachShare());
    }

    /** The longest life a job may ask for. */
    static Duration longestLife(DataSource source) {
        return source.getMaximumTtl() == null ? MAXIMUM_TTL : Durations.parse(source.getMaximumTtl());
    }

    /** The life when the job does not say; never longer than {@link #longestLife}. */
    static Duration usualLife(DataSource source) {
        if (source.getDefaultTtl() != null) {
            return Durations.parse(source.getDefaultTtl());
        }
        Duration longest = longestLife(source);
        return DEFAULT_TTL.compareTo(longest) < 0 ? DEFAULT_TTL : longest;
    }

    /** @param profile the cloud, or null if it is not known yet */
    static Optional<String> accessProblem(DataKind kind, List<String> entries, @CheckForNull CloudProfile profile) {
        if (kind == DataKind.VOLUME) {
            return entries.isEmpty() ? Optional.empty() : Optional.of(Messages.DataSource_AccessToVolume());
        }
        if (entries.isEmpty()) {
            return Optional.of(Messages.DataSource_NoAccess());
        }
        Optional<String> malformed = FieldRules.each(entries, AccessList::problem);
        if (malformed.isPresent() || profile != null && profile.isAllowOpenAccess()) {
            return malformed;
        }
        return entries.stream().filter(AccessList::isOpen).findFirst().map(Messages::DataSource_Open);
    }

    private static Optional<String> originProblem(DataSource source) {
        boolean one = source.getShareId() == null ^ source.getVolumeId() == null;
        return one ? Optional.empty() : Optional.of(Messages.DataSource_Origin());
    }

    private static Optional<String> typeProblem(DataSource source, @CheckForNull String type, DataKind of) {
        return type == null || kind(source) == of ? Optional.empty() : Optional.of(Messages.DataSource_OtherType());
    }

    /** A clone of a set size that is above the limit could never be made, whatever production holds. */
    private static Optional<String> sizeProblem(int size, int most) {
        return most > 0 && size > most ? Optional.of(Messages.DataSource_Size(size, most)) : Optional.empty();
    }

    private static Optional<String> lifeProblem(DataSource source) {
        Duration usual = usualLife(source);
        Duration longest = longestLife(source);
        return usual.compareTo(longest) > 0
                ? Optional.of(Messages.DataSource_Life(Durations.format(usual), Durations.format(longest)))
                : Optional.empty();
    }
}
