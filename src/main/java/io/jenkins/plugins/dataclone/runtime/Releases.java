package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The environments on their way out. At most one release flow runs for each; whoever wants to watch one joins it. A release
 * that fails unexpectedly is started again by the reaper. Thread-safe.
 */
public final class Releases {
    private static final Logger LOGGER = Logger.getLogger(Releases.class.getName());

    /** A release under way. */
    public static final class Release {
        private final CompletableFuture<Environment> ended = new CompletableFuture<>();
        private final List<Progress> watchers = new ArrayList<>();
        private final String environmentId;
        private final FlowContext context;
        private final ReleaseFlow flow;
        private FlowRunner<Environment> runner;
        /** What was said last; null if nothing was. */
        private String said;

        Release(FlowContext context, String environmentId) {
            this.context = context;
            this.environmentId = environmentId;
            this.flow = new ReleaseFlow(context, environmentId, this::say);
        }

        public String environmentId() {
            return environmentId;
        }

        /** Completes when everything is confirmed gone; never completes exceptionally. */
        public CompletableFuture<Environment> ended() {
            return ended;
        }

        /**
         * What stands in the way is said once, when it begins to, so who joins late is told the last line first; then what
         * happens from now on.
         */
        private synchronized void watch(Progress... progress) {
            for (Progress watcher : progress) {
                if (said != null) {
                    watcher.say(said);
                }
                watchers.add(watcher);
            }
        }

        /** Taken off again: not interested any more. */
        public synchronized void unwatch(Progress progress) {
            watchers.remove(progress);
        }

        private synchronized void say(String line) {
            said = line;
            watchers.forEach(watcher -> watcher.say(line));
        }

        /** What still exists or may exist, with what stands in the way. */
        public List<String> leftovers() {
            Optional<String> obstacle =
                    context.ledger().standing().obstacle(environmentId).map(CloudException::getMessage);
            return Stream.concat(obstacle.stream(), flow.leftovers().stream()).toList();
        }
    }

    private final FlowContext context;
    private final Lanes lanes;
    private final RunRecords records;
    private final ConcurrentHashMap<String, Release> running = new ConcurrentHashMap<>();

    Releases(FlowContext context, Lanes lanes, RunRecords records) {
        this.context = context;
        this.lanes = lanes;
        this.records = records;
    }

    /**
     * Sees to it that an environment whose release was requested is being taken away.
     *
     * @param watchers miss nothing of a release that begins with this call; to be taken off with {@link Release#unwatch}
     * @return the release, new or already under way
     */
    Release of(String environmentId, Progress... watchers) {
        Release fresh = prepared(environmentId);
        Release known = running.putIfAbsent(environmentId, fresh);
        Release release = known == null ? fresh : known;
        release.watch(watchers);
        if (release == fresh) {
            fresh.runner.start();
        }
        return release;
    }

    private Release prepared(String id) {
        Release release = new Release(context, id);
        release.runner =
                new FlowRunner<>(lanes, context.ledger().standing(), id, release.flow, new Outcome<Environment>() {
                    @Override
                    public void done(Environment ended) {
                        running.remove(id);
                        records.note(ended);
                        release.ended.complete(ended);
                    }

                    @Override
                    public void failed(Exception cause) {
                        running.remove(id);
                        LOGGER.log(
                                Level.WARNING,
                                cause,
                                () -> "Releasing environment " + id
                                        + " was interrupted by an unexpected error; the reaper will try again");
                    }
                });
        return release;
    }

    /** What the release of that environment waits for may have come. */
    void wake(String environmentId) {
        Release release = running.get(environmentId);
        if (release != null) {
            release.runner.wake();
        }
    }

    /** Asks for release in the environment's lane: after what is under way there, off the caller's thread. */
    void later(String environmentId, String reason) {
        lanes.submit(environmentId, () -> {
            try {
                if (context.ledger().requestRelease(environmentId, reason).isPresent()) {
                    of(environmentId);
                }
            } catch (CloudException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "The release of environment " + environmentId
                                + " could not be noted; it goes when its build has ended");
            }
        });
    }
}
