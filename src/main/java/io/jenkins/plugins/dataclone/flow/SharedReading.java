package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What a call brought last, for all who want to know it: whoever finds it too old makes the call, one at a time, and those who
 * come meanwhile wait for its answer and share it, good or bad. Thread-safe.
 *
 * @param <T> what the call brings
 */
final class SharedReading<T> {
    /** One call, bounded by the adapter's time-outs. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws CloudException;
    }

    /**
     * What a call brought, or the error it ended with; neither if there was none.
     *
     * @param outdated whether it tells nobody anything any more
     */
    private record Answer<T>(Instant askedAt, T value, CloudException failure, boolean outdated) {
        boolean tells(Predicate<T> enough) {
            return !outdated && (failure != null || enough.test(value));
        }
    }

    private final InstantSource clock;
    private final Duration fresh;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Answer<T> last = new Answer<>(Instant.MIN, null, null, true);

    /** @param fresh how long an answer serves all who ask */
    SharedReading(InstantSource clock, Duration fresh) {
        this.clock = clock;
        this.fresh = fresh;
    }

    /**
     * The answer of the last call, or of one that is made now.
     *
     * @param enough whether an answer tells what is wanted
     */
    T get(Call<T> call, Predicate<T> enough) throws CloudException {
        Answer<T> answer = last;
        if (!isFresh(answer) || !answer.tells(enough)) {
            asking.lock();
            try {
                // who waited here for another's call shares its answer, however long it took
                if (last == answer || !last.tells(enough)) {
                    last = ask(call);
                }
                answer = last;
            } finally {
                asking.unlock();
            }
        }
        if (answer.failure() != null) {
            throw answer.failure();
        }
        return answer.value();
    }

    /** What the last call brought, however old. */
    Optional<T> latest() {
        return Optional.ofNullable(last.value());
    }

    /** The next who asks gets a new answer. */
    void outdate() {
        last = new Answer<>(Instant.MIN, last.value(), null, true);
    }

    private boolean isFresh(Answer<T> answer) {
        // not after the wall clock was set back
        Instant now = clock.instant();
        return !answer.askedAt().isAfter(now) && answer.askedAt().isAfter(now.minus(fresh));
    }

    private Answer<T> ask(Call<T> call) {
        Instant now = clock.instant();
        try {
            return new Answer<>(now, call.make(), null, false);
        } catch (CloudException e) {
            return new Answer<>(now, null, e, false);
        }
    }
}
