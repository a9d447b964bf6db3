package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import java.util.List;

/** A production share. */
final class ShareProduction implements Production {
    private final FlowContext context;
    private final String environmentId;
    private final CloneRequest request;

    ShareProduction(FlowContext context, String environmentId, CloneRequest request) {
        this.context = context;
        this.environmentId = environmentId;
        this.request = request;
    }

    @Override
    public ResourceKind snapshotKind() {
        return ResourceKind.SHARE_SNAPSHOT;
    }

    @Override
    public Remote snapshots() {
        return new RemoteSnapshot(context, environmentId);
    }

    @Override
    public Facts require() throws CloudException {
        return facts(new ShareCheck(request, shares()).require());
    }

    @Override
    public Facts look() throws CloudException {
        return facts(shares().showShare(request.originId()));
    }

    private static Facts facts(Share share) {
        return new Facts(share.sizeGiB(), share.protocol(), share.type());
    }

    @Override
    public List<SnapshotChooser.Candidate> candidates() throws CloudException {
        return shares().listSnapshotsOf(request.originId()).stream()
                .map(each -> new SnapshotChooser.Candidate(
                        each.id(),
                        each.name(),
                        each.remoteStatus(),
                        each.sizeGiB(),
                        each.createdAt(),
                        each.tag(),
                        each.sanitized()))
                .toList();
    }

    @Override
    public String snapshot(String name, OwnershipTag tag) throws CloudException {
        return shares().createSnapshot(request.originId(), name, tag).id();
    }

    @Override
    public Taken taken(String snapshotId) throws CloudException {
        Snapshot snapshot = shares().showSnapshot(snapshotId);
        return new Taken(snapshot.sizeGiB(), snapshot.createdAt());
    }

    private Shares shares() throws CloudException {
        return context.cloud(request.cloud()).shares();
    }
}
