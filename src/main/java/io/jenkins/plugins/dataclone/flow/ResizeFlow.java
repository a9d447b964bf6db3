package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives a bay of the environment another number of worker nodes. Magnum shows the old status for some seconds after it was asked,
 * so what it says counts only once it has said that it is at work, or after a while.
 */
public final class ResizeFlow extends Flow<BayResult> {
    /** On a bay: the number of nodes it is getting. */
    private static final String TO = "resizeTo";
    /** On a bay: when Magnum was asked last, ISO 8601; written before. */
    private static final String ASKED = "resizeAskedAt";
    /** On a bay: there once Magnum has said that it is at work on it. */
    private static final String SEEN = "resizeSeen";

    private final String environmentId;
    private final String bayName;
    private final int nodeCount;
    private final StackTelling telling = new StackTelling(this);
    private String waitingFor = "a bay";

    /**
     * @param environmentId an open environment with a bay
     * @param bayName name or id of the bay, or null for the only one
     * @param nodeCount worker nodes, at least 1
     */
    public ResizeFlow(
            FlowContext context,
            String environmentId,
            String bayName,
            int nodeCount,
            Instant deadline,
            Progress progress) {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.bayName = bayName;
        this.nodeCount = nodeCount;
    }

    @Override
    Optional<BayResult> tick() throws CloudException {
        if (!environment().isOpen()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Environment " + environmentId + " is being released ("
                            + environment().releaseReason() + "); no bay of it is resized any more");
        }
        Resource bay = Bays.ready(environment(), bayName, "is to be resized");
        waitingFor = "bay " + bay.name() + " to have " + nodes();
        String wanted = Integer.toString(nodeCount);
        boolean begun = bay.attribute(TO).filter(wanted::equals).isPresent();
        if (!begun && bay.attribute(TO).isEmpty() && hasWanted(bay)) {
            return Optional.of(BayFlow.result(bay));
        }
        if (!begun) {
            say("Bay " + bay.name() + " is resized from "
                    + bay.attribute(BayFlow.NODES).orElse("?") + " to " + nodes());
            ask(bay);
            return Optional.empty();
        }
        return look(bay);
    }

    @Override
    public String waitingFor() {
        return waitingFor;
    }

    /** Written down first, so that a restart knows what was under way. */
    private void ask(Resource bay) throws CloudException {
        context().ledger().update(environmentId, bay.name(), r -> r.without(SEEN)
                .withAttribute(TO, Integer.toString(nodeCount))
                .withAttribute(ASKED, now().toString()));
        clusters(bay).resize(bay.id(), nodeCount);
    }

    private Optional<BayResult> look(Resource bay) throws CloudException {
        // before it is asked: the answer may be under way for longer than it takes to settle
        boolean settling = isSettling(bay);
        Cluster cluster = clusters(bay).show(bay.id());
        RemoteStatus status = cluster.remoteStatus();
        if (status == RemoteStatus.PENDING) {
            if (bay.attribute(SEEN).isEmpty()) {
                context().ledger().update(environmentId, bay.name(), r -> r.withAttribute(SEEN, "true"));
            }
            context()
                    .cloud(bay.cloud())
                    .stacks()
                    .progress(cluster.stackId())
                    .ifPresent(progress -> telling.tell("Bay " + bay.name(), progress));
            return Optional.empty();
        }
        if (bay.attribute(SEEN).isEmpty() && settling) {
            return Optional.empty();
        }
        if (status == RemoteStatus.FAILED || status == RemoteStatus.DELETE_FAILED) {
            throw failed(bay, cluster);
        }
        if (status == RemoteStatus.READY && cluster.nodeCount() == nodeCount) {
            return Optional.of(done(bay));
        }
        // the request was lost, or Magnum dropped it: it accepts what it cannot do just then
        ask(bay);
        return Optional.empty();
    }

    private boolean isSettling(Resource bay) {
        Instant asked = Instant.parse(bay.attribute(ASKED).orElseThrow());
        return context().ledger().passedSince(asked).compareTo(Provisioner.SETTLE) < 0;
    }

    private BayResult done(Resource bay) throws CloudException {
        Resource resized = context().ledger().update(environmentId, bay.name(), r -> forgotten(r)
                .withAttribute(BayFlow.NODES, Integer.toString(nodeCount)));
        say("Bay " + bay.name() + " has " + nodes());
        return BayFlow.result(resized);
    }

    /** The bay is still there and goes on with the nodes it has; the next wish begins anew. */
    private CloudException failed(Resource bay, Cluster cluster) throws CloudException {
        String reason = new RemoteCluster(context(), environmentId).reason(bay, cluster);
        context().ledger().update(environmentId, bay.name(), ResizeFlow::forgotten);
        return CloudException.of(
                CloudException.Kind.FAILED,
                "Bay " + bay.name() + " on cloud '" + bay.cloud() + "' (" + bay.id() + ") could not be resized to "
                        + nodes() + ": " + (reason == null ? "its status is '" + cluster.status() + "'" : reason));
    }

    private static Resource forgotten(Resource bay) {
        return bay.without(TO).without(ASKED).without(SEEN);
    }

    private boolean hasWanted(Resource bay) {
        return bay.attribute(BayFlow.NODES)
                .filter(Integer.toString(nodeCount)::equals)
                .isPresent();
    }

    private String nodes() {
        return nodeCount + (nodeCount == 1 ? " node" : " nodes");
    }

    private Clusters clusters(Resource bay) throws CloudException {
        return context().cloud(bay.cloud()).clusters();
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
