package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.SanitizingRecord;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.util.List;

/** A production volume, in use or not. */
final class VolumeProduction implements Production {
    private final Flow<?> flow;
    private final FlowContext context;
    private final String environmentId;
    private final CloneRequest request;

    /** @param flow is told what the type of the clones is like */
    VolumeProduction(Flow<?> flow, String environmentId, CloneRequest request) {
        this.flow = flow;
        this.context = flow.context();
        this.environmentId = environmentId;
        this.request = request;
    }

    @Override
    public ResourceKind snapshotKind() {
        return ResourceKind.VOLUME_SNAPSHOT;
    }

    @Override
    public Remote snapshots() {
        return new RemoteVolumeSnapshot(context, environmentId);
    }

    @Override
    public Facts require() throws CloudException {
        VolumeCheck check = new VolumeCheck(request, volumes());
        Volume source = check.require();
        check.type(source)
                .ifPresent(type -> flow.say(
                        "Clones of data source '" + request.source() + "' are of " + VolumeCheck.described(type)));
        return facts(source);
    }

    @Override
    public Facts look() throws CloudException {
        return facts(volumes().showVolume(request.originId()));
    }

    private static Facts facts(Volume volume) {
        return new Facts(volume.sizeGiB(), "", volume.type());
    }

    /** What Cinder takes when somebody reverts the volume holds what he wanted to be rid of, and does not last. */
    @Override
    public List<SnapshotChooser.Candidate> candidates() throws CloudException {
        return volumes().snapshotsOf(request.originId()).stream()
                .filter(each -> !each.isBackupOfRevert())
                .map(each -> new SnapshotChooser.Candidate(
                        each.id(),
                        each.name(),
                        each.remoteStatus(),
                        each.sizeGiB(),
                        each.createdAt(),
                        OwnershipTag.from(each.metadata()),
                        SanitizingRecord.from(each.metadata())))
                .toList();
    }

    @Override
    public String snapshot(String name, OwnershipTag tag) throws CloudException {
        return volumes().createSnapshot(request.originId(), name, tag).id();
    }

    @Override
    public Taken taken(String snapshotId) throws CloudException {
        Snapshot snapshot = volumes().showSnapshot(snapshotId);
        return new Taken(snapshot.sizeGiB(), snapshot.createdAt());
    }

    private Volumes volumes() throws CloudException {
        return context.cloud(request.cloud()).volumes();
    }
}
