package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bay may be tried a second time, once, if the first try failed for something that passes: no room on the hypervisors, a quota,
 * a service that was overloaded. The failed cluster is taken away first, until it is confirmed gone, because it holds what the
 * second one needs; then another one is made, with a name of its own. Where that stands is in the ledger.
 */
final class BayAttempts {
    /** On a cluster that failed: there if it is taken away to make room for another one. */
    private static final String UNWOUND = "unwound";

    private static final String SECOND = " (second try)";
    private static final Pattern PASSING = Pattern.compile(
            "no valid host|quota|exceeds allowed|MessagingTimeout|timed out waiting for a reply|ServiceUnavailable"
                    + "|service unavailable|too many requests",
            Pattern.CASE_INSENSITIVE);

    private final FlowContext context;
    private final String environmentId;
    private final String key;
    private final Removal removal;

    BayAttempts(FlowContext context, String environmentId, String key) {
        this.context = context;
        this.environmentId = environmentId;
        this.key = key;
        this.removal = new Removal(context, environmentId);
    }

    /** The cluster of the current attempt, if it has been written down. */
    static Optional<Resource> current(Ledger ledger, String environmentId, String key) {
        Optional<Resource> first = ledger.planned(environmentId, ResourceKind.CLUSTER, key);
        return first.filter(BayAttempts::isUnwound).isPresent() && first.get().isGone()
                ? ledger.planned(environmentId, ResourceKind.CLUSTER, key + SECOND)
                : first;
    }

    /** Writes the cluster of the current attempt down unless that has been done. */
    Resource plan(String cloud, Map<String, String> attributes) throws CloudException {
        Optional<Resource> first = context.ledger().planned(environmentId, ResourceKind.CLUSTER, key);
        boolean second = first.filter(r -> isUnwound(r) && r.isGone()).isPresent();
        return context.ledger()
                .plan(environmentId, ResourceKind.CLUSTER, cloud, second ? key + SECOND : key, attributes);
    }

    /** Whether this cluster is on its way out to make room for another one. */
    static boolean isUnwound(Resource cluster) {
        return cluster.attribute(UNWOUND).isPresent();
    }

    /** One tick of taking it away; gone at the end. A deletion that fails is tried again as long as there is time. */
    Resource unwind(Resource cluster) throws CloudException {
        try {
            return removal.advance(cluster, new RemoteCluster(context, environmentId));
        } catch (CloudException e) {
            throw e.kind() == CloudException.Kind.FAILED
                    ? CloudException.of(CloudException.Kind.CONFLICT, e.getMessage(), e)
                    : e;
        }
    }

    /**
     * Decides whether a failure is worth a second try, and notes it.
     *
     * @param cluster as it was before it was looked at
     * @return the cluster if it is to be taken away and tried again
     */
    Optional<Resource> giveSecondChance(Resource cluster) throws CloudException {
        Resource now =
                context.ledger().get(environmentId).resource(cluster.name()).orElse(cluster);
        boolean first = now.attribute(Ledger.KEY).filter(key::equals).isPresent();
        if (!first
                || now.state() != ResourceState.FAILED
                || now.problem() == null
                || !PASSING.matcher(now.problem()).find()) {
            return Optional.empty();
        }
        return Optional.of(context.ledger().update(environmentId, now.name(), r -> r.withAttribute(UNWOUND, "true")));
    }
}
