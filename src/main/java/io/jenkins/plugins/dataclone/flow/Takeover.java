package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A new clone from a checkpoint takes the place of one that cannot go back in place: whoever has the old one gets the new one,
 * and then the old one is closed. An old one without checkpoints of its own is removed; one that has some stays, closed, until
 * they go.
 */
final class Takeover {
    /** On a clone: name of the one whose place it takes. */
    private static final String REPLACES = "replaces";

    private final Flow<?> flow;
    private final ClonedData data;
    private final String environmentId;
    private final String key;
    private final Provisioner provisioner;
    private final Removal removal;

    Takeover(Flow<?> flow, ClonedData data, String environmentId, String key) {
        this.flow = flow;
        this.data = data;
        this.environmentId = environmentId;
        this.key = key;
        this.provisioner = new Provisioner(flow.context(), environmentId);
        this.removal = new Removal(flow.context(), environmentId);
    }

    /** The new clone, if this wish has come so far that it is written down. */
    Optional<Resource> begun() {
        return ledger().planned(environmentId, data.clones(), key);
    }

    /** Writes the new clone down. */
    Resource begin(Resource old, Resource checkpoint) throws CloudException {
        Map<String, String> attributes = new TreeMap<>(old.attributes());
        attributes.keySet().retainAll(data.inherited());
        attributes.put(CloneFlow.SNAPSHOT, checkpoint.id());
        attributes.put(REPLACES, old.name());
        return ledger().plan(environmentId, data.clones(), old.cloud(), key, attributes);
    }

    /** One tick; empty until the new clone is in use and the old one closed. */
    Optional<Resource> advance(Resource planned) throws CloudException {
        Resource old = old(planned);
        if (Clones.isReplaced(old)) {
            return close(old) ? Optional.of(planned) : Optional.empty();
        }
        if (!planned.isReady() && !flow.isAdmitted()) {
            return Optional.empty();
        }
        boolean unknown = planned.id() == null;
        Resource clone = provisioner.advance(
                planned,
                data.remote(),
                wanted -> data.createFromCheckpoint(wanted, OwnershipTag.of(environment(), flow.now())));
        if (unknown && clone.id() != null) {
            flow.say("Clone " + clone.name() + " requested from the checkpoint, to take the place of " + old.name());
        }
        if (!clone.isReady() || !data.handOver(old, clone)) {
            return Optional.empty();
        }
        Resource usable = data.noted(clone);
        ledger().update(environmentId, old.name(), r -> r.withAttribute(Clones.REPLACED_BY, usable.name()));
        flow.say("Clone " + usable.name() + " has taken the place of " + old.name() + " after " + Flow.elapsed(usable));
        return Optional.empty();
    }

    /** What it will still take of the quotas. */
    Demand demand(Resource old) {
        boolean made = begun().filter(clone -> clone.id() != null).isPresent();
        return made ? Demand.NONE : data.demandOfClone(old).plus(Demand.ofClone(CloneFlow.size(old)));
    }

    /** Nobody may write to the old one any more; whether it goes now or with the environment does not matter. */
    private boolean close(Resource old) throws CloudException {
        Remotes remotes = new Remotes(flow.context(), environmentId);
        try {
            for (Resource holder : data.holders(old)) {
                removal.advance(holder, remotes.of(holder.kind()));
            }
            if (!data.holders(old).isEmpty()) {
                return false;
            }
            if (old.isReady() && !hasCheckpoints(old)) {
                removal.advance(old, data.remote());
            }
            return true;
        } catch (CloudException e) {
            if (e.kind() != CloudException.Kind.FAILED && e.kind() != CloudException.Kind.CONFLICT) {
                throw e;
            }
            flow.say("The old clone " + old.name() + " cannot go now and goes with its environment: " + e.getMessage());
            return true;
        }
    }

    private boolean hasCheckpoints(Resource old) {
        return environment().resources().stream()
                .anyMatch(r -> r.kind() == data.checkpoints()
                        && !r.isGone()
                        && r.attribute(CloneCheckpoints.SOURCE)
                                .filter(old.id()::equals)
                                .isPresent());
    }

    private Resource old(Resource planned) {
        return environment().resource(planned.attribute(REPLACES).orElseThrow()).orElseThrow();
    }

    private Environment environment() {
        return ledger().get(environmentId);
    }

    private Ledger ledger() {
        return flow.context().ledger();
    }
}
