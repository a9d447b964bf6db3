package io.jenkins.plugins.dataclone.config;

import hudson.Extension;
import io.jenkins.plugins.dataclone.ledger.ScanSettings;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.CleanupVerdict;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.WebhookTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What is configured on this controller, as the steps need it. */
@Extension
public final class ConfiguredCatalogue implements Catalogue {
    /** The life of an environment without a data source. */
    private static final Duration USUAL_LIFE = Duration.ofHours(4);

    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    /** Whether a job may clone what the rules for folders keep from it, by its full name. */
    private final Predicate<String> free;

    public ConfiguredCatalogue() {
        this(CloneRight::isGivenTo);
    }

    private ConfiguredCatalogue(Predicate<String> free) {
        this.free = free;
    }

    @Override
    public Catalogue forBuild(BooleanSupplier mayCloneFreely) {
        return new ConfiguredCatalogue(job -> mayCloneFreely.getAsBoolean());
    }

    @Override
    public String namePrefix() {
        return DataCloneConfiguration.get().getNamePrefix();
    }

    @Override
    public CloudSettings cloud(String name) throws CloudException {
        return CloudConnection.settings(DataCloneConfiguration.get().cloud(name));
    }

    @Override
    public List<String> clouds() {
        return DataCloneConfiguration.get().getClouds().stream()
                .map(CloudProfile::getName)
                .toList();
    }

    @Override
    public ScanSettings orphanScan() {
        return DataCloneConfiguration.get().getOrphanScan().settings();
    }

    @Override
    public List<Offered> dataSources(String job) {
        return DataSources.current(free).offered(job);
    }

    @Override
    public List<Offered> bayTemplates(String job) {
        return BayTemplates.current().offered(job);
    }

    @Override
    public CloneRequest cloneRequest(String cloud, String source, String snapshot, String job) throws CloudException {
        return DataSources.current(free).cloneRequest(cloud, source, snapshot, job);
    }

    @Override
    public boolean isKeptByFolders(String cloud, String source, String job) {
        return DataSources.current(free).isKeptByFolders(cloud, source, job);
    }

    @Override
    public BayRequest bayRequest(String cloud, String template, int nodeCount, String job) throws CloudException {
        return BayTemplates.current().bayRequest(cloud, template, nodeCount, job);
    }

    @Override
    public Lifetime lifetime(String cloud, String source, String wanted, String job) throws CloudException {
        if (source != null) {
            return DataSources.current(free).lifetime(cloud, source, job, wanted);
        }
        if (wanted == null) {
            return new Lifetime(USUAL_LIFE, LONGEST_LIFE);
        }
        try {
            Duration asked = Durations.parse(wanted);
            if (asked.compareTo(LONGEST_LIFE) <= 0) {
                return new Lifetime(asked, LONGEST_LIFE);
            }
        } catch (IllegalArgumentException e) {
            throw CloudException.of(CloudException.Kind.CONFIGURATION, "ttl: " + e.getMessage());
        }
        throw CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "ttl: an environment without a data source may live for " + Durations.format(LONGEST_LIFE)
                        + " at the most, not " + wanted);
    }

    @Override
    public Caps caps(String cloud) {
        return profile(cloud).map(profile -> profile.getCaps().caps()).orElse(Caps.NONE);
    }

    /** A file on disk may say anything: what cannot be read leaves a build its result. */
    @Override
    public CleanupVerdict failOnCleanupError() {
        try {
            return CleanupVerdict.parse(DataCloneConfiguration.get().getFailOnCleanupError());
        } catch (IllegalArgumentException e) {
            return CleanupVerdict.NO;
        }
    }

    @Override
    public int deletionsAtOnce(String cloud) {
        return profile(cloud)
                .map(profile -> profile.getConnection().getMaxDeletionsInFlight())
                .orElse(ConnectionOptions.DEFAULT_DELETIONS_IN_FLIGHT);
    }

    @Override
    public Optional<String> dashboard(String cloud) {
        return profile(cloud).map(CloudProfile::getDashboardUrl);
    }

    @Override
    public List<WebhookTarget> webhooks() {
        return WebhookTargets.of(DataCloneConfiguration.get().getWebhooks());
    }

    private static Optional<CloudProfile> profile(String cloud) {
        return ConfigurationRules.find(DataCloneConfiguration.get().getClouds(), cloud);
    }
}
