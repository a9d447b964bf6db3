package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;

/** What of one cloud the ledger has recorded as made by this controller. */
final class Ownership {
    private final Ledger ledger;
    private final String cloud;

    Ownership(Ledger ledger, String cloud) {
        this.ledger = ledger;
        this.cloud = cloud;
    }

    /**
     * Lets a call pass that changes that object.
     *
     * @param what what the call would do, as an infinitive
     * @throws CloudException CONFIGURATION if the object is not recorded as ours; nothing is sent then
     */
    void require(ResourceKind kind, String id, String what) throws CloudException {
        requireAny(List.of(kind), id, what);
    }

    /** The same for an object that may be recorded as one of several kinds. */
    void requireAny(List<ResourceKind> kinds, String id, String what) throws CloudException {
        if (kinds.stream().noneMatch(kind -> ledger.owns(kind, cloud, id))) {
            throw foreign(kinds.get(0), id, what);
        }
    }

    /** The same for a Heat stack, which is ours too if Magnum made it for one of our clusters. */
    void requireStack(String id, String what) throws CloudException {
        if (!ledger.owns(ResourceKind.HEAT_STACK, cloud, id) && !hasClusterOf(id)) {
            throw foreign(ResourceKind.HEAT_STACK, id, what);
        }
    }

    /** Whether some environment has a cluster whose Heat stack, as Magnum said, is that one. */
    private boolean hasClusterOf(String stackId) {
        return ledger.all().stream()
                .filter(environment -> !ledger.standing().isFrozen(environment))
                .flatMap(environment -> environment.resources().stream())
                .anyMatch(r -> r.kind() == ResourceKind.CLUSTER
                        && r.cloud().equals(cloud)
                        && r.id() != null
                        && r.attribute(Ledger.STACK).filter(stackId::equals).isPresent());
    }

    private CloudException foreign(ResourceKind kind, String id, String what) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "Refused to " + what + " " + kind.label() + " " + id + " on cloud '" + cloud
                        + "': it is not recorded as made by this controller, and nothing else is ever changed");
    }
}
