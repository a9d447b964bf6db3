package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Networks;
import io.jenkins.plugins.dataclone.port.Quotas;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Volumes;

/**
 * A cloud through which production cannot be changed: every call that changes or deletes something is refused, before
 * anything is sent, unless the ledger has recorded the object as one of ours. What remains possible on a foreign share or volume
 * is to read it and to take a snapshot of it.
 */
public final class GuardedCloud implements Cloud {
    private final Cloud cloud;
    private final Ownership ours;

    public GuardedCloud(Cloud cloud, Ledger ledger) {
        this.cloud = cloud;
        this.ours = new Ownership(ledger, cloud.name());
    }

    @Override
    public String name() {
        return cloud.name();
    }

    @Override
    public Shares shares() {
        return new GuardedShares(cloud.shares(), ours);
    }

    @Override
    public Volumes volumes() {
        return new GuardedVolumes(cloud.volumes(), ours);
    }

    @Override
    public Servers servers() {
        return new GuardedServers(cloud.servers(), ours);
    }

    @Override
    public Clusters clusters() {
        return new GuardedClusters(cloud.clusters(), ours);
    }

    @Override
    public Stacks stacks() {
        return new GuardedStacks(cloud.stacks(), ours);
    }

    @Override
    public Networks networks() {
        return cloud.networks();
    }

    @Override
    public Quotas quotas() {
        return cloud.quotas();
    }
}
