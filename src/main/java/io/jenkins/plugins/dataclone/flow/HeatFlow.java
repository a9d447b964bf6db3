package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.StackResult;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Stacks.NewStack;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Deploys an application as a Heat stack beside the clones of the environment: reads the template, hands the clones' facts to
 * its parameters, opens the clones for where its servers will be, creates the stack and waits with the progress of its
 * resources, and opens the clones for where its servers are.
 */
public final class HeatFlow extends Flow<StackResult> {
    /** Names of the clones that the stack was given, separated by blanks. */
    private static final String CLONES = "clones";

    private static final String FILE = "file";
    private static final String URL = "[a-zA-Z][a-zA-Z0-9+.-]*://.+";
    private static final String URL_SUFFIX = "_url";

    private final String environmentId;
    private final String key;
    private final DeployRequest request;
    private final Instant deadline;
    private final Provisioner provisioner;
    private final AccessRules accessRules;
    private final StackTelling telling = new StackTelling(this);
    private String waitingFor = "a Heat stack";
    private HeatPlan plan;
    /** Where the servers are, as far as they have been seen. */
    private List<String> cidrs = List.of();

    private int seenComplete;

    /**
     * @param environmentId an open environment with something on the one cloud that the stack is to be on
     * @param key tells this stack from others of the environment, and stays the same over a restart
     */
    public HeatFlow(
            FlowContext context,
            String environmentId,
            String key,
            DeployRequest request,
            Instant deadline,
            Progress progress) {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
        this.deadline = deadline;
        this.provisioner = new Provisioner(context, environmentId);
        this.accessRules = new AccessRules(this, environmentId);
    }

    @Override
    Optional<StackResult> tick() throws CloudException, InterruptedException {
        Optional<Resource> before = context().ledger().planned(environmentId, ResourceKind.HEAT_STACK, key);
        if (before.isEmpty() || before.get().id() == null) {
            prepare();
            if (!open(clones(plan.clones()), plan.cidrs())) {
                return Optional.empty();
            }
        }
        Resource stack = before.isPresent() ? before.get() : planned();
        waitingFor = "stack " + stack.name();
        boolean unknown = stack.id() == null;
        if (unknown && !isAdmitted()) {
            return Optional.empty();
        }
        stack = provisioner.advance(stack, new RemoteHeatStack(context(), environmentId), this::create);
        if (unknown && stack.id() != null) {
            sayRequested(stack);
        }
        if (stack.id() == null) {
            return Optional.empty();
        }
        lookAround(stack);
        boolean open = open(given(stack), cidrs);
        if (!open || !stack.isReady()) {
            return Optional.empty();
        }
        StackResult result = noted(stack, result(stack));
        say("Heat stack " + stack.name() + " ready after " + elapsed(stack) + published(result));
        return Optional.of(result);
    }

    @Override
    public String waitingFor() {
        return waitingFor;
    }

    private void prepare() throws CloudException, InterruptedException {
        if (!environment().isOpen()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Environment " + environmentId + " is being released ("
                            + environment().releaseReason() + "); nothing more is deployed for it");
        }
        if (plan == null) {
            plan = HeatPlan.of(
                    context().cloud(cloud()),
                    Clones.withCurrent(environment(), request),
                    clones().stream()
                            .map(clone -> HeatClone.of(CloneFlows.result(environment(), clone)))
                            .toList(),
                    production());
        }
        if (!hasAdmission()) {
            HeatForecast forecast = new HeatForecast(context(), environmentId, key, cloud(), plan);
            admittedBy(new Admission(this, environmentId, key, cloud(), forecast));
        }
    }

