package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that exists, and the limits per project. Guarded by the lock of the cloud. */
final class Store {
    final Table<Share> shares;
    final Table<ShareSnapshot> shareSnapshots;
    final Table<AccessRule> accessRules;
    final Table<ShareNetwork> shareNetworks;
    final Table<Volume> volumes;
    final Table<VolumeSnapshot> volumeSnapshots;
    final Table<VolumeAttachment> attachments;
    final Table<Server> servers;
    final Table<ClusterTemplate> clusterTemplates;
    final Table<Cluster> clusters;
    final Table<Stack> stacks;
    final List<UserMessage> messages = new ArrayList<>();
    final List<UserMessage> volumeMessages = new ArrayList<>();
    final Map<String, Quotas> quotas = new LinkedHashMap<>();

    Store(Faults faults) {
        shares = new Table<>(Kind.SHARE, faults);
        shareSnapshots = new Table<>(Kind.SHARE_SNAPSHOT, faults);
        accessRules = new Table<>(Kind.ACCESS_RULE, faults);
        shareNetworks = new Table<>(Kind.SHARE_NETWORK, faults);
        volumes = new Table<>(Kind.VOLUME, faults);
        volumeSnapshots = new Table<>(Kind.VOLUME_SNAPSHOT, faults);
        attachments = new Table<>(Kind.VOLUME_ATTACHMENT, faults);
        servers = new Table<>(Kind.SERVER, faults);
        clusterTemplates = new Table<>(Kind.CLUSTER_TEMPLATE, faults);
        clusters = new Table<>(Kind.CLUSTER, faults);
        stacks = new Table<>(Kind.STACK, faults);
    }

    List<Table<? extends Resource>> tables() {
        return List.of(
                shares,
                shareSnapshots,
                accessRules,
                shareNetworks,
                volumes,
                volumeSnapshots,
                attachments,
                servers,
                clusterTemplates,
                clusters,
                stacks);
    }

    Table<? extends Resource> table(Kind kind) {
        return tables().stream().filter(t -> t.kind() == kind).findFirst().orElseThrow();
    }

    Quotas quotas(String projectId) {
        return quotas.computeIfAbsent(projectId, id -> new Quotas());
    }

    /** Takes an object away without a trace, whatever depends on it; what is nothing without it goes too. */
    void vanish(String id) {
        accessRules.all().stream().filter(rule -> rule.share.id.equals(id)).forEach(accessRules::remove);
        attachments.all().stream()
                .filter(attachment -> attachment.volume.id.equals(id))
                .forEach(attachments::remove);
        for (Table<? extends Resource> table : tables()) {
            removeFrom(table, id);
        }
    }

    private static <T extends Resource> void removeFrom(Table<T> table, String id) {
        T row = table.get(id);
        if (row != null) {
            table.remove(row);
        }
    }
}
