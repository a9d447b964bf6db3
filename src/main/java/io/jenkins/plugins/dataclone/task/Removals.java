package io.jenkins.plugins.dataclone.task;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.Owners;
import io.jenkins.plugins.dataclone.runtime.Releases.Release;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A build waiting for environments of its own to be gone. It waits for a while only: what is slow or stuck is said and goes on
 * in the background, and the build's own result stays what it is.
 */
public final class Removals {
    private final DataCloneRuntime runtime;
    private final BuildLog log;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Release> releases = new ArrayList<>();

    public Removals(DataCloneRuntime runtime, BuildLog log) {
        this.runtime = runtime;
        this.log = log;
    }

    /**
     * Asks for the environments to go. Call it on a worker thread.
     *
     * @param end called once: with nothing when all are gone, or with what is left when waiting has taken too long
     */
    public void start(List<Environment> environments, String reason, Consumer<List<String>> end) throws CloudException {
        for (Environment environment : environments) {
            if (!environment.state().isOver()) {
                runtime.release(environment.id(), reason, log).ifPresent(releases::add);
            }
        }
        CompletableFuture.allOf(releases.stream().map(Release::ended).toArray(CompletableFuture[]::new))
                .thenRun(() -> finish(() -> end.accept(tellGone())));
        if (!releases.isEmpty()) {
            runtime.submitAfter(Timeouts.REMOVAL, () -> finish(() -> end.accept(tellLeftovers())));
        }
    }

    /**
     * Asks for one environment to go. That its record is lost is told: nothing here can confirm then that it is gone. Call it on a
     * worker thread.
     *
     * @param end called once, as in {@link #start}
     */
    public void startOf(String environmentId, String reason, Consumer<List<String>> end) throws CloudException {
        Optional<Environment> environment = runtime.ledger().recall(environmentId);
        if (environment.isPresent()) {
            start(List.of(environment.get()), reason, end);
            return;
        }
        String told = "Environment " + environmentId
                + " is not in the records of this controller any more, so whether it is gone"
                + " cannot be told here; what is left of it in the clouds is found by its tag and taken away by the scan for"
                + " orphans";
        log.warn(told);
        end.accept(List.of(told));
    }

    /**
     * Asks for environments of a build to go. Call it on a worker thread.
     *
     * @param name name of the environment within the build, or null for all of them
     * @param end called once, as in {@link #start}
     */
    public void startNamed(Run<?, ?> run, String name, String reason, Consumer<List<String>> end)
            throws CloudException {
        List<Environment> owned = new ArrayList<>(runtime.ledger().ownedBy(Owners.of(run)).stream()
                .filter(environment -> !environment.state().isOver())
                .filter(environment -> name == null || environment.name().equals(name))
                .toList());
        boolean someAreKept = owned.removeIf(environment -> name == null && isLeftAlone(environment));
        if (owned.isEmpty()) {
            log.say("This build owns no " + (someAreKept ? "other " : "")
                    + (name == null ? "environment" : "environment '" + name + "'") + "; nothing to destroy");
        }
        start(owned, reason, end);
    }

    /** Destroying all at the end of every build is not meant for what was kept on purpose. */
    private boolean isLeftAlone(Environment environment) {
        boolean kept = environment.state() == EnvironmentState.KEPT;
        if (kept) {
            log.say("Environment " + environment.id() + " is left alone: it is kept for debugging until "
                    + environment.expiresAt().truncatedTo(ChronoUnit.SECONDS));
        }
        return kept;
    }

    private void finish(Runnable end) {
        if (over.compareAndSet(false, true)) {
            releases.forEach(release -> release.unwatch(log));
            end.run();
        }
    }

    private List<String> tellGone() {
        for (Release release : releases) {
            Environment ended = release.ended().join();
            // what was written down but never asked for cannot be there, and proves nothing
            long made = ended.resources(
                            r -> r.requestedAt() != null && r.successor().isEmpty())
                    .size();
            log.say("Environment " + ended.id() + ": "
                    + (made == 0
                            ? "nothing had been made"
                            : (made == 1 ? "its one resource is" : "all " + made + " resources are")
                                    + " confirmed gone"));
            ReceiptTable.of(ended).forEach(log::say);
        }
        return List.of();
    }

    private List<String> tellLeftovers() {
        List<String> left = new ArrayList<>();
        for (Release release : releases) {
            if (!release.ended().isDone()) {
                left.addAll(release.leftovers());
                runtime.ledger().find(release.environmentId()).ifPresent(environment -> ReceiptTable.of(environment)
                        .forEach(log::say));
                runtime.writeReceipt(release.environmentId());
            }
        }
        if (!left.isEmpty()) {
            log.warn("Not everything is gone after " + Timeouts.REMOVAL.toMinutes()
                    + " minutes; the removal goes on in the background: " + String.join("; ", left));
        }
        return left;
    }
}
