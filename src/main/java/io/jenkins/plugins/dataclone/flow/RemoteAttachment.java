package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes.Attachment;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.util.Optional;

/**
 * That a clone is attached to a server. It has no name of its own: it is found by its server and its volume, and its id is made
 * of theirs. Nova knows first that it is wanted, Cinder knows last that it has ended.
 */
final class RemoteAttachment implements Remote {
    /** Id of the server. */
    static final String SERVER = "server";
    /** Id of the volume. */
    static final String VOLUME = "volume";

    private final FlowContext context;

    RemoteAttachment(FlowContext context) {
        this.context = context;
    }

    /** The id of that attachment in the ledger. */
    static String id(String serverId, String volumeId) {
        return serverId + "/" + volumeId;
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        return lookClosely(resource).isMissing()
                ? Optional.empty()
                : Optional.of(id(server(resource), volume(resource)));
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Volume> listed = context.board(resource.cloud()).volume(volume(resource));
        return listed.isPresent() && attachment(resource, listed.get()).isPresent()
                ? at(listed.get())
                : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        Cloud cloud = context.cloud(resource.cloud());
        boolean wanted =
                cloud.servers().attachment(server(resource), volume(resource)).isPresent();
        return Look.unlessMissing(() -> {
            Volume volume = cloud.volumes().showVolume(volume(resource));
            if (attachment(resource, volume).isPresent()) {
                return at(volume);
            }
            // before it is attached, and after it is not any more, Nova may be the only one who knows of it
            return wanted ? Look.at(RemoteStatus.PENDING, volume.status()) : Look.missing();
        });
    }

    /** The volume tells: a server that has it need not be able to use it yet, or any more. */
    private static Look at(Volume volume) {
        return switch (volume.status()) {
            case "detaching", "deleting" -> Look.at(RemoteStatus.DELETING, volume.status());
            default -> Look.at(volume.remoteStatus(), volume.status());
        };
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        new Detachment(context.cloud(resource.cloud()), volume(resource)).from(server(resource));
    }

    private static Optional<Attachment> attachment(Resource resource, Volume volume) {
        return volume.attachments().stream()
                .filter(attachment -> attachment.serverId().equals(server(resource)))
                .findFirst();
    }

    private static String server(Resource resource) {
        return resource.attribute(SERVER).orElseThrow();
    }

    private static String volume(Resource resource) {
        return resource.attribute(VOLUME).orElseThrow();
    }
}
