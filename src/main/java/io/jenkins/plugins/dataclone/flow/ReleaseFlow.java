package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes an environment away, dependants first, until each of its resources is confirmed gone. A resource that cannot be removed
 * now stops neither the others nor later attempts; the flow has no end but success.
 */
public final class ReleaseFlow extends Flow<Environment> {
    /** After so many failures in a row of one resource those that wait for it go ahead. */
    static final int PATIENCE = 4;
    /** After so many failures in a row of one resource the environment is shown as stuck. */
    static final int STUCK_AFTER = 8;

    private final String environmentId;
    private final Removal removal;
    private final Remotes remotes;
    private final Map<String, Integer> failures = new HashMap<>();
    /** Clouds that did not answer in this tick: asking them once more for each resource would only add time-outs. */
    private final Set<String> silent = new HashSet<>();

    /** @param environmentId an environment whose release was requested */
    public ReleaseFlow(FlowContext context, String environmentId, Progress progress) {
        super(context, Instant.MAX, progress);
        this.environmentId = environmentId;
        this.removal = new Removal(context, environmentId);
        this.remotes = new Remotes(context, environmentId);
    }

    @Override
    Optional<Environment> tick() throws CloudException {
        Environment environment = environment();
        if (environment.isOpen()) {
            throw new IllegalStateException("environment " + environmentId + " was not asked to go");
        }
        if (environment.state() == EnvironmentState.ENDED) {
            return Optional.of(environment);
        }
        List<Resource> left = environment.resources(r -> !r.isGone());
        silent.clear();
        for (int i = left.size() - 1; i >= 0; i--) {
            Resource resource = environment().resource(left.get(i).name()).orElseThrow();
            if (!isBlocked(resource) && !silent.contains(resource.cloud())) {
                remove(resource);
            }
        }
        if (environment().allGone()) {
            return Optional.of(context().ledger().markEnded(environmentId));
        }
        noteStuck();
        return Optional.empty();
    }

    @Override
    public String waitingFor() {
        List<Resource> left = environment().resources(r -> !r.isGone());
        return "the removal of " + String.join(", ", left.stream().map(Resource::name).toList());
    }

    /** What still exists or may exist, with what stands in the way; for warnings. */
    public List<String> leftovers() {
        return environment().resources(r -> !r.isGone()).stream()
                .map(r -> r.kind().label() + " " + r.name() + (r.id() == null ? "" : " (" + r.id() + ")")
                        + (r.problem() == null ? "" : ": " + r.problem()))
                .toList();
    }

    private void remove(Resource resource) throws CloudException {
        try {
            Resource after = removal.advance(resource, remotes.of(resource.kind()));
            failures.remove(resource.name());
            if (after.isGone()) {
                gone(after);
            }
        } catch (CloudException e) {
            failures.merge(resource.name(), 1, Integer::sum);
            if (e.kind() == CloudException.Kind.UNAVAILABLE && resource.kind() != ResourceKind.STACK) {
                silent.add(resource.cloud());
            }
            if (!Objects.equals(resource.problem(), e.getMessage())) {
                context().ledger().update(environmentId, resource.name(), r -> r.withProblem(e.getMessage()));
                progress().say(e.getMessage() + " - will try again");
            }
        }
    }

    private void gone(Resource resource) throws CloudException {
        if (resource.kind() == ResourceKind.CLUSTER) {
            context().engines().forget(resource);
        }
        if (resource.requestedAt() != null && resource.kind() != ResourceKind.ACCESS_RULE) {
            String age = spoken(Duration.between(resource.requestedAt(), resource.goneAt()));
            say("Removed " + resource.kind().label() + " " + resource.name() + ", confirmed gone (lived " + age + ")");
        }
    }

    private boolean isBlocked(Resource resource) {
        return switch (resource.kind()) {
            case STACK -> false;
            case ACCESS_RULE, CLUSTER -> awaits(ResourceKind.STACK, other -> true);
            case SHARE -> awaits(ResourceKind.STACK, other -> true)
                    || awaits(ResourceKind.ACCESS_RULE, rule -> refersTo(rule, RemoteAccessRule.SHARE, resource));
            case SHARE_SNAPSHOT -> hasClones(resource);
        };
    }

    /** Whether there are resources of that kind that have to go first, and that we have not lost patience with. */
    private boolean awaits(ResourceKind kind, Predicate<Resource> which) {
        return environment().resources().stream()
                .filter(r -> r.kind() == kind && !r.isGone() && which.test(r))
                .anyMatch(r -> failures.getOrDefault(r.name(), 0) < PATIENCE);
    }

    /** A snapshot with a clone is never touched: some back ends would take the clone's data with it. */
    private boolean hasClones(Resource snapshot) {
        return environment().resources().stream()
                .anyMatch(r -> r.kind() == ResourceKind.SHARE
                        && !r.isGone()
                        && refersTo(r, CloneFlow.SNAPSHOT, snapshot));
    }

    private static boolean refersTo(Resource resource, String attribute, Resource other) {
        return other.id() != null && resource.attribute(attribute).filter(other.id()::equals).isPresent();
    }

    private void noteStuck() throws CloudException {
        Environment environment = environment();
        boolean often = failures.values().stream().anyMatch(count -> count >= STUCK_AFTER);
        String why = String.join("; ", leftovers());
        if (often && !why.equals(environment.problem())) {
            context().ledger().markStuck(environmentId, why);
        }
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }
}
