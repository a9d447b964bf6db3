package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.AddressRange;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Opens a clone for those who may use it, and waits until the storage really lets them in: mounting before a rule is active
 * fails, and some clients never try again.
 */
final class AccessRules {
    /** On a clone: {@code rw} or {@code ro}. */
    static final String LEVEL = "accessLevel";
    /** On a clone: there if ranges that let in everybody are allowed. */
    static final String OPEN_ALLOWED = "openAccess";

    private final FlowContext context;
    private final String environmentId;
    private final Provisioner provisioner;
    private final Flow<?> flow;

    AccessRules(Flow<?> flow, String environmentId) {
        this.flow = flow;
        this.context = flow.context();
        this.environmentId = environmentId;
        this.provisioner = new Provisioner(context, environmentId);
    }

    /** The clone's attributes with what its access needs to be known later. */
    static Map<String, String> remember(AccessPolicy policy, Map<String, String> attributes) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.put(LEVEL, policy.level());
        if (policy.openAllowed()) {
            all.put(OPEN_ALLOWED, "true");
        }
        if (policy.grantees().stream().anyMatch(grantee -> grantee.kind() == Grantee.Kind.BAY)) {
            all.put(BayAccess.WANTED, "true");
        }
        return all;
    }

    /**
     * Who is meant: networks are looked up. Bays are left out, they may come later; see {@link BayAccess}.
     *
     * @throws CloudException NOT_FOUND if there is no such network, CONFIGURATION if one lets in everybody or the cloud is too old
     *     for such a rule
     */
    List<Access> meant(String cloud, AccessPolicy policy) throws CloudException {
        List<Access> meant = new ArrayList<>();
        for (Grantee grantee : policy.grantees()) {
            if (grantee.kind() == Grantee.Kind.NETWORK) {
                List<String> cidrs = context.cloud(cloud).networks().subnetCidrs(grantee.name());
                if (cidrs.isEmpty()) {
                    throw CloudException.of(
                            CloudException.Kind.CONFIGURATION,
                            "Network '" + grantee.name() + "' on cloud '" + cloud
                                    + "' has no subnet, so nobody in it can be let in; correct the data source");
                }
                cidrs.forEach(cidr -> meant.add(new Access(grantee.kind().accessType(), cidr, policy.level())));
            } else if (grantee.kind() != Grantee.Kind.BAY) {
                meant.add(new Access(grantee.kind().accessType(), grantee.name(), policy.level()));
            }
        }
        requireClosed(cloud, meant, policy.openAllowed());
        for (Access access : meant) {
            context.cloud(cloud).shares().requireAccess(access);
        }
        return meant;
    }

    /** The CIDRs of machines that are to mount the clone, with the clone's own level. */
    static List<Access> addresses(Resource share, List<String> cidrs) throws CloudException {
        String level = share.attribute(LEVEL).orElse("rw");
        List<Access> addresses =
                cidrs.stream().map(cidr -> new Access("ip", cidr, level)).toList();
        requireClosed(share.cloud(), addresses, share.attribute(OPEN_ALLOWED).isPresent());
        return addresses;
    }

    /** Configured ranges have been judged before; what a network or a bay turns out to have is judged here. */
    private static void requireClosed(String cloud, List<Access> meant, boolean openAllowed) throws CloudException {
        for (Access access : meant) {
            boolean open = access.type().equals("ip")
                    && AddressRange.parse(access.to()).map(AddressRange::isOpen).orElse(true);
            if (open && !openAllowed) {
                throw CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "A clone on cloud '" + cloud + "' would be opened for " + access.to()
                                + ", which lets in everybody; the cloud does not allow that (allowOpenAccess)");
            }
        }
    }

    /**
     * One tick. The share's list of rules is read once at the most.
     *
     * @param share the clone, ready
     * @return whether all of them are active
     */
    boolean advance(Resource share, List<Access> wanted) throws CloudException {
        RemoteAccessRule remote = new RemoteAccessRule(context);
        Instant asked = context.clock().instant();
        boolean allActive = true;
        for (Access access : wanted) {
            allActive &= advance(share, access, remote, asked);
        }
        return allActive;
    }

    private boolean advance(Resource share, Access access, RemoteAccessRule remote, Instant asked)
            throws CloudException {
        String whom = access.type().equals("ip") ? access.to() : access.type() + ":" + access.to();
        Resource rule = context.ledger()
                .plan(
                        environmentId,
                        ResourceKind.ACCESS_RULE,
                        share.cloud(),
                        share.name() + " " + whom,
                        Map.of(
                                RemoteAccessRule.SHARE, share.id(),
                                RemoteAccessRule.TYPE, access.type(),
                                RemoteAccessRule.TO, access.to(),
                                RemoteAccessRule.LEVEL, access.level()));
        if (rule.isReady()) {
            return true;
        }
        try {
            rule = provisioner.advance(
                    rule,
                    remote,
                    planned -> context.cloud(share.cloud())
                            .shares()
                            .allowAccess(share.id(), access)
                            .id(),
                    asked);
        } catch (CloudException e) {
            revokeIfFailed(rule, remote, e);
            throw e;
        }
        if (rule.isReady()) {
            flow.say("Access (" + access.level() + ") to " + share.name() + " for " + whom + " active after "
                    + Flow.elapsed(rule));
        }
        return rule.isReady();
    }

    /** A rule in error may still let somebody in; it is not left standing until the end of the build. */
    private void revokeIfFailed(Resource before, RemoteAccessRule remote, CloudException failure) {
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
