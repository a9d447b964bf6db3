package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes an environment away, dependants first, until each of its resources is confirmed gone. A resource that cannot be removed
 * now stops neither the others nor later attempts; the flow has no end but success.
 */
public final class ReleaseFlow extends Flow<Environment> {
    private static final Logger LOGGER = Logger.getLogger(ReleaseFlow.class.getName());
    /** After so many failures of one resource without a step forward those that wait for it go ahead. */
    static final int PATIENCE = 4;
    /** After so long without a step forward of one resource those that wait for it go ahead, failures or not. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    /** After so many failures of one resource without a step forward the environment is shown as stuck. */
    static final int STUCK_AFTER = 8;
    /** After so long without a step forward of one resource the environment is shown as stuck. */
    static final Duration OVERDUE = Duration.ofMinutes(30);

    private final String environmentId;
    private final Removal removal;
    private final SnapshotRelease snapshots;
    private Remotes remotes;
    private final Map<String, Attempts> attempts = new HashMap<>();
    /** Services that did not answer, or may not be asked, in this tick: asking for each resource would only add time-outs. */
    private final Set<String> silent = new HashSet<>();

    /** What was tried with one resource since it last went a step forward. */
    private static final class Attempts {
        private Instant since;
        private int failures;
        private String lastTold;

        Attempts(Instant since) {
            this.since = since;
        }
    }

    /** @param environmentId an environment whose release was requested */
    public ReleaseFlow(FlowContext context, String environmentId, Progress progress) {
        super(context, Instant.MAX, progress);
        this.environmentId = environmentId;
        this.removal = new Removal(context, environmentId);
        this.snapshots = new SnapshotRelease(context, environmentId);
    }

    @Override
    Optional<Environment> tick() throws CloudException {
        Environment environment = known();
        if (environment.state().isUsable()) {
            throw new IllegalStateException("environment " + environmentId + " was not asked to go");
        }
        if (environment.state() == EnvironmentState.ENDED) {
            return Optional.of(environment);
        }
        List<Resource> left = environment.resources(r -> !r.isGone());
        silent.clear();
        remotes = new Remotes(context(), environmentId);
        for (int i = left.size() - 1; i >= 0; i--) {
            Resource resource = environment().resource(left.get(i).name()).orElseThrow();
            if (!isBlocked(resource) && !silent.contains(service(resource))) {
                remove(resource);
            }
        }
        if (environment().allGone()) {
            return Optional.of(context().ledger().markEnded(environmentId))
                    .filter(ended -> ended.state() == EnvironmentState.ENDED);
        }
        noteStuck();
        return Optional.empty();
    }

    @Override
    public String waitingFor() {
        return "the removal of "
                + String.join(", ", left().stream().map(Resource::name).toList());
    }

    /** What still exists or may exist, with what stands in the way; for warnings. */
    public List<String> leftovers() {
        return left().stream()
                .map(r -> r.kind().label() + " " + r.name() + (r.id() == null ? "" : " (" + r.id() + ")")
                        + (r.problem() == null ? "" : ": " + r.problem()))
                .toList();
    }

    /** Never throws for what a cloud says: the others have to get their turn. */
    private void remove(Resource resource) throws CloudException {
        Attempts tried = attempts.computeIfAbsent(resource.name(), name -> new Attempts(now()));
        try {
            Resource due = SnapshotRelease.concerns(resource) ? snapshots.advance(resource) : resource;
            Resource after =
                    due.isGone() || SnapshotRelease.concerns(due) ? due : removal.advance(due, remotes.of(due.kind()));
            if (after.state() != resource.state() || !Objects.equals(after.id(), resource.id())) {
                attempts.put(resource.name(), new Attempts(now()));
                stir();
            }
            if (after.isGone()) {
                gone(after);
            }
        } catch (CloudException e) {
            if (e.kind() == CloudException.Kind.FROZEN) {
                throw e;
            }
            if (e.isHeldBack() || e.kind() == CloudException.Kind.UNAVAILABLE && e.status() == 0) {
                silent.add(service(resource));
            }
            if (e.kind() == CloudException.Kind.BUSY) {
                // it waits for others, which is nothing that stands in its own way
                tried.since = now();
            } else {
                failed(resource, tried, e.clause(), gist(e));
            }
        } catch (RuntimeException e) {
            String problem = "The removal of " + resource.kind().label() + " " + resource.name() + " on cloud '"
                    + resource.cloud() + "' met an error of this plugin (" + e + "); see the log of the controller";
            if (!problem.equals(tried.lastTold)) {
                LOGGER.log(Level.WARNING, problem, e);
            }
            failed(resource, tried, problem, problem);
        }
    }

    private void failed(Resource resource, Attempts tried, String problem, String gist) throws CloudException {
        tried.failures++;
        if (!gist.equals(tried.lastTold)) {
            tried.lastTold = gist;
            progress().say(problem + " - will try again");
            context().ledger().update(environmentId, resource.name(), r -> r.isGone() ? r : r.withProblem(problem));
        }
    }

