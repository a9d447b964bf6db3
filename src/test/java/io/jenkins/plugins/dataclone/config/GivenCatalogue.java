package io.jenkins.plugins.dataclone.config;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.util.List;
import java.util.function.UnaryOperator;

/** The real look-ups and checks on values that are given instead of configured; one cloud, whose settings are given too. */
public final class GivenCatalogue implements Catalogue {
    private final CloudSettings settings;
    private final DataSources sources;
    private final BayTemplates templates;
    private final UnaryOperator<BayRequest> bays;
    private final List<DataSource> given;

    public GivenCatalogue(CloudSettings settings, List<DataSource> sources, List<BayTemplate> templates) {
        this(settings, sources, templates, UnaryOperator.identity());
    }

    /** @param bays changes bays beyond what an administrator may configure */
    public GivenCatalogue(
            CloudSettings settings,
            List<DataSource> sources,
            List<BayTemplate> templates,
            UnaryOperator<BayRequest> bays) {
        this(settings, sources, templates, bays, false);
    }

    private GivenCatalogue(
            CloudSettings settings,
            List<DataSource> sources,
            List<BayTemplate> templates,
            UnaryOperator<BayRequest> bays,
            boolean free) {
        this.bays = bays;
        this.given = sources;
        this.settings = settings;
        List<CloudProfile> clouds = List.of(new CloudProfile(settings.name(), settings.keystoneUrl()));
        this.sources = new DataSources(clouds, sources, job -> free, job -> false);
        this.templates = new BayTemplates(clouds, templates);
    }

    /** The same for builds that may clone what the rules for folders keep from their jobs. Without bay templates. */
    public GivenCatalogue free() {
        return new GivenCatalogue(settings, given, List.of(), bays, true);
    }

    @Override
    public boolean isKeptByFolders(String cloud, String source, String job) {
        return sources.isKeptByFolders(cloud, source, job);
    }

    @Override
    public String namePrefix() {
        return DataCloneConfiguration.DEFAULT_NAME_PREFIX;
    }

    @Override
    public CloudSettings cloud(String name) throws CloudException {
        if (!settings.name().equals(name)) {
            throw CloudException.of(CloudException.Kind.CONFIGURATION, "no cloud '" + name + "' is given");
        }
        return settings;
    }

    @Override
    public List<String> clouds() {
        return List.of(settings.name());
    }

    @Override
    public List<Offered> dataSources(String job) {
        return sources.offered(job);
    }

    @Override
    public List<Offered> bayTemplates(String job) {
        return templates.offered(job);
    }

    @Override
    public CloneRequest cloneRequest(String cloud, String source, String snapshot, String job) throws CloudException {
        return sources.cloneRequest(cloud, source, snapshot, job);
    }

    @Override
    public BayRequest bayRequest(String cloud, String template, int nodeCount, String job) throws CloudException {
        return bays.apply(templates.bayRequest(cloud, template, nodeCount, job));
    }

    @Override
    public Lifetime lifetime(String cloud, String source, String wanted, String job) throws CloudException {
        return source == null
                ? new ConfiguredCatalogue().lifetime(null, null, wanted, job)
                : sources.lifetime(cloud, source, job, wanted);
    }
}
