package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers.Server;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a cloned volume off its servers for a while. Which they were is noted on the entries of the attachments, before each of
 * them is ended: a controller that comes back, and a later wish after one that was given up half-way, still put the volume back.
 */
final class AttachmentPause {
    /** On an attachment: there if it has been ended, or is about to be, only for a while. */
    private static final String PAUSED = "paused";

    private final Flow<?> flow;
    private final FlowContext context;
    private final String environmentId;
    private final Removal removal;
    private final RemoteAttachment remote;
    private final VolumeAttachments attachments;

    AttachmentPause(Flow<?> flow, String environmentId) {
        this.flow = flow;
        this.context = flow.context();
        this.environmentId = environmentId;
        this.removal = new Removal(context, environmentId);
        this.remote = new RemoteAttachment(context);
        this.attachments = new VolumeAttachments(flow, environmentId);
    }

    /** One tick; whether the volume is off all servers that this environment has put it on. */
    boolean begin(Resource volume) throws CloudException {
        for (Resource attachment : VolumeAttachments.living(context.ledger().get(environmentId), volume)) {
            // one that is not ready yet has never been anybody's
            if (attachment.isReady() && attachment.attribute(PAUSED).isEmpty()) {
                attachment =
                        context.ledger().update(environmentId, attachment.name(), r -> r.withAttribute(PAUSED, "true"));
                flow.say("Clone " + volume.name() + " is taken off server "
                        + VolumeAttachments.server(attachment).name());
            }
            removal.advance(attachment, remote);
        }
        return VolumeAttachments.living(context.ledger().get(environmentId), volume)
                .isEmpty();
    }

    /** One tick; whether the volume is on all servers again that it was taken off. */
    boolean end(Resource volume) throws CloudException {
        if (!attachments.advance(volume, servers(volume))) {
            return false;
        }
        for (Resource attachment : paused(volume)) {
            context.ledger().update(environmentId, attachment.name(), r -> r.without(PAUSED));
        }
        return true;
    }

    /** Where it was, and belongs. */
    List<Server> servers(Resource volume) {
        List<Server> servers = new ArrayList<>();
        for (Resource attachment : paused(volume)) {
            Server server = VolumeAttachments.server(attachment);
            if (!servers.contains(server)) {
                servers.add(server);
            }
        }
        return servers;
    }

    private List<Resource> paused(Resource volume) {
        return context.ledger()
                .get(environmentId)
                .resources(r -> r.kind() == ResourceKind.VOLUME_ATTACHMENT
                        && r.attribute(PAUSED).isPresent()
                        && r.attribute(RemoteAttachment.VOLUME)
                                .filter(volume.id()::equals)
                                .isPresent());
    }
}
