package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.Releases.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

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
     * @param end called once: when all are gone, or when waiting has taken too long
     */
    public void start(List<Environment> environments, String reason, Runnable end) throws CloudException {
        for (Environment environment : environments) {
            if (environment.state() != EnvironmentState.ENDED) {
                runtime.release(environment.id(), reason).ifPresent(release -> {
                    releases.add(release);
                    release.watch(log);
                });
            }
        }
        CompletableFuture.allOf(releases.stream().map(Release::ended).toArray(CompletableFuture[]::new))
                .thenRun(() -> finish(end, this::tellGone));
        if (!releases.isEmpty()) {
            runtime.submitAfter(Timeouts.REMOVAL, () -> finish(end, this::tellLeftovers));
        }
    }

    private void finish(Runnable end, Runnable lastWords) {
        if (over.compareAndSet(false, true)) {
            releases.forEach(release -> release.unwatch(log));
            lastWords.run();
            end.run();
        }
    }

    private void tellGone() {
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
        }
    }

    private void tellLeftovers() {
        for (Release release : releases) {
            if (!release.ended().isDone()) {
                log.warn("Not everything is gone after " + Timeouts.REMOVAL.toMinutes()
                        + " minutes; the removal goes on in the background: "
                        + String.join("; ", release.leftovers()));
            }
        }
    }
}
