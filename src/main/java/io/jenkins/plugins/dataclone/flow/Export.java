package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;

/** Where a clone is mounted from, found once it can be, and kept with it. */
final class Export {
    /** On a clone: its export location. */
    static final String LOCATION = "export";

    private Export() {}

    /** The clone with its export location. */
    static Resource noted(Flow<?> flow, String environmentId, Resource share) throws CloudException {
        if (share.attribute(LOCATION).isPresent()) {
            return share;
        }
        List<ExportLocation> exports =
                flow.context().cloud(share.cloud()).shares().exportLocations(share.id());
        if (exports.isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.FAILED,
                    "Clone " + share.name() + " on cloud '" + share.cloud()
                            + "' has no export location that this project may use, so nobody could mount it");
        }
        String location = exports.get(0).location();
        flow.say("Clone " + share.name() + " can be mounted from " + location);
        return flow.context().ledger().update(environmentId, share.name(), r -> r.withAttribute(LOCATION, location));
    }
}
