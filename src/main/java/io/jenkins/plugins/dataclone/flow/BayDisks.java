package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers.Server;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attaches volumes to the nodes of a bay: all to the same one, so that a service may mount several. One that is on a node of the
 * bay already stays there.
 */
final class BayDisks {
    private final FlowContext context;
    private final String environmentId;
    private final AttachTargets targets;
    private final VolumeAttachments attachments;
    /** By name of the bay: a volume goes where the first one went. */
    private final Map<String, Server> nodes = new HashMap<>();

    BayDisks(Flow<?> flow, String environmentId) {
        this.context = flow.context();
        this.environmentId = environmentId;
        this.targets = new AttachTargets(context, environmentId);
        this.attachments = new VolumeAttachments(flow, environmentId);
    }

    /** One tick; whether all of them are there. */
    boolean attach(Resource bay, Collection<Resource> volumes) throws CloudException {
        boolean all = true;
        for (Resource volume : volumes) {
            all &= isThere(bay, volume) || attachments.advance(volume, List.of(node(bay)));
        }
        return all;
    }

    private boolean isThere(Resource bay, Resource volume) throws CloudException {
        List<Attached> attached = VolumeAttachments.of(context.ledger().get(environmentId), volume);
        if (attached.isEmpty()) {
            return false;
        }
        Cloud cloud = context.cloud(bay.cloud());
        List<String> servers =
                cloud.stacks().servers(cloud.clusters().show(bay.id()).stackId());
        return attached.stream().anyMatch(at -> servers.contains(at.serverId()));
    }

    private Server node(Resource bay) throws CloudException {
        Server node = nodes.get(bay.name());
        if (node == null) {
            node = targets.node(bay);
            nodes.put(bay.name(), node);
        }
        return node;
    }
}
