package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.Map;

/**
 * Opens a clone for addresses, and waits until the storage really lets them in: mounting before a rule is active fails, and
 * some clients never try again.
 */
final class AccessRules {
    private final FlowContext context;
    private final String environmentId;
    private final Provisioner provisioner;
    private final RemoteAccessRule remote;
    private final Flow<?> flow;

    AccessRules(Flow<?> flow, String environmentId) {
        this.flow = flow;
        this.context = flow.context();
        this.environmentId = environmentId;
        this.provisioner = new Provisioner(context, environmentId);
        this.remote = new RemoteAccessRule(context);
    }

    /**
     * One tick.
     *
     * @param share the clone, ready
     * @return whether all of them are active
     */
    boolean advance(Resource share, List<String> addresses, String level) throws CloudException {
        boolean allActive = true;
        for (String address : addresses) {
            allActive &= advance(share, address, level);
        }
        return allActive;
    }

    private boolean advance(Resource share, String address, String level) throws CloudException {
        Resource rule = context.ledger()
                .plan(
                        environmentId,
                        ResourceKind.ACCESS_RULE,
                        share.cloud(),
                        share.name() + " " + address,
                        Map.of(
                                RemoteAccessRule.SHARE, share.id(),
                                RemoteAccessRule.TO, address,
                                RemoteAccessRule.LEVEL, level));
        if (rule.isReady()) {
            return true;
        }
        try {
            rule = provisioner.advance(rule, remote, planned -> context.cloud(share.cloud())
                    .shares()
                    .allowAccess(share.id(), address, level)
                    .id());
        } catch (CloudException e) {
            revokeIfFailed(rule, e);
            throw e;
        }
        if (rule.isReady()) {
            flow.say("Access (" + level + ") to " + share.name() + " for " + address + " active after "
                    + Flow.elapsed(rule));
        }
        return rule.isReady();
    }

    /** A rule in error may still let somebody in; it is not left standing until the end of the build. */
    private void revokeIfFailed(Resource before, CloudException failure) {
        Resource rule =
                context.ledger().get(environmentId).resource(before.name()).orElse(before);
        if (rule.state() == ResourceState.FAILED) {
            try {
                remote.delete(rule);
            } catch (CloudException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
