package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Quotas;
import io.jenkins.plugins.dataclone.port.Stacks;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Quotas that a test sets; what it does not set is not known to this cloud. */
public final class FakeQuotas implements Quotas {
    private final FakeCloud cloud;
    private final Map<QuotaItem, Quota> quotas = new TreeMap<>();

    FakeQuotas(FakeCloud cloud) {
        this.cloud = cloud;
    }

    /** Limit and usage of a kind from now on. */
    public synchronized void set(QuotaKind kind, long limit, long used) {
        quotas.put(QuotaItem.of(kind), new Quota(limit, used));
    }

    @Override
    public synchronized Map<QuotaItem, Quota> read(Set<QuotaItem> items) {
        try {
            return cloud.call("readQuotas", "", () -> {
                Map<QuotaItem, Quota> known = new TreeMap<>(quotas);
                known.keySet().retainAll(items);
                return known;
            });
        } catch (CloudException silent) {
            return Map.of();
        }
    }

    @Override
    public Demand ofCluster(Clusters.NewCluster request) {
        return Demand.of(QuotaKind.CLUSTERS, 1)
                .plus(Demand.of(QuotaKind.INSTANCES, request.nodeCount() + request.masterCount()));
    }

    /** A line {@code server ...} is a server. */
    @Override
    public Demand ofStack(Stacks.Template template, Map<String, String> parameters) {
        long servers = template.text()
                .lines()
                .filter(line -> line.startsWith("server "))
                .count();
        return Demand.of(QuotaKind.INSTANCES, servers);
    }
}
