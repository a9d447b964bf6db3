package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import io.jenkins.plugins.dataclone.port.StackDeployer.Endpoint;
import io.jenkins.plugins.dataclone.port.StackDeployer.Plan;
import io.jenkins.plugins.dataclone.port.StackDeployer.Service;
import io.jenkins.plugins.dataclone.port.StackDeployer.Stack;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts an application on a bay of the environment, with clones of the environment as its volumes: opens the clones for the
 * bay's nodes, deploys, and waits until every service runs and is healthy.
 */
public final class DeployFlow extends Flow<StackResult> {
    private static final String DEPLOYED = "deployed";
    /** What the attributes begin with that tell where a service is reached. */
    static final String ENDPOINT = "endpoint.";

    static final String FILE = "file";

    private final String environmentId;
    private final String key;
    private final DeployRequest request;
    private final String bayName;
    private final BayAccess bayAccess;
    private final BayDisks disks;
    /** Read by whoever asks what is waited for, on a thread of his own. */
    private final Map<String, String> toldProblems = new ConcurrentHashMap<>();

    private final Set<String> toldReady = new HashSet<>();
    private String waitingFor = "a stack";
    private Plan plan;

    /**
     * @param environmentId an open environment with a bay
     * @param key tells this stack from others of the environment, and stays the same over a restart
     * @param bayName name of the bay, or null for the only one
     */
    public DeployFlow(
            FlowContext context,
            String environmentId,
            String key,
            DeployRequest request,
            String bayName,
            Instant deadline,
            Progress progress) {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
        this.bayName = bayName;
        this.bayAccess = new BayAccess(this, environmentId);
        this.disks = new BayDisks(this, environmentId);
    }

    @Override
    Optional<StackResult> tick() throws CloudException, InterruptedException {
        if (!environment().isOpen()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Environment " + environmentId + " is being released ("
                            + environment().releaseReason() + "); nothing more is deployed for it");
        }
        Resource bay = Bays.ready(environment(), bayName, "is to take '" + request.fileName() + "'");
        StackDeployer deployer =
                context().deployers().forCoe(bay.attribute(BayFlow.COE).orElse(""));
        if (plan == null && !isDeployed()) {
            Map<String, Resource> mounts = mounts(deployer, bay);
            if (!attachClones(bay, mounts.values())) {
                return Optional.empty();
            }
            plan = plan(deployer, bay, mounts);
        }
        if (!openClones(bay)) {
            return Optional.empty();
        }
        Resource stack = written(bay);
        waitingFor = "stack " + stack.name();
        Engine engine = context().engine(bay);
        if (!isDeployed()) {
            stack = deploy(deployer, engine, stack);
        }
        Stack seen = deployer.show(engine, stack.name());
        tell(seen);
        if (!seen.isReady()) {
            return Optional.empty();
        }
        if (!stack.isReady()) {
            stack = context().ledger().update(environmentId, stack.name(), r -> withEndpoints(r, seen)
                    .ready(now()));
            say("Stack " + stack.name() + " ready after " + elapsed(stack) + published(seen));
        }
        return Optional.of(result(seen, bay));
    }

    @Override
    public String waitingFor() {
        return toldProblems.isEmpty() ? waitingFor : waitingFor + " (" + String.join("; ", toldProblems.values()) + ")";
    }

    /** Which volume of the file is which clone. */
    private Map<String, Resource> mounts(StackDeployer deployer, Resource bay)
            throws CloudException, InterruptedException {
        List<Resource> clones = clones();
        List<String> declared = deployer.plan(stackRequest("check", Map.of())).volumes();
        Map<String, Integer> decided = Mounts.decide(
                request.fileName(),
                declared,
                Clones.withCurrent(environment(), request).volumes(),
                clones.stream()
                        .map(r -> new Mounts.Candidate(
                                r.name(), r.attribute(CloneFlow.DATA_SOURCE).orElse("")))
                        .toList());
        Map<String, Resource> mounts = new TreeMap<>();
        for (Map.Entry<String, Integer> mount : decided.entrySet()) {
            Resource clone = clones.get(mount.getValue());
            mounts.put(mount.getKey(), clone);
            BayVolumes.requireFit(bay, clone);
        }
        return mounts;
    }

    private Plan plan(StackDeployer deployer, Resource bay, Map<String, Resource> mounts)
            throws CloudException, InterruptedException {
        Map<String, Volume> volumes = new TreeMap<>();
        for (Map.Entry<String, Resource> mount : mounts.entrySet()) {
            Resource clone = mount.getValue();
            boolean readOnly =
                    clone.attribute(AccessRules.LEVEL).filter("ro"::equals).isPresent();
            volumes.put(
                    mount.getKey(),
                    BayVolumes.volume(
                            bay.name(), BayVolumes.of(bay), CloneFlows.result(environment(), clone), readOnly));
        }
        return deployer.plan(stackRequest(planned(bay).name(), volumes));
    }

