package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens clones for the nodes of the bays of their environment. A clone whose data source says so is opened for every bay, by
 * whichever of the two is ready later.
 */
final class BayAccess {
    /** On a clone: there if its data source lets in the environment's bays. */
    static final String WANTED = "opensToBays";

    private final FlowContext context;
    private final String environmentId;
    private final AccessRules accessRules;
    /** By name of the bay: a bay keeps its subnets. */
    private final Map<String, List<String>> nodeCidrs = new HashMap<>();

    BayAccess(Flow<?> flow, String environmentId) {
        this.context = flow.context();
        this.environmentId = environmentId;
        this.accessRules = new AccessRules(flow, environmentId);
    }

    /** One tick: every bay that is ready gets into that clone, if its data source says so. */
    boolean openForBays(Resource share) throws CloudException {
        boolean open = true;
        if (share.attribute(WANTED).isPresent()) {
            for (Resource bay : ready(ResourceKind.CLUSTER)) {
                open &= open(share, bay);
            }
        }
        return open;
    }

    /** One tick: that bay gets into every clone whose data source says so. */
    boolean openClones(Resource bay) throws CloudException {
        boolean open = true;
        for (Resource share : ready(ResourceKind.SHARE)) {
            if (share.attribute(WANTED).isPresent() && CloneFlow.isMountable(share)) {
                open &= open(share, bay);
            }
        }
        return open;
    }

    /** One tick. */
    boolean open(Resource share, Resource bay) throws CloudException {
        List<String> cidrs = nodeCidrs.get(bay.name());
        if (cidrs == null) {
            Clusters clusters = context.cloud(bay.cloud()).clusters();
            cidrs = clusters.nodeCidrs(clusters.show(bay.id()));
            nodeCidrs.put(bay.name(), cidrs);
        }
        return accessRules.advance(share, AccessRules.addresses(share, cidrs));
    }

    private List<Resource> ready(ResourceKind kind) {
        return context.ledger().get(environmentId).resources(r -> r.kind() == kind && r.isReady());
    }
}
