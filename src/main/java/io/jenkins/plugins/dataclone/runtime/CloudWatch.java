package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Which clouds answer, as far as calls to them have told. Thread-safe. */
public final class CloudWatch {
    private final InstantSource clock;
    private final Supplier<? extends Collection<String>> configured;
    private final Map<String, Silence> silent = new ConcurrentHashMap<>();

    /** @param configured names of the clouds there are: what is no more is not missed */
    CloudWatch(InstantSource clock, Supplier<? extends Collection<String>> configured) {
        this.clock = clock;
        this.configured = configured;
    }

    /**
     * A cloud that has not answered for a while.
     *
     * @param cloud its name
     * @param since when the first call failed after which none was answered
     * @param lastAsked when the last call failed
     * @param why what that one met, a sentence for people
     */
    public record Silence(String cloud, Instant since, Instant lastAsked, String why) {}

    /** A call was answered, with whatever. */
    void answered(String cloud) {
        if (!silent.isEmpty()) {
            silent.remove(cloud);
        }
    }

    /** A call was not answered. */
    void unanswered(String cloud, CloudException why) {
        Instant now = clock.instant();
        silent.merge(
                cloud,
                new Silence(cloud, now, now, why.getMessage()),
                (old, fresh) -> new Silence(cloud, old.since(), now, why.getMessage()));
    }

    /**
     * The clouds that do not answer, the longest silent first.
     *
     * @param atLeast so long have they been asked in vain
     */
    public List<Silence> silences(Duration atLeast) {
        if (silent.isEmpty()) {
            return List.of();
        }
        silent.keySet().retainAll(configured.get());
        return silent.values().stream()
                .filter(silence ->
                        Duration.between(silence.since(), silence.lastAsked()).compareTo(atLeast) >= 0)
                .sorted((a, b) -> a.since().compareTo(b.since()))
                .toList();
    }
}
