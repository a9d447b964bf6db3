package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns the name of a data source into what a clone of it is made of, for one item. Nothing else of a request comes from the
 * author of a job. Every error is a {@link CloudException} of kind CONFIGURATION.
 */
public final class DataSources {
    private final List<CloudProfile> clouds;
    private final List<DataSource> sources;
    private final Predicate<String> free;
    private final Predicate<String> fork;

    DataSources(List<CloudProfile> clouds, List<DataSource> sources) {
        this(clouds, sources, job -> false, job -> false);
    }

    /**
     * @param free tells whether a job may use what the rules for folders keep from it, by its full name
     * @param fork tells whether a job builds a pull request from a fork
     */
    DataSources(List<CloudProfile> clouds, List<DataSource> sources, Predicate<String> free, Predicate<String> fork) {
        this.clouds = List.copyOf(clouds);
        this.sources = List.copyOf(sources);
        this.free = free;
        this.fork = fork;
    }

    /**
     * What is configured at this moment.
     *
     * @param free tells whether a job may use what the rules for folders keep from it, by its full name
     */
    static DataSources current(Predicate<String> free) {
        DataCloneConfiguration configuration = DataCloneConfiguration.get();
        return new DataSources(configuration.getClouds(), configuration.getDataSources(), free, ForkRule::isFromFork);
    }

    /**
     * The clone an item asks for.
     *
     * @param cloud name of the cloud; may be null or empty if the source exists on one cloud only
     * @param source name of the data source
     * @param snapshot which snapshot the author asks for, or null or empty for what the administrator decided
     * @param itemFullName full name of the job, {@code team/app/main}
     * @throws CloudException if the item may not use such a source, with the names it may use; or if what is configured is
     *     not sound, which is judged again here because a file on disk may say anything
     */
    public CloneRequest cloneRequest(
            @CheckForNull String cloud, String source, @CheckForNull String snapshot, String itemFullName)
            throws CloudException {
        DataSource found = find(cloud, source, itemFullName);
        return new CloneRequest(
                found.getCloud(),
                found.getName(),
                DataSourceRules.kind(found),
                DataSourceRules.originId(found),
                snapshots(found, snapshot),
                new CloneShape(
                        DataSourceRules.cloneType(found),
                        found.getSizeGiB(),
                        found.getMaxSizeGiB(),
                        found.getAvailabilityZone(),
                        found.getShareNetwork()),
                new AccessPolicy(
                        AccessList.grantees(found.getAccessTo()), found.getAccessLevel(), isOpenAllowed(found)),
                new AttachPolicy(List.of(), found.getAttachTo()));
    }

    /**
     * How long an environment with a clone of that source lives, and how long it may live.
     *
     * @param requested what the job says ({@code 2h}), or null or empty for the source's default
     * @throws CloudException as {@link #cloneRequest}, and if the job asks for more than the source allows
     */
    public Lifetime lifetime(
            @CheckForNull String cloud, String source, String itemFullName, @CheckForNull String requested)
            throws CloudException {
        DataSource found = find(cloud, source, itemFullName);
        if (requested == null || requested.isBlank()) {
            return new Lifetime(DataSourceRules.usualLife(found), DataSourceRules.longestLife(found));
        }
        Duration wanted;
        try {
            wanted = Durations.parse(requested);
        } catch (IllegalArgumentException e) {
            throw CloudException.of(CloudException.Kind.CONFIGURATION, "ttl: " + e.getMessage());
        }
        Duration longest = DataSourceRules.longestLife(found);
        if (wanted.compareTo(longest) > 0) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "ttl: data source '" + found.getName() + "' on cloud '" + found.getCloud() + "' allows at most "
                            + Durations.format(longest) + ", not " + Durations.format(wanted));
        }
        return new Lifetime(wanted, longest);
    }

    private static SnapshotPolicy snapshots(DataSource source, @CheckForNull String wanted) throws CloudException {
        try {
            return source.getSnapshots().policy(wanted);
        } catch (IllegalArgumentException e) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "snapshot: of data source '" + source.getName() + "' on cloud '" + source.getCloud() + "' "
                            + e.getMessage());
        }
    }

    private boolean isOpenAllowed(DataSource source) {
        return ConfigurationRules.find(clouds, source.getCloud())
                .filter(CloudProfile::isAllowOpenAccess)
                .isPresent();
    }

    /** Those an item may use; all of them for null. */
    List<Catalogue.Offered> offered(@CheckForNull String itemFullName) {
        List<DataSource> open = itemFullName == null ? sources : open(itemFullName);
        return open.stream()
                .map(source -> new Catalogue.Offered(source.getCloud(), source.getName()))
                .toList();
    }

    private List<DataSource> open(String itemFullName) {
        List<DataSource> open = sources.stream()
                .filter(candidate -> FolderRule.allows(candidate.getFolders(), itemFullName))
                .toList();
        return open.size() < sources.size() && free.test(itemFullName) ? sources : open;
    }

    /** Whether the rules for folders keep a source of that name on that cloud from an item. */
    boolean isKeptByFolders(String cloud, String source, String itemFullName) {
        return sources.stream()
                .anyMatch(candidate -> candidate.getCloud().equals(cloud)
                        && candidate.getName().equals(source)
                        && !FolderRule.allows(candidate.getFolders(), itemFullName));
    }

    private DataSource find(@CheckForNull String cloud, String source, String itemFullName) throws CloudException {
        DataSource found = new Offer<>("data source", open(itemFullName), DataSource::getName, DataSource::getCloud)
                .find(cloud, source);
        if (!found.isAllowForks() && fork.test(itemFullName)) {
            throw ForkRule.refusal(found);
        }
        Optional<CloudProfile> profile = ConfigurationRules.find(clouds, found.getCloud());
        try {
            DataSourceRules.check(
                    found,
                    profile.orElseThrow(
                            () -> new IllegalArgumentException(found + ": this cloud is not configured any more")));
            return found;
        } catch (IllegalArgumentException e) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "the configuration is not sound, tell the administrator: " + e.getMessage());
        }
    }
}
