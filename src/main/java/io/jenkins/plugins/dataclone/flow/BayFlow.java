package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.Clusters.ClusterTemplate;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a bay: a Magnum cluster from a template, waited for with the progress that Heat reports, and tried a second time if the
 * first failed for something that passes.
 */
public final class BayFlow extends Flow<BayResult> {
    static final String TEMPLATE = "template";
    static final String COE = "coe";
    static final String PLAIN = "plain";
    private static final String CLUSTER_TEMPLATE = "clusterTemplate";
    static final String API_ADDRESS = "apiAddress";
    static final String NODES = "nodes";

    private final String environmentId;
    private final BayRequest request;
    private final Provisioner provisioner;
    private final BayAttempts attempts;
    private final BayAccess bayAccess;
    private String waitingFor = "a bay";
    private final StackTelling telling = new StackTelling(this);

    /**
     * @param environmentId an open environment
     * @param key tells this bay from others of the environment, and stays the same over a restart
     */
    public BayFlow(
            FlowContext context,
            String environmentId,
            String key,
            BayRequest request,
            Instant deadline,
            Progress progress) {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.request = request;
        this.provisioner = new Provisioner(context, environmentId);
        this.attempts = new BayAttempts(context, environmentId, key);
        this.bayAccess = new BayAccess(this, environmentId);
        admittedBy(new Admission(
                this, environmentId, key, request.cloud(), new BayForecast(context, environmentId, key, request)));
    }

    @Override
    Optional<BayResult> tick() throws CloudException {
        Resource bay = attempts.plan(
                request.cloud(),
                BayVolumes.remember(
                        request.volumes(),
                        Map.of(TEMPLATE, request.template(), NODES, Integer.toString(request.nodeCount()))));
        if (BayAttempts.isUnwound(bay)) {
            unwind(bay);
            return Optional.empty();
        }
        if (!bay.isReady()) {
            bay = make(bay);
            if (!bay.isReady()) {
                return Optional.empty();
            }
        }
        bay = withAddress(bay);
        return bayAccess.openClones(bay) ? Optional.of(result(bay)) : Optional.empty();
    }

    private Resource make(Resource planned) throws CloudException {
        waitingFor = "bay " + planned.name();
        // once: who waits in line does not ask for it again at each tick
        boolean told = planned.state() != ResourceState.PLANNED
                || planned.attribute(CLUSTER_TEMPLATE).isPresent();
        Resource bay = told ? planned : withTemplate(planned);
        if (!isAdmitted()) {
            return bay;
        }
        try {
            bay = provisioner.advance(bay, new RemoteCluster(context(), environmentId), this::create);
        } catch (CloudException e) {
            Optional<Resource> again = attempts.giveSecondChance(bay);
            if (again.isEmpty()) {
                throw e;
            }
            say(e.clause() + " - it is taken away, and a second one is tried");
            return again.get();
        }
        if (planned.id() == null && bay.id() != null) {
            sayRequested(bay);
        }
        if (!bay.isReady()) {
            tellProgress(bay);
        }
        return bay;
    }

    private void unwind(Resource failed) throws CloudException {
        waitingFor = "the removal of bay " + failed.name() + ", to try another one";
        if (attempts.unwind(failed).isGone()) {
            say("Bay " + failed.name() + " is confirmed gone, trying another one");
            telling.restart();
            backInLine();
        }
    }

    @Override
    public String waitingFor() {
        return waitingFor;
    }

    /** Notes on the bay what its template says, before a cluster is asked for. */
    private Resource withTemplate(Resource planned) throws CloudException {
        ClusterTemplate template = clusters().template(request.clusterTemplate());
        return context().ledger().update(environmentId, planned.name(), r -> r.withAttribute(COE, template.coe())
                .withAttribute(PLAIN, Boolean.toString(template.tlsDisabled()))
                .withAttribute(CLUSTER_TEMPLATE, template.id()));
    }

    private String create(Resource planned) throws CloudException {
        return clusters()
                .create(new NewCluster(
                        planned.name(),
                        planned.attribute(CLUSTER_TEMPLATE).orElseThrow(),
                        request.nodeCount(),
                        request.masterCount(),
                        request.options(),
                        OwnershipTag.of(context().ledger().get(environmentId), now())));
    }

    private void sayRequested(Resource bay) {
        say("Bay " + bay.name() + " requested on cloud '" + request.cloud() + "' ("
                + bay.attribute(COE).orElse("") + ", " + request.nodeCount()
                + (request.nodeCount() == 1 ? " node" : " nodes") + ", template '" + request.template() + "')"
                + UsualTime.of(context().ledger(), bay)
                        .map(UsualTime::announced)
                        .orElse(""));
    }

    private String forecast(Resource bay) {
        return UsualTime.of(context().ledger(), bay)
                .map(usual -> ", " + usual.left(Duration.between(bay.requestedAt(), now())))
                .orElse("");
    }

    private void tellProgress(Resource bay) throws CloudException {
        if (bay.id() == null) {
            return;
        }
        Optional<Cluster> listed = context().board(request.cloud()).cluster(bay.id());
        if (listed.isEmpty() || listed.get().stackId() == null) {
            return;
        }
        new RemoteCluster(context(), environmentId).noteStack(bay, listed.get());
        if (!context().board(request.cloud()).isOnesTurn()) {
            return;
        }
        context()
                .cloud(request.cloud())
                .stacks()
                .progress(listed.get().stackId())
                .ifPresent(progress -> telling.tell("Bay " + bay.name(), progress, () -> forecast(bay)));
    }

    private Resource withAddress(Resource bay) throws CloudException {
        if (bay.attribute(API_ADDRESS).isPresent()) {
            return bay;
        }
        Cluster cluster = clusters().show(bay.id());
        String address = cluster.apiAddress() == null ? "" : cluster.apiAddress();
        say("Bay " + bay.name() + " ready after " + elapsed(bay) + (address.isEmpty() ? "" : ", API at " + address));
        return context().ledger().update(environmentId, bay.name(), r -> r.withAttribute(API_ADDRESS, address)
                .withAttribute(NODES, Integer.toString(cluster.nodeCount())));
    }

    /** The bay that a finished flow left in the ledger. */
    static BayResult result(Resource bay) {
        return new BayResult(
                bay.cloud(),
                bay.attribute(TEMPLATE).orElse(""),
                bay.id(),
                bay.name(),
                bay.attribute(API_ADDRESS).orElse(""),
                bay.attribute(COE).orElse(""),
                Integer.parseInt(bay.attribute(NODES).orElse("0")));
    }

    private Clusters clusters() throws CloudException {
        return context().cloud(request.cloud()).clusters();
    }
}
