package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.util.List;
import java.util.Optional;

/** A Cinder volume created from a snapshot. */
final class RemoteVolume implements Remote {
    private final FlowContext context;
    private final Namesakes namesakes;

    RemoteVolume(FlowContext context, String environmentId) {
        this.context = context;
        this.namesakes = new Namesakes(context, environmentId);
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        List<Volume> listed = volumes(resource).listVolumes(resource.name());
        return namesakes.ours(resource, listed, Volume::name, Volume::id, Volume::metadata);
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Volume> listed = context.board(resource.cloud()).volume(resource.id());
        return listed.isPresent() ? seen(resource, listed.get()) : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        return Look.unlessMissing(() -> seen(resource, volumes(resource).showVolume(resource.id())));
    }

    private Look seen(Resource resource, Volume volume) throws CloudException {
        return Look.of(
                volume.remoteStatus(), volume.status(), () -> volumes(resource).failureReason(volume.id()));
    }

    /**
     * Takes the volume off whatever has it first: a volume plugin on a bay's node may have attached it by itself, and need not
     * have let go when its node went. What is asked for here shows at the next look, and is asked for again until it does.
     */
    @Override
    public void delete(Resource resource) throws CloudException {
        Optional<Volume> volume = existing(resource);
        if (volume.isEmpty()) {
            return;
        }
        switch (volume.get().status()) {
            case "in-use", "reserved", "attaching" ->
                new Detachment(context.cloud(resource.cloud()), resource.id()).fromAll();
            case "detaching" -> {
                // it has been asked for
            }
            default -> deleteDetached(resource);
        }
    }

    /**
     * With its checkpoints, if they have not gone by themselves, and with what a revert that has failed left behind; never with a
     * snapshot that is not ours.
     */
    private void deleteDetached(Resource resource) throws CloudException {
        try {
            volumes(resource).deleteVolume(resource.id());
        } catch (CloudException e) {
            if (e.kind() != CloudException.Kind.CONFLICT) {
                throw e;
            }
            List<Snapshot> snapshots = volumes(resource).snapshotsOf(resource.id());
            List<Snapshot> foreign = snapshots.stream()
                    .filter(snapshot -> !snapshot.isBackupOfRevert()
                            && !context.ledger().owns(ResourceKind.VOLUME_CHECKPOINT, resource.cloud(), snapshot.id()))
                    .toList();
            if (!foreign.isEmpty()) {
                throw CloudException.of(
                        CloudException.Kind.CONFLICT,
                        "Volume " + resource.name() + " on cloud '" + resource.cloud() + "' cannot be deleted while it"
                                + " has snapshots that others made: "
                                + String.join(
                                        ", ",
                                        foreign.stream()
                                                .map(snapshot -> snapshot.name() + " (" + snapshot.id() + ")")
                                                .toList())
                                + "; delete them");
            }
            if (snapshots.isEmpty()) {
                throw e;
            }
            volumes(resource).deleteVolumeWithSnapshots(resource.id());
        }
    }

    private Optional<Volume> existing(Resource resource) throws CloudException {
        try {
            return Optional.of(volumes(resource).showVolume(resource.id()));
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Volumes volumes(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).volumes();
    }
}
