package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.NewShare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A new share from a checkpoint takes the place of a clone that cannot go back in place: it is opened for everybody the old one
 * was open for, and then the old one is closed. An old one without checkpoints of its own is removed; one that has some stays,
 * closed, until they go.
 */
final class ShareTakeover {
    /** On a clone: name of the one whose place it takes. */
    private static final String REPLACES = "replaces";

    private final Flow<?> flow;
    private final String environmentId;
    private final String key;
    private final Provisioner provisioner;
    private final AccessRules accessRules;
    private final Removal removal;

    ShareTakeover(Flow<?> flow, String environmentId, String key) {
        this.flow = flow;
        this.environmentId = environmentId;
        this.key = key;
        this.provisioner = new Provisioner(flow.context(), environmentId);
        this.accessRules = new AccessRules(flow, environmentId);
        this.removal = new Removal(flow.context(), environmentId);
    }

    /** The new share, if this wish has come so far that it is written down. */
    Optional<Resource> begun() {
        return ledger().planned(environmentId, ResourceKind.SHARE, key);
    }

    /** Writes the new share down. */
    Resource begin(Resource old, Resource checkpoint) throws CloudException {
        Map<String, String> attributes = new TreeMap<>(old.attributes());
        attributes.keySet().retainAll(INHERITED);
        attributes.put(CloneFlow.SNAPSHOT, checkpoint.id());
        attributes.put(REPLACES, old.name());
        return ledger().plan(environmentId, ResourceKind.SHARE, old.cloud(), key, attributes);
    }

    private static final List<String> INHERITED = List.of(
            CloneFlow.DATA_SOURCE,
            CloneFlow.PROTOCOL,
            CloneFlow.TYPE,
            CloneFlow.DATA_TIME,
            CloneFlow.SANITIZER_RUN,
            CloneFlow.SIZE,
            AccessRules.LEVEL,
            AccessRules.OPEN_ALLOWED,
            BayAccess.WANTED);

    /** One tick; empty until the new share is in use and the old one closed. */
    Optional<Resource> advance(Resource planned) throws CloudException {
        Resource old = old(planned);
        if (Clones.isReplaced(old)) {
            return close(old) ? Optional.of(planned) : Optional.empty();
        }
        if (!planned.isReady() && !flow.isAdmitted()) {
            return Optional.empty();
        }
        boolean unknown = planned.id() == null;
        Resource share = provisioner.advance(planned, new RemoteShare(flow.context(), environmentId), this::create);
        if (unknown && share.id() != null) {
            flow.say("Clone " + share.name() + " requested from the checkpoint, to take the place of " + old.name());
        }
        if (!share.isReady() || !accessRules.advance(share, accessOf(old))) {
            return Optional.empty();
        }
        Resource mountable = Export.noted(flow, environmentId, share);
        ledger().update(environmentId, old.name(), r -> r.withAttribute(Clones.REPLACED_BY, mountable.name()));
        flow.say("Clone " + mountable.name() + " has taken the place of " + old.name() + " after "
                + Flow.elapsed(mountable));
        return Optional.empty();
    }

    /** What it will still take of the quotas. */
    Demand demand(Resource old) {
        boolean made = begun().filter(share -> share.id() != null).isPresent();
        String type = old.attribute(CloneFlow.TYPE).orElse(null);
        return made
                ? Demand.NONE
                : Demand.of(QuotaKind.SHARES, type, 1)
                        .plus(Demand.of(
                                QuotaKind.SHARE_GIGABYTES,
                                type,
                                Long.parseLong(old.attribute(CloneFlow.SIZE).orElse("0"))));
    }

    private String create(Resource planned) throws CloudException {
        return flow.context()
                .cloud(planned.cloud())
                .shares()
                .createShare(new NewShare(
                        planned.name(),
                        planned.attribute(CloneFlow.SNAPSHOT).orElseThrow(),
                        planned.attribute(CloneFlow.PROTOCOL).orElseThrow(),
                        Integer.parseInt(planned.attribute(CloneFlow.SIZE).orElseThrow()),
                        null,
                        null,
                        null,
                        OwnershipTag.of(environment(), flow.now())))
                .id();
    }

    private List<Access> accessOf(Resource old) {
        return rulesOf(old).stream()
                .map(rule -> new Access(
                        rule.attribute(RemoteAccessRule.TYPE).orElseThrow(),
                        rule.attribute(RemoteAccessRule.TO).orElseThrow(),
                        rule.attribute(RemoteAccessRule.LEVEL).orElseThrow()))
                .toList();
    }

    private List<Resource> rulesOf(Resource old) {
        return environment()
                .resources(r -> r.kind() == ResourceKind.ACCESS_RULE
                        && !r.isGone()
                        && r.attribute(RemoteAccessRule.SHARE)
                                .filter(old.id()::equals)
                                .isPresent());
    }

    /** Nobody may write to the old one any more; whether it goes now or with the environment does not matter. */
    private boolean close(Resource old) throws CloudException {
        Remotes remotes = new Remotes(flow.context(), environmentId);
        try {
            List<Resource> rules = rulesOf(old);
            for (Resource rule : rules) {
                removal.advance(rule, remotes.of(ResourceKind.ACCESS_RULE));
            }
            if (!rulesOf(old).isEmpty()) {
                return false;
            }
            if (old.isReady() && !hasCheckpoints(old)) {
                removal.advance(old, remotes.of(ResourceKind.SHARE));
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
                .anyMatch(r -> r.kind() == ResourceKind.SHARE_CHECKPOINT
                        && !r.isGone()
                        && r.attribute(RemoteSnapshot.SOURCE)
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
