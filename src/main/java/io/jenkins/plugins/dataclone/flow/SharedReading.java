package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What a call brought last, for all who want to know it: whoever finds it too old makes the call, one at a time, and those who
 * come meanwhile wait for its answer and share it, good or bad. When the last call has failed, nobody waits for the next: who
 * finds out whether things are better does it alone, or a cloud that does not answer would hold the threads of all the others.
 * Thread-safe.
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
        static <T> Answer<T> outdated(T value) {
            return new Answer<>(Instant.MIN, value, null, true);
        }

        boolean tells(Predicate<T> enough) {
            return !outdated && (failure != null || enough.test(value));
        }

        boolean isPassingTrouble() {
            return failure != null && failure.isRetryable();
        }
    }

    /** So long the failure of a call tells something of the next one; a call and its time-outs take less. */
    static final Duration TROUBLED_FOR = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final Duration fresh;
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicReference<Answer<T>> last = new AtomicReference<>(Answer.outdated(null));

    /** @param fresh how long an answer serves all who ask */
    SharedReading(InstantSource clock, Duration fresh) {
        this.clock = clock;
        this.fresh = fresh;
    }

    /**
     * The answer of the last call, or of one that is made now.
     *
     * @param enough whether an answer tells what is wanted
     * @throws CloudException what that call ended with; or, while another thread asks again, what the one before ended with
     */
    T get(Call<T> call, Predicate<T> enough) throws CloudException {
        Answer<T> answer = last.get();
        if (!isOf(answer, fresh) || !answer.tells(enough)) {
            if (!answer.isPassingTrouble() || !isOf(answer, TROUBLED_FOR)) {
                asking.lock();
            } else if (!asking.tryLock()) {
                throw answer.failure();
            }
            try {
                // who waited here for another's call shares its answer, however long it took
                Answer<T> latest = last.get();
                answer = latest == answer || !latest.tells(enough) ? ask(call, latest) : latest;
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
        return Optional.ofNullable(last.get().value());
    }

    /** The next who asks gets a new answer. */
    void outdate() {
        last.updateAndGet(answer -> Answer.outdated(answer.value()));
    }

    /** Whether it was asked for within that time. */
    private boolean isOf(Answer<T> answer, Duration time) {
        // not after the wall clock was set back
        Instant now = clock.instant();
        return !answer.askedAt().isAfter(now) && answer.askedAt().isAfter(now.minus(time));
    }

    private Answer<T> ask(Call<T> call, Answer<T> before) {
        Answer<T> answer = made(call);
        if (!last.compareAndSet(before, answer)) {
            // outdated while the call was under way: it serves who has made it, and nobody later
            last.set(Answer.outdated(answer.value()));
        }
        return answer;
    }

    private Answer<T> made(Call<T> call) {
        Instant now = clock.instant();
        try {
            return new Answer<>(now, call.make(), null, false);
        } catch (CloudException e) {
            return new Answer<>(now, null, e, false);
        }
    }
}
