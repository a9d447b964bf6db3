package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import java.util.List;
import java.util.Optional;

/** A Cinder snapshot made by us: of a production volume, or of a clone. */
final class RemoteVolumeSnapshot implements Remote {
    /** Id of the volume it is of. */
    static final String SOURCE = SharedSnapshots.ORIGIN;

    private final FlowContext context;
    private final Namesakes namesakes;

    RemoteVolumeSnapshot(FlowContext context, String environmentId) {
        this.context = context;
        this.namesakes = new Namesakes(context, environmentId);
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        String source = resource.attribute(SOURCE).orElseThrow();
        List<Snapshot> listed = volumes(resource).listSnapshots(resource.name()).stream()
                // a snapshot of another volume cannot be the one we asked for
                .filter(snapshot -> snapshot.volumeId().equals(source))
                .toList();
        return namesakes.ours(resource, listed, Snapshot::name, Snapshot::id, Snapshot::metadata);
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Snapshot> listed = context.board(resource.cloud()).volumeSnapshot(resource.id());
        return listed.isPresent() ? seen(resource, listed.get()) : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        return Look.unlessMissing(() -> seen(resource, volumes(resource).showSnapshot(resource.id())));
    }

    private Look seen(Resource resource, Snapshot snapshot) throws CloudException {
        RemoteStatus status = snapshot.remoteStatus();
        // a snapshot that the storage still needs comes back, and a message says so
        if (status == RemoteStatus.READY && resource.state() == ResourceState.DELETING) {
            return Look.failed(
                    status,
                    snapshot.status(),
                    volumes(resource).failureReason(snapshot.id()).orElse(null));
        }
        return Look.of(status, snapshot.status(), () -> volumes(resource).failureReason(snapshot.id()));
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        volumes(resource).deleteSnapshot(resource.id());
    }

    private Volumes volumes(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).volumes();
    }
}