    /** What answers or is silent as one; each engine is one of its own. */
    private static String service(Resource resource) {
        return resource.cloud()
                + switch (resource.kind()) {
                    case SHARE_SNAPSHOT, SHARE, SHARE_CHECKPOINT, ACCESS_RULE -> " shares";
                    case VOLUME_SNAPSHOT, VOLUME, VOLUME_CHECKPOINT, VOLUME_ATTACHMENT -> " volumes";
                    case CLUSTER -> " clusters";
                    case HEAT_STACK -> " stacks";
                    case STACK -> " " + resource.name();
                };
    }

    private void gone(Resource resource) throws CloudException {
        if (resource.kind() == ResourceKind.CLUSTER) {
            context().engines().forget(resource);
        }
        if (resource.successor().isPresent()) {
            say(handedOver(resource, context().ledger().get(resource.successor().get())));
        } else if (resource.requestedAt() != null && resource.kind() != ResourceKind.ACCESS_RULE) {
            String age = spoken(Duration.between(resource.requestedAt(), resource.goneAt()));
            say("Removed " + resource.kind().label() + " " + resource.name() + ", confirmed gone (lived " + age + ")");
        }
    }

    private static String handedOver(Resource snapshot, Environment heir) {
        String what = "Left " + snapshot.kind().label() + " " + snapshot.name();
        return heir.owner().isController()
                ? what + " for later clones, until " + heir.expiresAt().truncatedTo(ChronoUnit.SECONDS)
                : what + " to environment " + heir.id() + ", which has a clone of it and takes it away";
    }

    private boolean isBlocked(Resource resource) {
        return switch (resource.kind()) {
            case STACK, HEAT_STACK -> false;
            case ACCESS_RULE, VOLUME_ATTACHMENT -> awaitsStacks();
            case CLUSTER -> awaitsStacks() || awaits(ResourceKind.VOLUME_ATTACHMENT, other -> true);
            case SHARE_CHECKPOINT -> awaitsStacks() || hasClones(resource, ResourceKind.SHARE);
            case SHARE ->
                awaitsStacks()
                        || hasCheckpoints(resource)
                        || awaits(ResourceKind.ACCESS_RULE, rule -> refersTo(rule, RemoteAccessRule.SHARE, resource));
            case VOLUME ->
                awaitsStacks()
                        || awaits(
                                ResourceKind.VOLUME_ATTACHMENT,
                                attachment -> refersTo(attachment, RemoteAttachment.VOLUME, resource))
                        || awaits(
                                ResourceKind.VOLUME_CHECKPOINT,
                                checkpoint -> refersTo(checkpoint, RemoteVolumeSnapshot.SOURCE, resource));
            case SHARE_SNAPSHOT -> hasClones(resource, ResourceKind.SHARE);
            case VOLUME_SNAPSHOT, VOLUME_CHECKPOINT -> hasClones(resource, ResourceKind.VOLUME);
        };
    }

    /** An application, wherever it runs, uses everything else. */
    private boolean awaitsStacks() {
        return awaits(ResourceKind.STACK, other -> true) || awaits(ResourceKind.HEAT_STACK, other -> true);
    }

    /** Whether there are resources of that kind that have to go first, and that we have not lost patience with. */
    private boolean awaits(ResourceKind kind, Predicate<Resource> which) {
        return environment().resources().stream()
                .filter(r -> r.kind() == kind && !r.isGone() && which.test(r))
                .anyMatch(r -> !tried(r, PATIENCE, LONGEST_WAIT));
    }

    private boolean tried(Resource resource, int failures, Duration time) {
        Attempts tried = attempts.get(resource.name());
        return tried != null && (tried.failures >= failures || now().isAfter(tried.since.plus(time)));
    }

    /** A snapshot with a clone is never touched: some back ends would take the clone's data with it. */
    private boolean hasClones(Resource snapshot, ResourceKind kind) {
        return environment().resources().stream()
                .anyMatch(r -> r.kind() == kind && !r.isGone() && refersTo(r, CloneFlow.SNAPSHOT, snapshot));
    }

    /** Manila refuses to delete a share that has snapshots. */
    private boolean hasCheckpoints(Resource share) {
        return environment().resources().stream()
                .anyMatch(r -> r.kind() == ResourceKind.SHARE_CHECKPOINT
                        && !r.isGone()
                        && refersTo(r, RemoteSnapshot.SOURCE, share));
    }

    private static boolean refersTo(Resource resource, String attribute, Resource other) {
        return other.id() != null
                && resource.attribute(attribute).filter(other.id()::equals).isPresent();
    }

    private void noteStuck() throws CloudException {
        Environment environment = environment();
        boolean often = environment.resources(r -> !r.isGone()).stream().anyMatch(r -> tried(r, STUCK_AFTER, OVERDUE));
        String why = String.join("; ", leftovers());
        if (often && !why.equals(environment.problem())) {
            context().ledger().markStuck(environmentId, why);
        }
    }

    /** It may have ended, and even moved to the history, before this flow got its turn. */
    private Environment known() throws CloudException {
        return context()
                .ledger()
                .recall(environmentId)
                .orElseThrow(() -> new IllegalArgumentException("there is no environment " + environmentId));
    }

    private List<Resource> left() {
        return context()
                .ledger()
                .find(environmentId)
                .map(environment -> environment.resources(r -> !r.isGone()))
                .orElse(List.of());
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
