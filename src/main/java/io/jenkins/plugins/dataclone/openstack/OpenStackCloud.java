package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudIdentity;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Networks;
import io.jenkins.plugins.dataclone.port.Quotas;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Time;
import io.jenkins.plugins.dataclone.port.Volumes;

/**
 * A real OpenStack. Made without a call; logs in when it is first used and keeps its token. Make one per configured cloud
 * and keep it: tokens and connections are shared through it. Thread-safe.
 */
public final class OpenStackCloud implements Cloud {
    /** Manila's own upper limit in its default configuration. */
    private static final int PAGE = 1000;

    private final CloudSettings settings;
    private final Transport transport;
    private final Session session;
    private final Session clusterSession;
    private final ManilaShares shares;
    private final CinderVolumes volumes;
    private final NovaServers servers;
    private final MagnumClusters clusters;
    private final HeatStacks stacks;
    private final NeutronNetworks networks;
    private final ProjectQuotas quotas;

    public OpenStackCloud(CloudSettings settings) {
        this(settings, Time.system(), PAGE);
    }

    OpenStackCloud(CloudSettings settings, Time time, int pageSize) {
        this.settings = settings;
        this.transport = new Transport(settings, time);
        this.session = new Session(settings, settings.credential(), transport, time);
        boolean same = settings.clusterCredential().equals(settings.credential());
        this.clusterSession = same ? session : new Session(settings, settings.clusterCredential(), transport, time);
        this.shares = new ManilaShares(session, pageSize);
        this.volumes = new CinderVolumes(session, pageSize);
        this.servers = new NovaServers(session);
        NeutronNetworks clusterNetworks = new NeutronNetworks(clusterSession);
        this.stacks = new HeatStacks(clusterSession, clusterNetworks, settings.heatTemplatesAllowed());
        this.clusters = new MagnumClusters(clusterSession, stacks, clusterNetworks);
        this.networks = new NeutronNetworks(session);
        this.quotas = new ProjectQuotas(session, clusterSession, shares.version(), stacks);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Shares shares() {
        return shares;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public Servers servers() {
        return servers;
    }

    @Override
    public Clusters clusters() {
        return clusters;
    }

    @Override
    public Stacks stacks() {
        return stacks;
    }

    @Override
    public Networks networks() {
        return networks;
    }

    @Override
    public Quotas quotas() {
        return quotas;
    }

    /**
     * Who this controller is there and what it finds, within {@link Whoami#LIMIT}.
     *
     * @throws CloudException if nobody can log in, or the configured region does not exist; a service that is missing or does
     *     not answer is no error but a part of the answer
     */
    public CloudIdentity whoami() throws CloudException {
        return new Whoami(settings, transport, session, clusterSession, quotas, Whoami.LIMIT).ask();
    }
}