    /** The cloud of all that the environment has: an author reaches no cloud on which he was given nothing. */
    private String cloud() throws CloudException {
        TreeSet<String> clouds = environment().resources(r -> !r.isGone()).stream()
                .map(Resource::cloud)
                .collect(Collectors.toCollection(TreeSet::new));
        if (clouds.size() != 1) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    clouds.isEmpty()
                            ? "A Heat stack goes beside the clones of its environment, and this one has none; make one"
                                    + " with cloneShare first"
                            : "The environment of this build is on several clouds (" + String.join(", ", clouds)
                                    + "), so it is not clear where '" + request.fileName()
                                    + "' is to go; give it an environment of its own: env: '...'");
        }
        return clouds.first();
    }

    private List<Resource> clones() {
        return environment().resources(CloneFlows::isUsable);
    }

    private List<Resource> clones(List<Integer> indexes) {
        List<Resource> all = clones();
        return indexes.stream().map(all::get).toList();
    }

    /** What snapshots were taken of, unless that is a clone of ours itself. */
    private Collection<String> production() {
        List<Resource> all = environment().resources();
        return all.stream()
                .map(r -> r.attribute(RemoteSnapshot.SOURCE))
                .flatMap(Optional::stream)
                .filter(id -> all.stream().noneMatch(r -> id.equals(r.id())))
                .toList();
    }

    private Resource planned() throws CloudException {
        String clones = clones(plan.clones()).stream().map(Resource::name).collect(Collectors.joining(" "));
        return context()
                .ledger()
                .plan(
                        environmentId,
                        ResourceKind.HEAT_STACK,
                        cloud(),
                        key,
                        Map.of(FILE, request.fileName(), CLONES, clones));
    }

    /** The clones that the stack was given; known from the ledger when the template is out of reach. */
    private List<Resource> given(Resource stack) {
        List<String> names = Arrays.asList(stack.attribute(CLONES).orElse("").split(" "));
        return clones().stream().filter(clone -> names.contains(clone.name())).toList();
    }

    /** Shares, that is: a volume is attached by the template itself. */
    private boolean open(List<Resource> clones, List<String> cidrs) throws CloudException {
        boolean open = true;
        for (Resource clone : clones) {
            if (clone.kind() != ResourceKind.SHARE) {
                continue;
            }
            waitingFor = "access of stack '" + request.fileName() + "' to " + clone.name();
            open &= accessRules.advance(clone, AccessRules.addresses(clone, cidrs));
        }
        return open;
    }

    private String create(Resource planned) throws CloudException {
        long minutes = Math.max(1, Duration.between(now(), deadline).toMinutes());
        return stacks(planned)
                .create(new NewStack(
                        planned.name(),
                        plan.template(),
                        plan.values(),
                        OwnershipTag.of(environment(), now()),
                        Math.toIntExact(minutes)));
    }

    private void sayRequested(Resource stack) {
        String clones = stack.attribute(CLONES).orElse("");
        say("Heat stack " + stack.name() + " requested on cloud '" + stack.cloud() + "' from " + request.fileName()
                + (clones.isEmpty() ? "" : ", with " + clones.replace(" ", ", ")));
    }

    /** Servers are looked for whenever Heat has got further, so that they may mount as early as they can. */
    private void lookAround(Resource stack) throws CloudException {
        int complete;
        if (stack.isReady()) {
            complete = Integer.MAX_VALUE;
        } else {
            Optional<StackProgress> progress =
                    context().board(stack.cloud()).isOnesTurn() ? stacks(stack).progress(stack.id()) : Optional.empty();
            progress.ifPresent(seen -> telling.tell("Heat stack " + stack.name(), seen));
            complete = progress.map(StackProgress::complete).orElse(0);
        }
        if (complete > seenComplete && !given(stack).isEmpty()) {
            cidrs = stacks(stack).serverCidrs(stack.id());
            seenComplete = complete;
        }
    }

    private StackResult result(Resource stack) throws CloudException {
        Map<String, String> outputs = stacks(stack).outputs(stack.id());
        Map<String, String> endpoints = new LinkedHashMap<>();
        outputs.forEach((name, value) -> {
            if (value.matches(URL)) {
                boolean suffixed = name.endsWith(URL_SUFFIX) && name.length() > URL_SUFFIX.length();
                endpoints.put(suffixed ? name.substring(0, name.length() - URL_SUFFIX.length()) : name, value);
            }
        });
        return new StackResult(stack.name(), "", List.of(), endpoints, outputs);
    }

    /** For those who look at the environment; an address with a password in it is not written down. */
    private StackResult noted(Resource stack, StackResult result) throws CloudException {
        context().ledger().update(environmentId, stack.name(), r -> {
            Resource noted = r;
            for (Map.Entry<String, String> endpoint : result.endpoints().entrySet()) {
                if (!endpoint.getValue().contains("@")) {
                    noted = noted.withAttribute(DeployFlow.ENDPOINT + endpoint.getKey(), endpoint.getValue());
                }
            }
            return noted;
        });
        return result;
    }

    private static String published(StackResult result) {
        return result.endpoints().isEmpty()
                ? ""
                : result.endpoints().entrySet().stream()
                        .map(endpoint -> endpoint.getKey() + " at " + endpoint.getValue())
                        .collect(Collectors.joining(", ", "; published: ", ""));
    }

    private Stacks stacks(Resource stack) throws CloudException {
        Cloud cloud = context().cloud(stack.cloud());
        return cloud.stacks();
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
