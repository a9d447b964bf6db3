package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.ClusterTemplate;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole environment: clone and bay side by side, then the application. What can be checked beforehand is checked before
 * anything is created.
 */
public final class EnvironmentFlow extends Flow<Provisioned> {
    /** A stack that is not healthy after this long will not be: its image is missing, or its configuration is wrong. */
    private static final Duration STACK_PATIENCE = Duration.ofMinutes(15);
    /** Servers take longer than containers. */
    private static final Duration HEAT_PATIENCE = Duration.ofMinutes(60);

    private final String environmentId;
    private final String key;
    private final CloneRequest cloneRequest;
    private final Optional<BayRequest> bayRequest;
    private final Optional<DeployRequest> deployRequest;
    private final Flow<CloneResult> cloneFlow;
    private final Optional<BayFlow> bayFlow;
    private final Instant deadline;
    private final Admission.Forecast data;
    private final Optional<Admission.Forecast> cluster;
    private final Admission whole;
    private Optional<Admission.Forecast> stack = Optional.empty();
    private Optional<CloneResult> clone = Optional.empty();
    private Optional<BayResult> bay = Optional.empty();
    private Flow<StackResult> deployFlow;
    private boolean checked;

    /**
     * @param environmentId an open environment
     * @param key tells this block from others of the environment, and stays the same over a restart
     * @param deployRequest the application; needs a bay unless it is a Heat template
     */
    public EnvironmentFlow(
            FlowContext context,
            String environmentId,
            String key,
            CloneRequest cloneRequest,
            Optional<BayRequest> bayRequest,
            Optional<DeployRequest> deployRequest,
            Instant deadline,
            Progress progress) {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.key = key;
        this.cloneRequest = cloneRequest;
        this.bayRequest = bayRequest;
        this.deployRequest = deployRequest;
        this.deadline = deadline;
        this.cloneFlow = CloneFlows.of(context, environmentId, key, cloneRequest, deadline, this::say);
        this.bayFlow =
                bayRequest.map(request -> new BayFlow(context, environmentId, key, request, deadline, this::say));
        this.data = new CloneForecast(context, environmentId, key, cloneRequest);
        this.cluster = bayRequest.map(request -> new BayForecast(context, environmentId, key, request));
        this.whole = new Admission(this, environmentId, key, cloneRequest.cloud(), this::left);
        admittedBy(whole);
        cloneFlow.admittedBy(whole);
        bayFlow.ifPresent(flow -> flow.admittedBy(whole));
    }

    /** One forecast over all parts, so that no part of an environment waits for room for another. */
    private Demand left() throws CloudException {
        Demand left = data.left();
        left = cluster.isPresent() ? left.plus(cluster.get().left()) : left;
        return stack.isPresent() ? left.plus(stack.get().left()) : left;
    }

    @Override
    Optional<Provisioned> tick() throws CloudException, InterruptedException {
        if (!checked) {
            check();
            checked = true;
        }
        tickBoth();
        if (clone.isEmpty() || (bayFlow.isPresent() && bay.isEmpty())) {
            return Optional.empty();
        }
        if (deployRequest.isEmpty()) {
            return Optional.of(new Provisioned(clone.get(), bay, Optional.empty()));
        }
        if (deployFlow == null) {
            deployFlow = deployFlow(deployRequest.get());
        }
        Optional<StackResult> stack = deployFlow.tick();
        return stack.map(result -> new Provisioned(clone.get(), bay, Optional.of(result)));
    }

    private Flow<StackResult> deployFlow(DeployRequest request) {
        Instant patience = now().plus(request.heat() ? HEAT_PATIENCE : STACK_PATIENCE);
        Instant until = patience.isBefore(deadline) ? patience : deadline;
        if (request.heat()) {
            HeatFlow flow = new HeatFlow(context(), environmentId, key, request, until, this::say);
            flow.admittedBy(whole);
            return flow;
        }
        return new DeployFlow(
                context(), environmentId, key, request, bay.orElseThrow().name(), until, this::say);
    }

    @Override
    public String waitingFor() {
        if (deployFlow != null) {
            return deployFlow.waitingFor();
        }
        String forBay = bayFlow.isPresent() && bay.isEmpty() ? bayFlow.get().waitingFor() : "";
        String forClone = clone.isEmpty() ? cloneFlow.waitingFor() : "";
        return forClone + (forClone.isEmpty() || forBay.isEmpty() ? "" : " and ") + forBay;
    }

    /** Both get their turn even if one of them meets an error that will pass. */
    private void tickBoth() throws CloudException, InterruptedException {
        CloudException trouble = null;
        try {
            clone = clone.isPresent() ? clone : cloneFlow.tick();
        } catch (CloudException e) {
            trouble = e;
        }
        if (bayFlow.isPresent() && bay.isEmpty() && (trouble == null || trouble.isRetryable())) {
            try {
                bay = bayFlow.get().tick();
            } catch (CloudException e) {
                trouble = trouble == null || !e.isRetryable() ? e : trouble;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /**
     * A credential that makes no bays, a stack file that cannot be deployed, or an orchestrator that nobody here speaks, is
     * found before the first create.
     */
    private void check() throws CloudException, InterruptedException {
        if (bayRequest.isPresent()) {
            context().cloud(bayRequest.get().cloud()).clusters().requireTrust();
        }
        if (deployRequest.isEmpty()) {
            return;
        }
        boolean heat = deployRequest.get().heat();
        ResourceKind kind = heat ? ResourceKind.HEAT_STACK : ResourceKind.STACK;
        if (context().ledger().planned(environmentId, kind, key).isPresent()) {
            return;
        }
        if (heat) {
            HeatPlan plan = HeatPlan.of(
                    context().cloud(cloneRequest.cloud()),
                    deployRequest.get(),
                    List.of(HeatClone.expected(cloneRequest)),
                    List.of(cloneRequest.originId()));
            stack = Optional.of(new HeatForecast(context(), environmentId, key, cloneRequest.cloud(), plan));
        } else {
            checkForEngine(deployRequest.get());
        }
    }

    private void checkForEngine(DeployRequest deploy) throws CloudException, InterruptedException {
        if (bayRequest.isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "The stack '" + deploy.fileName() + "' needs a bay to run on; name a bay template: bay: '...'");
        }
        ClusterTemplate template = context()
                .cloud(bayRequest.get().cloud())
                .clusters()
                .template(bayRequest.get().clusterTemplate());
        List<String> declared = context()
                .deployers()
                .forCoe(template.coe())
                .plan(new StackRequest("check", deploy.fileName(), deploy.files(), deploy.variables(), Map.of()))
                .volumes();
        Map<String, Integer> mounts = Mounts.decide(
                deploy.fileName(),
                declared,
                deploy.volumes(),
                List.of(new Mounts.Candidate("the clone", cloneRequest.source())));
        if (!mounts.isEmpty()) {
            BayVolumes.requireFit(context(), bayRequest.get(), cloneRequest);
        }
    }
}
