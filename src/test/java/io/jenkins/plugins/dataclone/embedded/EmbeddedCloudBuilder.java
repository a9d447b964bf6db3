package io.jenkins.plugins.dataclone.embedded;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Settings of an {@link EmbeddedCloud}; everything has a default. */
public final class EmbeddedCloudBuilder {
    private InstantSource clock = InstantSource.system();
    private Delays delays = Delays.instant();
    private boolean tls;
    private String host;
    private Duration tokenLifetime = Duration.ofHours(24);
    private final List<String> regions = new ArrayList<>(List.of("RegionOne"));
    private final Set<String> missing = new LinkedHashSet<>();
    private Set<String> coes = Set.of("kubernetes", "swarm", "swarm-mode");
    private int manilaMinor = 65;
    private int cinderMinor = 70;
    private boolean volumeNameFilter;
    private int maxPage = 1000;
    private int shareCapacity = 800;
    private boolean badRequestBeforeClusterGone = true;

    EmbeddedCloudBuilder() {}

    /** The cloud's time; default the system's. A {@link ManualClock} makes time stand still. */
    public EmbeddedCloudBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    /** How long things take; default {@link Delays#instant}. */
    public EmbeddedCloudBuilder delays(Delays newDelays) {
        delays = newDelays;
        return this;
    }

    /** Speaks HTTPS with a certificate of its own authority. */
    public EmbeddedCloudBuilder tls() {
        tls = true;
        return this;
    }

    /** Listens on no port: reached in the caller's thread under that name, which ends in {@code .embedded}. */
    public EmbeddedCloudBuilder inProcess(String name) {
        host = name;
        return this;
    }

    /** How long tokens are good; default 24 hours. */
    public EmbeddedCloudBuilder tokenLifetime(Duration lifetime) {
        tokenLifetime = lifetime;
        return this;
    }

    /** The regions in the catalog, all served by this cloud; default {@code RegionOne}. */
    public EmbeddedCloudBuilder regions(String... names) {
        regions.clear();
        regions.addAll(List.of(names));
        return this;
    }

    /** Leaves service types out of the catalog, e.g. {@code sharev2}. */
    public EmbeddedCloudBuilder without(String... serviceTypes) {
        missing.addAll(List.of(serviceTypes));
        return this;
    }

    /** The container engines Magnum supports; default kubernetes, swarm and swarm-mode. */
    public EmbeddedCloudBuilder containerEngines(String... names) {
        coes = Set.of(names);
        return this;
    }

    /** The highest Manila microversion, e.g. {@code 2.40}; default 2.65. */
    public EmbeddedCloudBuilder manilaMicroversion(String version) {
        manilaMinor = Integer.parseInt(version.substring(2));
        return this;
    }

    /** The highest Cinder microversion, e.g. {@code 3.50}; default 3.70. */
    public EmbeddedCloudBuilder cinderMicroversion(String version) {
        cinderMinor = Integer.parseInt(version.substring(2));
        return this;
    }

    /** Whether Cinder's administrator allows to look for a part of a name ({@code name~}); default false, as in Cinder. */
    public EmbeddedCloudBuilder volumeNameFilter(boolean allowed) {
        volumeNameFilter = allowed;
        return this;
    }

    /** Lists are cut at this many objects even without a limit; default 1000. */
    public EmbeddedCloudBuilder maxPage(int objects) {
        maxPage = objects;
        return this;
    }

    /** GiB the share back end has; a share beyond it ends in {@code error}; default 800. */
    public EmbeddedCloudBuilder shareCapacity(int gib) {
        shareCapacity = gib;
        return this;
    }

    /** Whether the first look at a cluster that just went away is a 400, as seen on real clouds; default true. */
    public EmbeddedCloudBuilder badRequestBeforeClusterGone(boolean happens) {
        badRequestBeforeClusterGone = happens;
        return this;
    }

    /** Starts it. */
    public EmbeddedCloud start() {
        CloudState cloud = new CloudState(new Timeline(clock, delays));
        cloud.accounts.tokenLifetime(tokenLifetime);
        cloud.regions = List.copyOf(regions);
        cloud.missingServices = Set.copyOf(missing);
        cloud.supportedCoes = coes;
        cloud.manilaMinor = manilaMinor;
        cloud.cinderMinor = cinderMinor;
        cloud.volumeNameFilter = volumeNameFilter;
        cloud.maxPage = maxPage;
        cloud.shareCapacity = shareCapacity;
        cloud.badRequestBeforeClusterGone = badRequestBeforeClusterGone;
        return new EmbeddedCloud(cloud, tls ? new CertificateAuthority("embedded cloud") : null, host);
    }
}
