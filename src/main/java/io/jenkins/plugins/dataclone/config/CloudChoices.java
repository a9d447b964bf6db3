package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clouds;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a cloud has to choose from, for the administrator's form. Asked of the cloud as it is saved, never with an address or a
 * credential that somebody has just typed. A form waits for a few seconds only: a cloud that is slow or down offers nothing, and
 * the field takes any text. Thread-safe.
 */
final class CloudChoices {
    /** How long a form waits. */
    static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long an answer is good for. */
    static final Duration FRESH = Duration.ofMinutes(1);

    private static final Logger LOGGER = Logger.getLogger(CloudChoices.class.getName());

    /** Something that a cloud lists. */
    enum Kind {
        SHARE_TYPE(cloud -> cloud.shares().shareTypes()),
        SHARE_NETWORK(cloud -> cloud.shares().shareNetworks()),
        VOLUME_TYPE(cloud -> cloud.volumes().volumeTypes()),
        CLUSTER_TEMPLATE(cloud -> cloud.clusters().templates()),
        FLAVOR(cloud -> cloud.servers().flavors()),
        KEYPAIR(cloud -> cloud.servers().keypairs());

        private final Listing listing;

        Kind(Listing listing) {
            this.listing = listing;
        }
    }

    @FunctionalInterface
    private interface Listing {
        List<String> of(Cloud cloud) throws CloudException;
    }

    private record Question(String cloud, Kind kind) {}

    private record Asked(Instant at, CompletableFuture<List<String>> answer) {}

    private static final CloudChoices OF_THIS_JENKINS = new CloudChoices(InstantSource.system(), PATIENCE);

    private final InstantSource clock;
    private final Duration patience;
    private final ConcurrentHashMap<Question, Asked> asked = new ConcurrentHashMap<>();

    CloudChoices(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** What a configured cloud offers; ask for the permission first. */
    static ComboBoxModel offered(@CheckForNull String cloud, Kind kind) {
        DataCloneRuntime runtime = DataCloneRuntime.get();
        return OF_THIS_JENKINS.names(
                runtime.context().clouds(), work -> runtime.submitAfter(Duration.ZERO, work), cloud, kind);
    }

    /**
     * The names there are; empty if the cloud is not known, or does not answer in time. One call is made however many fields and
     * forms ask, whether it succeeds or not.
     *
     * @param cloud name of the cloud; null, empty or unknown offers nothing
     * @param worker runs the call
     */
    ComboBoxModel names(Clouds clouds, Executor worker, @CheckForNull String cloud, Kind kind) {
        if (cloud == null || cloud.isBlank()) {
            return new ComboBoxModel();
        }
        Instant now = clock.instant();
        Question question = new Question(cloud.trim(), kind);
        Asked last = asked.compute(
                question,
                (key, before) -> before != null && now.isBefore(before.at().plus(FRESH)) && !now.isBefore(before.at())
                        ? before
                        : new Asked(now, CompletableFuture.supplyAsync(() -> list(clouds, question), worker)));
        try {
            return new ComboBoxModel(last.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, e, () -> "cloud '" + cloud + "' offers no choice of " + kind);
            return new ComboBoxModel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ComboBoxModel();
        }
    }

    private static List<String> list(Clouds clouds, Question question) {
        try {
            return question.kind().listing.of(clouds.get(question.cloud())).stream()
                    .distinct()
                    .sorted()
                    .toList();
        } catch (CloudException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the cloud's answer was not understood", e);
        }
    }
}
