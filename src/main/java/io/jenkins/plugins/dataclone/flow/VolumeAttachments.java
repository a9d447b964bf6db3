package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Servers.Server;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a cloned volume on servers, and waits until it is really there. */
final class VolumeAttachments {
    private static final String SERVER_NAME = "serverName";
    private static final String DEVICE = "device";

    private final Flow<?> flow;
    private final FlowContext context;
    private final String environmentId;
    private final Provisioner provisioner;
    private final RemoteAttachment remote;

    VolumeAttachments(Flow<?> flow, String environmentId) {
        this.flow = flow;
        this.context = flow.context();
        this.environmentId = environmentId;
        this.provisioner = new Provisioner(context, environmentId);
        this.remote = new RemoteAttachment(context);
    }

    /**
     * One tick.
     *
     * @param volume the clone, ready
     * @return whether it is attached to all of them
     */
    boolean advance(Resource volume, List<Server> servers) throws CloudException {
        for (Server server : servers) {
            // one after the other: a volume that is on its way to one server is not free for the next
            if (!advance(volume, server)) {
                return false;
            }
        }
        return true;
    }

    private boolean advance(Resource volume, Server server) throws CloudException {
        Optional<Resource> there = attachment(volume, server.id());
        if (there.isPresent() && there.get().isReady()) {
            return true;
        }
        if (there.isEmpty()) {
            requireRoom(volume, server);
        }
        Resource attachment = there.isPresent() ? there.get() : planned(volume, server);
        attachment = provisioner.advance(attachment, remote, planned -> {
            servers(volume).attach(server.id(), volume.id());
            return RemoteAttachment.id(server.id(), volume.id());
        });
        if (!attachment.isReady()) {
            return false;
        }
        String device = servers(volume)
                .attachment(server.id(), volume.id())
                .map(Servers.Attachment::device)
                .orElse("");
        context.ledger().update(environmentId, attachment.name(), r -> r.withAttribute(DEVICE, device));
        flow.say("Clone " + volume.name() + " attached to server " + server.name() + " after "
                + Flow.elapsed(attachment) + (device.isEmpty() ? "" : " as " + device));
        return true;
    }

    /** The attachment that lasts or is being made; one that has been taken off counts no more. */
    private Optional<Resource> attachment(Resource volume, String serverId) {
        return environment()
                .resources(r -> isOf(r, volume)
                        && r.attribute(RemoteAttachment.SERVER)
                                .filter(serverId::equals)
                                .isPresent())
                .stream()
                .findFirst();
    }

    private static boolean isOf(Resource resource, Resource volume) {
        return resource.kind() == ResourceKind.VOLUME_ATTACHMENT
                && !resource.isGone()
                && resource.attribute(RemoteAttachment.VOLUME)
                        .filter(volume.id()::equals)
                        .isPresent();
    }

    private Resource planned(Resource volume, Server server) throws CloudException {
        long before = environment().resources().stream()
                .filter(r -> r.kind() == ResourceKind.VOLUME_ATTACHMENT)
                .count();
        return context.ledger()
                .plan(
                        environmentId,
                        ResourceKind.VOLUME_ATTACHMENT,
                        volume.cloud(),
                        volume.name() + " " + server.id() + " " + before,
                        Map.of(
                                RemoteAttachment.VOLUME,
                                volume.id(),
                                RemoteAttachment.SERVER,
                                server.id(),
                                SERVER_NAME,
                                server.name()));
    }

    /** A volume whose type does not say otherwise is one server's at a time. */
    private void requireRoom(Resource volume, Server server) throws CloudException {
        List<Attached> others = of(environment(), volume);
        if (others.isEmpty()) {
            return;
        }
        Volume now = context.cloud(volume.cloud()).volumes().showVolume(volume.id());
        if (!now.multiattach()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Clone " + volume.name() + " cannot be attached to server " + server.name() + ": it is attached to "
                            + others.get(0).server() + ", and its volume type '" + now.type()
                            + "' allows one server at a time; a type for several has the extra spec"
                            + " multiattach='<is> True'");
        }
    }

    /** What there is of attachments of a clone, made, under way or going. */
    static List<Resource> living(Environment environment, Resource volume) {
        return environment.resources(r -> isOf(r, volume));
    }

    /** The server that an attachment is to; how that is now, it does not tell. */
    static Server server(Resource attachment) {
        return new Server(
                attachment.attribute(RemoteAttachment.SERVER).orElseThrow(),
                attachment.attribute(SERVER_NAME).orElse(""),
                "");
    }

    /** Where a clone is attached, as its environment has it written down. */
    static List<Attached> of(Environment environment, Resource volume) {
        return environment.resources(r -> isOf(r, volume) && r.isReady()).stream()
                .map(r -> new Attached(
                        r.attribute(RemoteAttachment.SERVER).orElseThrow(),
                        r.attribute(SERVER_NAME).orElse(""),
                        r.attribute(DEVICE).orElse("")))
                .toList();
    }

    private Environment environment() {
        return context.ledger().get(environmentId);
    }

    private Servers servers(Resource volume) throws CloudException {
        return context.cloud(volume.cloud()).servers();
    }
}
