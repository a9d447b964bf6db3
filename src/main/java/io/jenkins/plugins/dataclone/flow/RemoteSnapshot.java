package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Manila snapshot made by us: of a production share, or of a clone. */
final class RemoteSnapshot implements Remote {
    /** Id of the share it is of. */
    static final String SOURCE = SharedSnapshots.ORIGIN;

    private final FlowContext context;
    private final Namesakes namesakes;

    RemoteSnapshot(FlowContext context, String environmentId) {
        this.context = context;
        this.namesakes = new Namesakes(context, environmentId);
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        String source = resource.attribute(SOURCE).orElseThrow();
        List<Snapshot> listed = shares(resource).listSnapshots(resource.name()).stream()
                // a snapshot of another share cannot be the one we asked for
                .filter(snapshot -> snapshot.shareId().equals(source))
                .toList();
        return namesakes.ours(resource, listed, Snapshot::name, Snapshot::id, RemoteSnapshot::tag);
    }

    private static Map<String, String> tag(Snapshot snapshot) {
        return snapshot.tag().map(OwnershipTag::asMap).orElse(Map.of());
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Snapshot> listed = context.board(resource.cloud()).snapshot(resource.id());
        return listed.isPresent() ? seen(resource, listed.get()) : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        return Look.unlessMissing(() -> seen(resource, shares(resource).showSnapshot(resource.id())));
    }

    private Look seen(Resource resource, Snapshot snapshot) throws CloudException {
        return Look.of(snapshot.remoteStatus(), snapshot.status(), () -> shares(resource)
                .failureReason(snapshot.id()));
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        shares(resource).deleteSnapshot(resource.id());
    }

    private Shares shares(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).shares();
    }
}