    /** A disk has to be on the node before a service can mount it there; a volume plugin puts it there by itself. */
    private boolean attachClones(Resource bay, Collection<Resource> mounted) throws CloudException {
        if (!BayVolumes.of(bay).attaches()) {
            return true;
        }
        waitingFor = "the attachment of clones to bay " + bay.name();
        return disks.attach(bay, new LinkedHashSet<>(mounted));
    }

    private StackRequest stackRequest(String name, Map<String, Volume> volumes) {
        return new StackRequest(name, request.fileName(), request.files(), request.variables(), volumes);
    }

    private List<Resource> clones() {
        return environment().resources(CloneFlows::isUsable);
    }

    /** The nodes mount the clones, so the nodes' subnets get access; a clone that no volume uses stays as it is. */
    private boolean openClones(Resource bay) throws CloudException {
        waitingFor = "access of bay " + bay.name() + " to its clones";
        boolean open = true;
        for (Resource clone : clones()) {
            open &= clone.kind() != ResourceKind.SHARE || bayAccess.open(clone, bay);
        }
        return open;
    }

    private Resource planned(Resource bay) throws CloudException {
        return context()
                .ledger()
                .plan(
                        environmentId,
                        ResourceKind.STACK,
                        bay.cloud(),
                        key,
                        Map.of(RemoteStack.BAY, bay.name(), FILE, request.fileName()));
    }

    /** A stack's id is its name, so it is known before the engine is asked for anything. */
    private Resource written(Resource bay) throws CloudException {
        Resource stack = planned(bay);
        if (stack.state() == ResourceState.PLANNED) {
            stack = context().ledger().request(environmentId, stack.name());
        }
        if (stack.state() == ResourceState.REQUESTED) {
            String id = stack.name();
            stack = context().ledger().update(environmentId, id, r -> r.created(id));
        }
        return stack;
    }

    private Resource deploy(StackDeployer deployer, Engine engine, Resource stack) throws CloudException {
        deployer.deploy(engine, plan, OwnershipTag.of(environment(), now()));
        say("Stack " + stack.name() + " deployed from " + request.fileName() + " on " + engine.name() + ": "
                + String.join(", ", plan.services()));
        return context().ledger().update(environmentId, stack.name(), r -> r.withAttribute(DEPLOYED, "true"));
    }

    private void tell(Stack seen) {
        for (Service service : seen.services()) {
            if (service.isReady()) {
                toldProblems.remove(service.name());
                if (toldReady.add(service.name())) {
                    say("Service " + service.name() + " runs (" + service.running() + " of " + service.wanted() + ")");
                }
            } else if (service.problem() != null) {
                String problem = "service " + service.name() + ": " + service.problem();
                if (!problem.equals(toldProblems.put(service.name(), problem))) {
                    progress().say("Not yet ready, " + problem);
                }
            }
        }
    }

    /** After a restart the workspace may be out of reach; what has been deployed needs no file any more. */
    private boolean isDeployed() {
        return context()
                .ledger()
                .planned(environmentId, ResourceKind.STACK, key)
                .flatMap(stack -> stack.attribute(DEPLOYED))
                .isPresent();
    }

    private static String published(Stack seen) {
        return seen.endpoints().isEmpty()
                ? ""
                : "; published: "
                        + String.join(
                                ", ",
                                seen.endpoints().stream()
                                        .map(e -> e.service() + " at " + e.url())
                                        .toList());
    }

    private static StackResult result(Stack seen, Resource bay) {
        return new StackResult(
                seen.name(),
                bay.name(),
                seen.services().stream().map(Service::name).toList(),
                endpoints(seen),
                Map.of());
    }

    /** Where each service that publishes a port is reached. */
    private static Map<String, String> endpoints(Stack seen) {
        Map<String, String> endpoints = new TreeMap<>();
        for (Endpoint endpoint : seen.endpoints()) {
            endpoints.putIfAbsent(endpoint.service(), endpoint.url());
        }
        return endpoints;
    }

    private static Resource withEndpoints(Resource stack, Stack seen) {
        Resource noted = stack;
        for (Map.Entry<String, String> endpoint : endpoints(seen).entrySet()) {
            noted = noted.withAttribute(ENDPOINT + endpoint.getKey(), endpoint.getValue());
        }
        return noted;
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
