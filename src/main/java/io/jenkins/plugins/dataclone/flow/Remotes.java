package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.ResourceKind;

/** The remote side of each kind of resource; an instance serves one tick. */
final class Remotes {
    private final RemoteSnapshot snapshot;
    private final RemoteShare share;
    private final RemoteVolumeSnapshot volumeSnapshot;
    private final RemoteVolume volume;
    private final RemoteAttachment attachment;
    private final RemoteAccessRule accessRule;
    private final RemoteCluster cluster;
    private final RemoteHeatStack heatStack;
    private final RemoteStack stack;

    Remotes(FlowContext context, String environmentId) {
        snapshot = new RemoteSnapshot(context, environmentId);
        share = new RemoteShare(context, environmentId);
        volumeSnapshot = new RemoteVolumeSnapshot(context, environmentId);
        volume = new RemoteVolume(context, environmentId);
        attachment = new RemoteAttachment(context);
        accessRule = new RemoteAccessRule(context);
        cluster = new RemoteCluster(context, environmentId);
        heatStack = new RemoteHeatStack(context, environmentId);
        stack = new RemoteStack(context, environmentId);
    }

    Remote of(ResourceKind kind) {
        return switch (kind) {
            case SHARE_SNAPSHOT, SHARE_CHECKPOINT -> snapshot;
            case SHARE -> share;
            case VOLUME_SNAPSHOT, VOLUME_CHECKPOINT -> volumeSnapshot;
            case VOLUME -> volume;
            case VOLUME_ATTACHMENT -> attachment;
            case ACCESS_RULE -> accessRule;
            case CLUSTER -> cluster;
            case HEAT_STACK -> heatStack;
            case STACK -> stack;
        };
    }
}
